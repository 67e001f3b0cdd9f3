package dev.afterwise.cli.advice;

import dev.afterwise.Dimension;
import dev.afterwise.Profile;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.Names;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.learn.Candidate;
import dev.afterwise.learn.Choice;
import dev.afterwise.learn.Repeats;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.Verdict;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "recommend", description = "Say which agent, model or route to take for a task, judged by its history.")
public final class Recommend implements Verb {
    private static final int MOST_SHOWN = 20;
    private static final List<Dimension> CHOICES = Chosen.DIMENSIONS;

    @Parameters(paramLabel = "TASK", description = "the kind of work")
    String task = "";

    @Option(
            names = "--by",
            paramLabel = "DIMENSION",
            order = 1,
            converter = Chosen.class,
            completionCandidates = Chosen.class,
            description = "agent, model or route; by default each of which the task has seen several")
    @Nullable
    Dimension by;

    @Option(
            names = "--attr",
            paramLabel = "NAME=VALUE",
            order = 2,
            description = "advise for work in these circumstances; again for more")
    List<String> attributes = List.of();

    @Option(
            names = "--complexity",
            paramLabel = "NUMBER",
            order = 3,
            description = "advise for work of this complexity")
    @Nullable
    Double complexity;

    @Option(
            names = "--prefer",
            paramLabel = "WHAT",
            order = 4,
            description = {
                "advise by what counts: reliability, balanced, speed or cost",
                "or in chance of success for the usual duration and cost: 0.1,0.2"
            })
    @Nullable
    String prefer;

    @Option(
            names = "--among",
            paramLabel = "NAMES",
            split = ",",
            order = 5,
            description = "advise among these only, which need not have been tried yet")
    List<String> among = List.of();

    @Option(
            names = "--instead-of",
            paramLabel = "NAME",
            order = 6,
            description = "advise whether to leave this one; by default what most of the last runs used")
    @Nullable
    String used;

    @Override
    public Answer answer(Session session) {
        WorkspaceStore store = session.openStore(Access.READ).workspace(session.workspace());
        Answer answer = Answer.of("recommend").field("task", "task", Cell.name(task));
        if (session.hint().isPresent()) {
            return answer.listing(table(List.of())).exit(Exit.NOT_ENOUGH_HISTORY);
        }
        refuseUnknown(store.history());
        List<Choice> choices = choices(store);
        for (Choice choice : choices) {
            answer = answer.remark(sentence(choice), tone(choice.verdict()))
                    .with(candidates("", choice.dimension(), first(choice.candidates())));
            int more = choice.candidates().size() - MOST_SHOWN;
            answer = more > 0 ? answer.remark("... and %d more".formatted(more), Tone.FAINT) : answer;
        }
        answer = Climbs.of(
                        store.segments().scan(Window.ALL),
                        by == null ? CHOICES : List.of(by),
                        work(),
                        among,
                        Preferred.read(prefer))
                .in(answer);
        Unheard unheard = unheard(store.history());
        if (isAskedForAdvice()) {
            answer = advised(store, unheard.isAll()).in(unheard.in(answer));
        }
        boolean isSilent =
                unheard.isAll() || choices.stream().allMatch(choice -> choice.verdict() instanceof Verdict.TooLittle);
        return answer.listing(table(choices)).exit(isSilent ? Exit.NOT_ENOUGH_HISTORY : Exit.OK);
    }

    private boolean isAskedForAdvice() {
        return !attributes.isEmpty() || complexity != null || prefer != null || !among.isEmpty() || used != null;
    }

    private Advised advised(WorkspaceStore store, boolean isNothingKnown) {
        if (by == null && (!among.isEmpty() || used != null)) {
            throw Refusal.usage("--among and --instead-of must stand with --by, but it is not there.");
        }
        List<Dimension> choices = isNothingKnown ? List.of() : by == null ? CHOICES : List.of(by);
        return new Advised(store.segments().scan(Window.ALL), choices, work(), among, Preferred.read(prefer), used);
    }

    private Unheard unheard(History history) {
        return by == null ? Unheard.NOTHING : Unheard.of(by, among, used, history);
    }

    private Profile work() {
        Profile work = complexity == null ? Profile.of(task) : Profile.of(task).withComplexity(complexity);
        for (String each : attributes) {
            work = attributed(work, each);
        }
        return work;
    }

