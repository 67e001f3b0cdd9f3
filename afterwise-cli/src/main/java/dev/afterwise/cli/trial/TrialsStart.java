package dev.afterwise.cli.trial;

import dev.afterwise.Afterwise;
import dev.afterwise.Aim;
import dev.afterwise.Dimension;
import dev.afterwise.Experiment;
import dev.afterwise.Subject;
import dev.afterwise.Variant;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = {
            "Begin to try something: chance says of each run from now on whether it is done as before or as one --try says.",
            "For a choice in code, where only the code knows what the variants do, name them by --variant instead, the present one first."
        })
final class TrialsStart implements Verb {
    private static final List<String> AIMS = List.of("success", "time");

    @Parameters(paramLabel = "NAME", description = "a name for it; for a choice in code the one that the code asks for")
    String name = "";

    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "which runs it is about: this kind of work")
    @Nullable
    String task;

    @Option(names = "--step", paramLabel = "STEP", order = 2, description = "the step of the plan that is changed")
    @Nullable
    String step;

    @Option(
            names = "--try",
            paramLabel = "WHAT",
            order = 3,
            description =
                    "what is different: attempts=5, timeout=30s or agent=NAME of a step; model=NAME or route=NAME of a task; threshold:NAME=7. Again for another variant")
    List<String> tries = List.of();

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            order = 4,
            description = "a variant that code knows; at least two, the present one first")
    List<String> variants = List.of();

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            order = 5,
            description = "which part of the runs each new variant gets, such as 0.2; else all get the same")
    @Nullable
    Double share;

    @Option(
            names = "--aim",
            paramLabel = "AIM",
            order = 6,
            description = "what is to get better: success (the default) or time")
    String aim = "success";

    @Option(names = "--runs", paramLabel = "N", order = 7, description = "give up after so many runs; 4,000 by default")
    @Nullable
    Long runs;

    @Option(names = "--longest", paramLabel = "TIME", order = 8, description = "give up after so long; 28d by default")
    @Nullable
    String longest;

    @Option(
            names = "--risk",
            paramLabel = "FAILURES",
            order = 9,
            description = "drop a variant that has probably cost so many failures; 12 by default")
    @Nullable
    Double risk;

    @Override
    public Answer answer(Session session) {
        Aim wanted = aim();
        Subject subject = subject();
        List<Variant> all = all(subject);
        Afterwise afterwise = session.open(Access.MAKE);
        Experiment experiment;
        try {
            experiment = afterwise
                    .experiments()
                    .start(Experiment.begin(
                            name, subject, wanted, all, session.shell().time().now()));
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.FAILED, e);
        }
        Answer answer = Answer.of("experiments.start")
                .forPrograms("id", Cell.name(experiment.id()))
                .forPrograms("policy_version", Cell.whole(afterwise.policy().version()))
                .remark("Experiment %s runs: %s.".formatted(experiment.id(), shares(experiment)));
        for (Variant variant : experiment.variants()) {
            for (var change : variant.changes()) {
                answer = answer.remark("%s is %s.".formatted(variant.name(), Changes.words(change)));
            }
        }
        for (String unheard : new Unheard(session, afterwise, experiment).remarks()) {
            answer = answer.remark(unheard, Tone.WARNING);
        }
        return answer.remark("How it stands: afterwise experiments show " + experiment.id(), Tone.FAINT);
    }

    private static String shares(Experiment experiment) {
        return experiment.variants().stream()
                .map(each -> "%.0f %% %s".formatted(100 * each.share(), each.name()))
                .collect(Collectors.joining(", "));
    }

    private Aim aim() {
        if (!AIMS.contains(aim)) {
            throw Refusal.usage(
                    "--aim must be success or time, but it is (%s)%s".formatted(aim, Words.didYouMean(aim, AIMS)));
        }
        Aim wanted = aim.equals("time") ? Aim.TIME : Aim.SUCCESS;
        try {
            Aim ended = runs == null ? wanted : wanted.withRuns(runs);
            Aim timed = longest == null ? ended : ended.withLongest(When.length("--longest", longest));
            return risk == null
                    ? timed
                    : timed.withRisk(new Aim.Risk(
                            risk, wanted.risk().slower(), wanted.risk().dearer()));
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.USAGE, e);
        }
    }

    private Subject subject() {
        if (step != null && task == null) {
            throw Refusal.usage("--step must come with --task, the name of its plan.");
        }
        Subject subject = task == null ? Subject.EVERYTHING : Subject.task(task);
        return step == null ? subject : subject.with(Dimension.STEP, step);
    }

    private List<Variant> all(Subject subject) {
        if (tries.isEmpty() == variants.isEmpty()) {
            throw Refusal.usage(
                    tries.isEmpty()
                            ? "There must be something to try, but there is no --try, nor --variant for a choice in code."
                            : "--try must not be combined with --variant: one is for what afterwise does, the other for what code does.");
        }
        int others = tries.isEmpty() ? variants.size() - 1 : tries.size();
        if (others < 1) {
            throw Refusal.usage("There must be at least two --variant, but there is one.");
        }
        double each = share == null ? 1.0 / (others + 1) : share;
        if (!(each > 0) || !(others * each < 1)) {
            throw Refusal.usage(
                    "--share must be above 0 and below 1, and leave a part to the first variant, but it is (%s) for each of %d."
                            .formatted(each, others));
        }
        try {
            var all = new ArrayList<Variant>();
            all.add(Variant.of(tries.isEmpty() ? variants.getFirst() : "as before", 1 - others * each));
            if (tries.isEmpty()) {
                variants.stream().skip(1).map(other -> Variant.of(other, each)).forEach(all::add);
            } else {
                tries.stream()
                        .map(what -> new Variant(what, each, List.of(Attempted.change(subject, what))))
                        .forEach(all::add);
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.USAGE, e);
        }
    }
}
