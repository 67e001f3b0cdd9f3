package dev.afterwise.cli.insight;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.Choice;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Verdict;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "routing",
        description =
                "For every task which agent, model and route it goes to, and whether one of them is better: 'recommend' for all.")
public final class AnalyzeRouting implements Verb {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    @Mixin
    LastDays last = new LastDays();

    /** What is said of one task. */
    record Route(String task, Choice choice) {
        long used() {
            return choice.candidates().stream()
                    .mapToLong(each -> each.outcomes().total())
                    .sum();
        }
    }

    @Override
    public Answer answer(Session session) {
        WorkspaceStore store = session.openStore(Access.READ).workspace(session.workspace());
        List<Route> routes = routes(store.history(), Filter.ALL.with(last.window(store)));
        Answer answer = Answer.of("analyze.routing").listing(table(routes));
        if (routes.isEmpty()) {
            return session.hint().isPresent()
                    ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                    : answer.hint("No task was done by more than one agent, model or route.")
                            .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        return answer.remark("More: afterwise recommend TASK", Tone.FAINT);
    }

    /** Those tasks that can be done in several ways. All of them together name one better without reason in one case of twenty. */
    static List<Route> routes(History history, Filter filter) {
        List<Map.Entry<String, List<Summary>>> scans = new ArrayList<>();
        List<Dimension> by = new ArrayList<>();
        for (Dimension dimension : DIMENSIONS) {
            Map<String, List<Summary>> tasks = new TreeMap<>();
            for (Summary each : history.statistics(filter, Set.of(Dimension.TASK, dimension))) {
                Subject subject = each.subject();
                if (!subject.part(dimension).orElse("").isEmpty()) {
                    tasks.computeIfAbsent(subject.part(Dimension.TASK).orElse(""), task -> new ArrayList<>())
                            .add(each);
                }
            }
            tasks.entrySet().stream().filter(each -> each.getValue().size() > 1).forEach(each -> {
                scans.add(each);
                by.add(dimension);
            });
        }
        Demands usual = Demands.DEFAULT;
        Demands demands = new Demands(
                usual.minSamples(),
                usual.maxFalseAlarms() / Math.max(1, scans.size()),
                usual.minGain(),
                usual.minSaving());
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < scans.size(); i++) {
            routes.add(
                    new Route(scans.get(i).getKey(), Choice.among(scans.get(i).getValue(), by.get(i), demands)));
        }
        return List.copyOf(routes);
    }

    private static Table<Route> table(List<Route> routes) {
        return Table.of("routes", routes)
                .column("task", "task", it -> Cell.name(it.task()))
                .column(
                        "dimension",
                        "by",
                        it -> Cell.name(it.choice().dimension().word()))
                .column(
                        "candidates",
                        "candidates",
                        it -> Cell.whole(it.choice().candidates().size()))
                .column("executions", "n", it -> Cell.whole(it.used()))
                .column("verdict", "verdict", it -> verdict(it.choice().verdict()))
                .column(
                        "prefer",
                        "prefer",
                        it -> it.choice().verdict() instanceof Verdict.Prefer prefer
                                ? Cell.name(prefer.candidate().name())
                                : Cell.ABSENT)
                .column(
                        "evidence",
                        "gain",
                        it -> it.choice().verdict() instanceof Verdict.Prefer prefer
                                ? Cell.evidence(prefer.evidence())
                                : Cell.ABSENT)
                .forPrograms("because", it -> Cell.text(it.choice().verdict().because()));
    }

    private static Cell verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Prefer it -> new Cell.Name("prefer", Tone.GOOD);
            case Verdict.NoDifference it -> Cell.name("no_difference");
            case Verdict.TooLittle it -> new Cell.Name("not_enough_history", Tone.FAINT);
        };
    }
}
