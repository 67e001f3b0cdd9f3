package dev.afterwise.cli.insight;

import dev.afterwise.Evidence;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.health.Score;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "insights",
        description = {
            "All in one summary: success, health, what changed, what failures have in common, where time goes, what to do.",
            "Each action names the command that shows more, or does it; with --json for programs."
        })
public final class Insights implements Verb {
    private static final int MOST_DAYS = 3_660;
    private static final int MOST_TOLD = 8;

    @Option(
            names = "--days",
            paramLabel = "N",
            order = 1,
            description = "of the last so many days, up to the newest execution; 7 if you say nothing")
    int days = 7;

    @Override
    public Answer answer(Session session) {
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.usage("--days must be from 1 to %,d, but it is (%d).".formatted(MOST_DAYS, days));
        }
        Optional<Insight> gathered = Insight.of(
                session.openStore(Access.READ).workspace(session.workspace()),
                days,
                session.shell().time().now());
        Answer answer = Answer.of("insights")
                .forPrograms("workspace", Cell.name(session.workspace().name()))
                .forPrograms("days", Cell.whole(days));
        if (gathered.isEmpty()) {
            return session.hint().isPresent()
                    ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                    : answer.hint("There is nothing to look at: no execution was recorded in the workspace (%s)."
                                    .formatted(session.workspace()))
                            .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        return told(answer, gathered.get());
    }

    private static Answer told(Answer begun, Insight it) {
        Tally now = it.now();
        Tally before = it.before();
        Score score = it.checkup().overall().score();
        Answer answer = begun.field("executions", "executions", Cell.whole(it.executions()))
                .field("success", "success %", Cell.rate(now))
                .field("success_before", "before", Cell.rate(before))
                .field("success_change", "change", change(now, before))
                .field("health", "health", HealthAnswer.score(score))
                .forPrograms(
                        "grade",
                        score == null ? Cell.ABSENT : Cell.name(score.grade().word()))
                .field(
                        "patterns_analysed",
                        "patterns analysed",
                        it.found().isEmpty()
                                ? Cell.ABSENT
                                : Cell.whole(it.found().get().looked()))
                .field(
                        "patterns",
                        "patterns found",
                        it.found().isEmpty()
                                ? Cell.ABSENT
                                : Cell.whole(it.found().get().patterns().size()));
        answer = listed(answer, "What changed", "changes", it.changes().orElse(List.of()));
        answer = listed(
                answer, "What failures have in common", "failure_patterns", it.patterns(PatternKind.FAILURE_CAUSE));
        answer = listed(answer, "Where time and work are lost", "bottlenecks", it.bottlenecks());
        answer = listed(answer, "Errors that are new, back, or waste most", "errors", it.errors());
        answer = listed(answer, "Recommendations", "recommendations", it.recommendations());
        return notLookedFor(actions(answer, it.actions()), it);
    }

    /** What was left out must not be taken for what was not found. */
    private static Answer notLookedFor(Answer answer, Insight it) {
        Answer more = answer;
        if (it.changes().isEmpty()) {
            more = more.remark(
                    "Changes were not looked for, for there are too many executions: afterwise degradations",
                    Tone.FAINT);
        }
        return it.found().isPresent()
                ? more
                : more.remark(
                        "Patterns were not looked for, for there are too many executions: afterwise patterns",
                        Tone.FAINT);
    }

    private static Cell change(Tally now, Tally before) {
        if (now.tried() == 0 || before.tried() == 0) {
            return Cell.ABSENT;
        }
        Interval interval = Proportions.difference(now, before);
        double effect = now.rate() - before.rate();
        return new Cell.Compound(
                new Cell.Figure("%+.1f points (%.1f to %.1f)"
                        .formatted(100 * effect, 100 * interval.low(), 100 * interval.high())),
                List.of(
                        Field.of("effect", Cell.real(effect)),
                        Field.of("low", Cell.real(interval.low())),
                        Field.of("high", Cell.real(interval.high()))));
    }

    private static Answer listed(Answer answer, String title, String key, List<Insight.Told> all) {
        Answer more = all.isEmpty() ? answer : answer.remark(title, Tone.STRONG);
        for (Insight.Told each : all.stream().limit(MOST_TOLD).toList()) {
            more = more.remark("- %s".formatted(each.sentence()));
        }
        if (!all.isEmpty()) {
            more = more.remark("  More: " + all.getFirst().command(), Tone.FAINT);
        }
        return more.with(Table.of(key, all)
                .forPrograms("subject", it -> Cell.name(it.subject()))
                .forPrograms("sentence", it -> Cell.text(it.sentence()))
                .forPrograms("command", it -> Cell.name(it.command())));
    }

    private static Answer actions(Answer begun, List<Insight.Action> actions) {
        Answer answer = begun.remark("What to do", Tone.STRONG);
        int n = 0;
        for (Insight.Action each : actions.stream().limit(MOST_TOLD).toList()) {
            answer = answer.remark("%d. %s: %s%s\n   %s"
                    .formatted(
                            ++n,
                            each.kind().replace('_', ' '),
                            each.what(),
                            expected(each.expected()),
                            each.command()));
        }
        if (actions.isEmpty()) {
            answer = answer.remark("Nothing.");
        }
        return answer.with(Table.of("actions", actions)
                .forPrograms("kind", it -> Cell.name(it.kind()))
                .forPrograms("subject", it -> Cell.name(it.subject()))
                .forPrograms("what", it -> Cell.text(it.what()))
                .forPrograms("expected", it -> it.expected() == null ? Cell.ABSENT : Cell.evidence(it.expected()))
                .forPrograms("command", it -> Cell.name(it.command())));
    }

    private static String expected(@Nullable Evidence evidence) {
        return evidence == null
                ? ""
                : evidence.low() == 0
                        ? " (at most %s)".formatted(Figures.effect(evidence).replaceFirst(" \\(.*", ""))
                        : " (%s)".formatted(Figures.effect(evidence).replaceFirst(" \\(.*", ""));
    }
}
