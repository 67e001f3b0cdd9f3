package dev.afterwise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One rule and the executions that count for it: the newest, at most so many. For one thread. */
final class RuleWatch {
    private static final int MOST = 200_000;
    private static final double TAIL = .05;

    private record Counted(Instant at, double amount) {}

    private final AlertRule rule;
    private final Deque<Counted> counted = new ArrayDeque<>();
    private double sum;

    RuleWatch(AlertRule rule) {
        this.rule = rule;
    }

    /** Counts an execution. @return the alert if it crosses the line, or is beyond it */
    @Nullable
    Alert next(Noticed execution) {
        double amount = amount(execution);
        if (!counts(execution)) {
            return null;
        }
        counted.add(new Counted(execution.endedAt(), amount));
        sum += amount;
        Instant from = execution.endedAt().minus(rule.over());
        while (counted.size() > MOST || counted.element().at().isBefore(from)) {
            sum -= counted.remove().amount();
        }
        return counted.size() < rule.executions() ? null : judged(execution);
    }

    /** Whether the rule is about it. */
    boolean counts(Noticed execution) {
        return (rule.task() == null || rule.task().equals(execution.task())) && !Double.isNaN(amount(execution));
    }

    /** What it adds: 1 for what is wrong, or what it cost; not a number if it doesn't count. */
    private double amount(Noticed execution) {
        return switch (rule.limit()) {
            case AlertRule.Limit.Success it ->
                execution.isDecided() ? (execution.status() == Status.FAILED ? 1 : 0) : Double.NaN;
            case AlertRule.Limit.P95(Duration most) ->
                Double.isNaN(execution.seconds()) ? Double.NaN : execution.seconds() > most.toNanos() / 1e9 ? 1 : 0;
            case AlertRule.Limit.Cost it -> execution.dollars();
        };
    }

    private @Nullable Alert judged(Noticed execution) {
        int n = counted.size();
        String whose = rule.task() == null ? "all tasks" : "'" + rule.task() + "'";
        String statement = switch (rule.limit()) {
            case AlertRule.Limit.Success(double least)
            when 1 - sum / n < least ->
                String.format(
                        Locale.ROOT,
                        "success of %s is %.0f %% of the last %d, below %.0f %%",
                        whose,
                        (1 - sum / n) * 100,
                        n,
                        least * 100);
            case AlertRule.Limit.P95(Duration most)
            when sum / n > TAIL ->
                String.format(
                        Locale.ROOT,
                        "%.0f of the last %d of %s took longer than %s s, more than one in twenty",
                        sum,
                        n,
                        whose,
                        most.toMillis() / 1e3);
            case AlertRule.Limit.Cost(Money most)
            when sum > most.micros() / 1e6 ->
                String.format(
                        Locale.ROOT,
                        "%s cost $%.2f in the last %d, more than $%.2f",
                        whose,
                        sum,
                        n,
                        most.micros() / 1e6);
            default -> "";
        };
        Alert.Kind kind = rule.limit() instanceof AlertRule.Limit.Cost ? Alert.Kind.BUDGET : Alert.Kind.THRESHOLD;
        return statement.isEmpty()
                ? null
                : Alert.of(kind, Severity.HIGH, rule.name(), "", statement, execution.endedAt(), execution.examples());
    }
}
