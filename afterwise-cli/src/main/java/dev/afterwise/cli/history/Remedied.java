package dev.afterwise.cli.history;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done about a failed attempt.
 *
 * @param failed what it was done about
 * @param then what it was
 * @param next the attempt that followed, or null
 */
record Remedied(
        Execution execution,
        Step step,
        Attempt failed,
        Recovery then,
        @Nullable Attempt next) {
    /** All of an execution, in the order in which the attempts began. */
    static List<Remedied> of(Execution execution) {
        List<Remedied> all = new ArrayList<>();
        for (Step step : execution.steps()) {
            List<Attempt> attempts = step.attempts();
            for (int i = 0; i < attempts.size(); i++) {
                Recovery then = attempts.get(i).then();
                if (then != null) {
                    Attempt next = i + 1 < attempts.size() ? attempts.get(i + 1) : null;
                    all.add(new Remedied(execution, step, attempts.get(i), then, next));
                }
            }
        }
        all.sort(Comparator.comparing(each -> each.failed.startedAt()));
        return all;
    }

    /** Whether it was an attempt to recover, rather than a decision to stop. */
    boolean isTried() {
        return !(then instanceof Recovery.GiveUp);
    }

    boolean worked() {
        return then instanceof Recovery.Skip || (next != null && next.outcome().status() == Status.SUCCEEDED);
    }

    /** From the end of what failed to the end of what followed; null if nothing did, or it is not known. */
    @Nullable
    Duration took() {
        Duration first = lasted(failed);
        Duration second = next == null ? null : lasted(next);
        if (next == null || first == null || second == null) {
            return null;
        }
        Instant from = failed.startedAt().plus(first);
        Instant until = next.startedAt().plus(second);
        return until.isBefore(from) ? Duration.ZERO : Duration.between(from, until);
    }

    private static @Nullable Duration lasted(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
    }

    Money cost() {
        return next == null ? Money.ZERO : next.usage().cost();
    }

    private Cell result() {
        if (!isTried()) {
            return Cell.name("stopped");
        }
        if (worked()) {
            return new Cell.Name("recovered", Tone.GOOD);
        }
        return next == null
                ? Cell.name(then instanceof Recovery.Escalate ? "waits" : "no attempt")
                : new Cell.Name("failed again", Tone.BAD);
    }

    /** The columns that tell of it. */
    static Table<Remedied> columns(Table<Remedied> table) {
        return table.column("step", "step", it -> Cell.text(it.step.action().name()))
                .column("attempt", "attempt", it -> Cell.whole(it.failed.number()))
                .column("error", "after", it -> Outcomes.error(it.failed.outcome()))
                .column("strategy", "strategy", it -> Cell.name(it.then.strategy()))
                .column("result", "result", Remedied::result)
                .column("took_ms", "took", it -> Cell.took(it.took()))
                .column("cost_usd", "cost", it -> Cell.costUnlessZero(it.cost()))
                .column("because", "because", it -> Cell.text(it.then.because()));
    }
}
