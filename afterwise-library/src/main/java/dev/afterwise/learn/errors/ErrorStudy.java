package dev.afterwise.learn.errors;

import dev.afterwise.ErrorMark;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Tally;
import dev.afterwise.learn.errors.Life.State;
import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.FailureGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the errors of a history: what each has cost, how often it happens as time goes on, and whether it is new, came back, goes on
 * or is gone. That an error came back, is gone, or became more or less frequent is said only if it is more than chance explains:
 * on histories in which all errors happen as often as ever, it is said of any of them in at most one of twenty. That an error is
 * new is no guess but what was seen.
 */
public final class ErrorStudy {
    /** In how many histories that hold nothing something is said all the same. */
    public static final double FALSE_ALARMS = .05;

    private final Families families;
    private final Occurrences occurrences;
    private final Timeline time;
    private final Map<String, Instant> firstSeen = new HashMap<>();
    private final Map<Tallied, ErrorMark> marks;

    private ErrorStudy(
            Families families,
            Occurrences occurrences,
            Timeline time,
            Collection<FailureGroup> kinds,
            Map<Tallied, ErrorMark> marks) {
        this.families = families;
        this.occurrences = occurrences;
        this.time = time;
        this.marks = marks;
        for (FailureGroup each : kinds) {
            firstSeen.merge(
                    each.example().fingerprint().hex(),
                    each.firstSeen(),
                    (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    /**
     * What errors the executions ended in.
     *
     * @param all the executions up to the end of the scope's window; those before it still tell what is new
     * @param kinds the failures by fingerprint, at least those of these executions
     * @param said what people said of errors
     */
    public static ErrorReport of(
            Columns all, Collection<FailureGroup> kinds, Collection<ErrorMark> said, ErrorScope scope) {
        var families = new Families(kinds);
        var occurrences = new Occurrences(all, scope, families);
        Timeline time = occurrences.time();
        if (time == null) {
            return new ErrorReport(List.of(), Tally.NONE, new Waste(0, Duration.ZERO, Money.ZERO, 0), null);
        }
        Map<Tallied, ErrorMark> marks = Marks.of(occurrences, families, said);
        return new ErrorStudy(families, occurrences, time, kinds, marks).report();
    }

    /** One error while it is looked at, and the p-values of what may be said of it. */
    private record Case(Tallied tallied, Silence silence, Silence.Difference difference) {
        double[] pValues() {
            return new double[] {
                silence.pValueOfAbsence(), silence.pValueOfReturn(), difference.pValue(),
            };
        }
    }

    private ErrorReport report() {
        List<Case> cases = occurrences.all().stream().map(this::look).toList();
        double[] all = cases.stream()
                .filter(each -> each.silence.isTested())
                .flatMapToDouble(each -> Arrays.stream(each.pValues()))
                .toArray();
        double[] corrected = Corrections.holm(all);
        Waste total = total();
        var errors = new ArrayList<KnownError>();
        int next = 0;
        for (Case each : cases) {
            double[] p = {1, 1, 1};
            if (each.silence.isTested()) {
                System.arraycopy(corrected, next, p, 0, p.length);
                next += p.length;
            }
            if (each.tallied.failures > 0) {
                errors.add(error(each, p, total));
            }
        }
        errors.sort(
                Comparator.comparingDouble((KnownError each) -> -each.waste().share())
                        .thenComparingLong(each -> -each.waste().failures())
                        .thenComparing(each -> each.key().id()));
        long decided = total.failures() + occurrences.succeeded();
        return new ErrorReport(errors, new Tally(decided, occurrences.succeeded()), total, time.recentFrom());
    }

    private Case look(Tallied tallied) {
        long[] executions = occurrences.executions(tallied.tasks, time.periods());
        var silence = new Silence(executions, tallied.byPeriod(time.periods()), time);
        return new Case(tallied, silence, silence.difference());
    }

    private Waste total() {
        long failures = 0;
        long took = 0;
        long cost = 0;
        for (Tallied each : occurrences.all()) {
            failures += each.failures;
            took += each.tookUs;
            cost += each.costMicros;
        }
        return new Waste(failures, Duration.of(took, ChronoUnit.MICROS), new Money(cost), failures == 0 ? 0 : 1);
    }

    private KnownError error(Case each, double[] p, Waste total) {
        Tallied tallied = each.tallied;
        ErrorMark mark = marks.get(tallied);
        ErrorKey key = families.key(tallied.family, tallied.step);
        NavigableSet<String> fingerprints = occurrences.fingerprints(tallied);
        Seen seen = new Seen(
                first(tallied, fingerprints),
                Timeline.instant(tallied.lastUs),
                occurrences.tasks(tallied),
                occurrences.agents(tallied),
                tallied.newest(),
                fingerprints);
        Failure example = families.example(fingerprints.first());
        return new KnownError(
                mark == null ? key : key.called(mark.error()),
                FailureClass.labelled(occurrences.failureClass(tallied)).orElse(example.failureClass()),
                example.severity(),
                life(each, seen, p, mark),
                waste(tallied, total),
                seen,
                course(each, p[2]));
    }

    /** Failures outlive executions in what was counted of them. */
    private Instant first(Tallied tallied, NavigableSet<String> fingerprints) {
        Instant first = Timeline.instant(tallied.firstUs);
        for (String each : fingerprints) {
            Instant counted = firstSeen.get(each);
            if (counted != null && counted.isBefore(time.from())) {
                first = counted.isBefore(first) ? counted : first;
            }
        }
        return first;
    }

    private Life life(Case each, Seen seen, double[] p, @Nullable ErrorMark mark) {
        String label = mark == null ? "" : mark.label();
        Instant resolved = mark == null ? null : mark.resolvedAt();
        if (resolved != null) {
            return seen.last().isAfter(resolved)
                    ? new Life(
                            State.REGRESSED,
                            "said to be resolved on %s, seen again since".formatted(day(resolved)),
                            label)
                    : new Life(
                            State.RESOLVED,
                            "said to be resolved on %s, not seen since".formatted(day(resolved)),
                            label);
        }
        if (time.recent() > 0 && !seen.first().isBefore(time.recentFrom())) {
            long before = each.silence.before().tried();
            return new Life(
                    State.NEW,
                    before == 0
                            ? "first seen on %s, when its task was new".formatted(day(seen.first()))
                            : "first seen on %s, after %s executions without it"
                                    .formatted(day(seen.first()), whole(before)),
                    label);
        }
        if (p[0] <= FALSE_ALARMS) {
            return new Life(
                    State.RESOLVED,
                    "not seen in the last %s executions, which chance does not explain (p = %s)"
                            .formatted(whole(each.silence.executionsSince()), p(p[0])),
                    label);
        }
        if (p[1] <= FALSE_ALARMS) {
            return new Life(
                    State.REGRESSED,
                    "back after %s executions without it, which chance does not explain (p = %s)"
                            .formatted(whole(each.silence.executionsBeforeReturn()), p(p[1])),
                    label);
        }
        return new Life(State.ONGOING, "seen since %s".formatted(day(seen.first())), label);
    }

    private static String day(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String p(double pValue) {
        return pValue < .001 ? "under .001" : String.format(Locale.ROOT, "%.3f", pValue);
    }

    private static Waste waste(Tallied tallied, Waste total) {
        double time = (double) total.took().toNanos();
        double money = (double) total.cost().micros();
        double ofTime = time == 0 ? 0 : tallied.tookUs * 1_000.0 / time;
        double ofMoney = money == 0 ? 0 : tallied.costMicros / money;
        double share = time == 0 && money == 0
                ? (double) tallied.failures / total.failures()
                : time == 0 ? ofMoney : money == 0 ? ofTime : (ofTime + ofMoney) / 2;
        return new Waste(
                tallied.failures, Duration.of(tallied.tookUs, ChronoUnit.MICROS), new Money(tallied.costMicros), share);
    }

    private Course course(Case each, double pValue) {
        List<Long> counts =
                Arrays.stream(each.tallied.byPeriod(time.periods())).boxed().toList();
        return new Course(
                time.from(),
                time.period(),
                counts,
                each.silence.before(),
                each.silence.recently(),
                each.difference.interval(),
                pValue);
    }
}
