package dev.afterwise.cli.plan;

import dev.afterwise.Adaptation;
import dev.afterwise.Adaptation.Verdict;
import dev.afterwise.Adaptations;
import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.Recommendation;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.advice.Preferred;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.simulate.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "adapt",
        description = {
            "Adapt a plan to its history: say what to change, why, and what whole runs gain by it as far as they can be simulated.",
            "Nothing is changed unless --apply says so: in the file, as experiments on half of the runs, or for all runs by the policy."
        })
public final class Adapt implements Verb {
    private static final String BALANCED = "balanced";

    @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(
            names = "--risk",
            paramLabel = "RISK",
            order = 1,
            description = {
                "how likely a change that is made may do no good: low (0.05), medium (0.2), high (0.5) or a number from 0 to 1",
                "what is riskier is offered as an experiment; medium if nothing is said"
            })
    String risk = "medium";

    @Option(
            names = "--prefer",
            paramLabel = "WHAT",
            order = 2,
            description = {
                "what counts: reliability, balanced, speed or cost; balanced if nothing is said",
                "or in chance of success for the usual duration and cost: 0.1,0.2"
            })
    String prefer = BALANCED;

    @Option(
            names = "--apply",
            paramLabel = "HOW",
            order = 3,
            description = {
                "file: write the changes into the file, where everything else stays as it is",
                "experiment: try each on half of the runs, keep what proves to help, take back what doesn't",
                "policy: make them for every run from now on"
            })
    @Nullable
    String apply;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            order = 4,
            description = "write the adapted plan into this file instead")
    @Nullable
    Path into;

    @Override
    public Answer answer(Session session) throws IOException {
        PlanFile plan = PlanFile.of(session, Objects.requireNonNull(file));
        double tolerated = risk();
        How how = how();
        Plan read = plan.plan(session);
        boolean isKept = how == How.EXPERIMENT || how == How.POLICY;
        Answer answer = Answer.of("plan.adapt").forPrograms("plan", Cell.name(read.name()));
        if (session.hint().isPresent()) {
            return answer.remark(session.hint().orElseThrow()).exit(Exit.NOT_ENOUGH_HISTORY);
        }
        Afterwise afterwise = session.open(isKept ? Access.CHANGE : Access.READ);
        Setup setup = Setup.STANDARD.withWorkers(session.limits().maxConcurrency());
        Adaptations found = afterwise.plans().adapt(read, setup, tolerated, Preferred.read(prefer));
        answer = Adapted.in(answer, found);
        if (found.all().isEmpty()) {
            return answer.exit(found.runs() < Adaptations.FEWEST_RUNS ? Exit.NOT_ENOUGH_HISTORY : Exit.OK);
        }
        return isKept ? kept(answer, afterwise, how, found) : written(answer, session, plan, found, how);
    }

    private enum How {
        SHOW,
        FILE,
        EXPERIMENT,
        POLICY
    }

    private How how() {
        if (apply == null) {
            return into == null ? How.SHOW : How.FILE;
        }
        How how = switch (apply) {
            case "file" -> How.FILE;
            case "experiment" -> How.EXPERIMENT;
            case "policy" -> How.POLICY;
            default ->
                throw Refusal.usage("--apply must be file, experiment or policy, but it is (%s).".formatted(apply));
        };
        if (into != null && how != How.FILE) {
            throw Refusal.usage(
                    "--into must stand with --apply file or alone, but it stands with (%s).".formatted(apply));
        }
        return how;
    }

    private double risk() {
        double tolerated = switch (risk.toLowerCase(Locale.ROOT)) {
            case "low" -> .05;
            case "medium" -> .2;
            case "high" -> .5;
            default -> number();
        };
        if (!(tolerated >= 0 && tolerated <= 1)) {
            throw Refusal.usage(
                    "--risk must be low, medium, high or a number from 0 to 1, but it is (%s).".formatted(risk));
        }
        return tolerated;
    }

    private double number() {
        try {
            return Double.parseDouble(risk);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private Answer written(Answer so, Session session, PlanFile plan, Adaptations found, How how) throws IOException {
        Rewritten text = Rewritten.of(session, plan, found.changes());
        Answer answer = so.forPrograms("diff", Cell.name(text.diff()));
        if (!text.diff().isEmpty()) {
            answer = answer.block("diff", text.diff());
        }
        for (String each : text.unsaid()) {
            answer = answer.remark(each, Tone.WARNING);
        }
        if (how == How.FILE && !text.diff().isEmpty()) {
            Path place = into == null ? plan.place() : session.shell().file(into);
            Files.writeString(place, text.after());
            answer = answer.forPrograms("written", Cell.name(place.toString()))
                    .remark("Written into %s.".formatted(into == null ? plan.named() : into), Tone.GOOD);
        }
        return answer;
    }

    /** What can be drawn run by run is tried; the rest only files can say. */
    private static Answer kept(Answer so, Afterwise afterwise, How how, Adaptations found) {
        List<Adaptation> chosen = found.all().stream()
                .filter(each ->
                        each.verdict() == Verdict.TAKE || (how == How.EXPERIMENT && each.verdict() == Verdict.TRY))
                .toList();
        List<Recommendation> advice = chosen.stream()
                .map(Adaptation::advice)
                .filter(each -> !(each.change() instanceof Change.StartAt)
                        && !(each.change() instanceof Change.SetEstimate && how == How.EXPERIMENT))
                .toList();
        afterwise.recommendations().keep(advice);
        Answer answer = so;
        var begun = new ArrayList<String>();
        for (Recommendation each : advice) {
            try {
                if (how == How.EXPERIMENT) {
                    afterwise.recommendations().approve(each.id());
                } else {
                    afterwise.recommendations().apply(each.id());
                }
            } catch (IllegalArgumentException decided) {
                answer = answer.remark(String.valueOf(decided.getMessage()), Tone.WARNING);
                continue;
            }
            Optional<Recommendation> now = afterwise.recommendations().find(each.id());
            begun.add(each.id());
            answer = answer.remark(
                    "%s %s: %s"
                            .formatted(
                                    now.map(it -> it.status().word()).orElse(""),
                                    each.id(),
                                    Changes.words(each.change())),
                    Tone.GOOD);
        }
        return begun.isEmpty()
                ? answer.remark("There is nothing among it that %s can hold."
                        .formatted(how == How.EXPERIMENT ? "an experiment" : "the policy"))
                : answer.forPrograms("recommendations", Cell.several(begun))
                        .remark("'afterwise recommendations' shows what becomes of it, and takes it back.");
    }
}