    private static Profile attributed(Profile work, String text) {
        int sign = text.indexOf('=');
        if (sign < 1) {
            throw Refusal.usage("--attr must be NAME=VALUE, but it is (%s).".formatted(text));
        }
        return work.with(text.substring(0, sign), text.substring(sign + 1));
    }

    private void refuseUnknown(History history) {
        Set<String> tasks = Names.in(history, Dimension.TASK);
        if (!tasks.contains(task)) {
            throw Refusal.notFound("There must be executions of the task (%s), but there are none%s"
                    .formatted(task, Words.didYouMean(task, tasks)));
        }
    }

    private List<Choice> choices(WorkspaceStore store) {
        Columns columns = store.segments().scan(Window.ALL);
        BitSet rows = Rows.of(columns, Filter.of(Subject.task(task)));
        BitSet distinct = Repeats.without(columns, rows);
        boolean hasRepeats = distinct.cardinality() < rows.cardinality();
        List<Choice> all = (by == null ? CHOICES : List.of(by))
                .stream()
                        .map(dimension -> hasRepeats
                                ? Choice.among(Repeats.summaries(columns, distinct, dimension), dimension)
                                : choice(store.history(), dimension))
                        .toList();
        List<Choice> varied =
                all.stream().filter(choice -> choice.candidates().size() > 1).toList();
        return varied.isEmpty() ? List.of(all.getFirst()) : varied;
    }

    private Choice choice(History history, Dimension dimension) {
        List<Summary> summaries = history.statistics(Filter.of(Subject.task(task)), Set.of(dimension));
        return Choice.among(summaries, dimension);
    }

    private static Table<Choice> table(List<Choice> choices) {
        return Table.of("choices", choices)
                .forPrograms("dimension", it -> Cell.name(it.dimension().word()))
                .forPrograms("verdict", it -> Cell.name(word(it.verdict())))
                .forPrograms(
                        "prefer",
                        it -> it.verdict() instanceof Verdict.Prefer prefer
                                ? Cell.name(prefer.candidate().name())
                                : Cell.ABSENT)
                .forPrograms(
                        "over",
                        it -> it.verdict() instanceof Verdict.Prefer prefer
                                ? Cell.name(prefer.over().name())
                                : Cell.ABSENT)
                .forPrograms(
                        "evidence",
                        it -> it.verdict() instanceof Verdict.Prefer prefer
                                ? Cell.evidence(prefer.evidence())
                                : Cell.ABSENT)
                .forPrograms(
                        "missing",
                        it -> it.verdict() instanceof Verdict.TooLittle tooLittle
                                ? Cell.whole(tooLittle.missing())
                                : Cell.ABSENT)
                .forPrograms("because", it -> Cell.name(it.verdict().because()))
                .forPrograms(
                        "candidates", it -> new Cell.Rows(candidates("candidates", it.dimension(), it.candidates())));
    }

    private static List<Candidate> first(List<Candidate> all) {
        return all.subList(0, Math.min(MOST_SHOWN, all.size()));
    }

    private static Table<Candidate> candidates(String key, Dimension dimension, List<Candidate> candidates) {
        return Table.of(key, candidates)
                .column("name", dimension.word(), it -> Cell.name(it.name()))
                .column("executions", "n", it -> Cell.whole(it.outcomes().total()))
                .column("success", "success %", it -> Cell.rate(it.decided()))
                .column("p50_ms", "p50", it -> Cell.took(it.p50()))
                .column("mean_cost_usd", "mean cost", it -> Cell.costUnlessZero(it.meanCost()));
    }

    private static String sentence(Choice choice) {
        String because = choice.verdict().because() + ".";
        return switch (choice.verdict()) {
            case Verdict.Prefer it ->
                "Take the %s '%s': %s"
                        .formatted(choice.dimension().word(), it.candidate().name(), because);
            case Verdict.NoDifference it ->
                "No %s stands out as the best: %s".formatted(choice.dimension().word(), because);
            case Verdict.TooLittle it ->
                "There is not enough history to choose by %s: %s"
                        .formatted(choice.dimension().word(), because);
        };
    }

    private static Tone tone(Verdict verdict) {
        return verdict instanceof Verdict.Prefer ? Tone.GOOD : Tone.PLAIN;
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Prefer it -> "prefer";
            case Verdict.NoDifference it -> "no_difference";
            case Verdict.TooLittle it -> "not_enough_history";
        };
    }
}
