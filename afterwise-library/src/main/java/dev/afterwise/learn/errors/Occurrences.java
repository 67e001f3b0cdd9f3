package dev.afterwise.learn.errors;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through executions once and adds up the errors in which they ended. For one thread. */
final class Occurrences {
    /** Between the names of a step and of one in it. */
    private static final String BELOW = " > ";

    private record Place(Families.Family family, String step) {}

    private final Columns all;
    private final ErrorScope scope;
    private final Codes<String> statuses;
    private final Codes<String> tasks;
    private final Codes<String> agents;
    private final Codes<String> fingerprints;
    private final Codes<String> classes;
    private final Codes<List<String>> steps;
    private final Numbers started;
    private final int failed;
    private final int succeeded;
    private final Map<Place, Tallied> byPlace = new HashMap<>();
    /** By the numbers of fingerprint and step; null where nothing is known of the fingerprint. */
    private final List<@Nullable Tallied> known = new ArrayList<>();

    private final Numbering numbering = new Numbering();
    private final BitSet rows;
    private final @Nullable Timeline timeline;
    private final long[][] executions;
    private long succeededInWindow;

    Occurrences(Columns all, ErrorScope scope, Families families) {
        this.all = all;
        this.scope = scope;
        this.statuses = all.labels(Trait.STATUS);
        this.tasks = all.labels(Trait.TASK);
        this.agents = all.labels(Trait.AGENT);
        this.fingerprints = all.labels(Trait.FINGERPRINT);
        this.classes = all.labels(Trait.FAILURE_CLASS);
        this.steps = all.failedSteps();
        this.started = all.numbers(Quantity.STARTED_US);
        this.failed = statuses.values().indexOf(Status.FAILED.word());
        this.succeeded = statuses.values().indexOf(Status.SUCCEEDED.word());
        this.rows = rows();
        this.timeline = timeline();
        this.executions = new long[tasks.values().size()][];
        if (timeline != null) {
            count(families, timeline);
        }
    }

    /** The decided executions of the scope, also those before its window. */
    private BitSet rows() {
        var rows = new BitSet(all.size());
        long until = us(scope.window().until(), Long.MAX_VALUE);
        int[] wanted = new int[TRAITS.size()];
        List<Codes<String>> columns = TRAITS.stream().map(all::labels).toList();
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = wanted(scope.subject(), DIMENSIONS.get(i), columns.get(i));
        }
        boolean isAny = Arrays.stream(wanted).allMatch(each -> each == ANY);
        for (int row = 0; row < all.size(); row++) {
            int status = statuses.code(row);
            if ((status == failed || status == succeeded) && status >= 0 && started.whole(row) < until) {
                rows.set(row, isAny || matches(columns, wanted, row));
            }
        }
        return rows;
    }

    private static final List<Trait> TRAITS = List.of(Trait.TASK, Trait.AGENT, Trait.MODEL, Trait.ROUTE);
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.TASK, Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);
    private static final int ANY = -2;
    private static final int NO_SUCH = -3;

    private static int wanted(Subject subject, Dimension dimension, Codes<String> codes) {
        return subject.part(dimension)
                .map(value -> {
                    int code = codes.values().indexOf(value);
                    return code >= 0 ? code : value.isEmpty() ? Codes.NONE : NO_SUCH;
                })
                .orElse(ANY);
    }

    private static boolean matches(List<Codes<String>> columns, int[] wanted, int row) {
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] != ANY && columns.get(i).code(row) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Timeline timeline() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            first = Math.min(first, started.whole(row));
            last = Math.max(last, started.whole(row));
        }
        return rows.isEmpty() ? null : Timeline.of(first, last);
    }

    private void count(Families families, Timeline time) {
        Numbers took = all.numbers(Quantity.TOOK_US);
        Numbers cost = all.numbers(Quantity.COST_MICROS);
        long from = us(scope.window().from(), Long.MIN_VALUE);
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            long at = started.whole(row);
            int period = time.at(at);
            int task = tasks.code(row);
            if (executions[task] == null) {
                executions[task] = new long[time.periods()];
            }
            executions[task][period]++;
            if (statuses.code(row) == succeeded) {
                succeededInWindow += at >= from ? 1 : 0;
                continue;
            }
            Tallied tallied = tallied(families, row);
            if (tallied != null) {
                tallied.saw(at, period);
                tallied.fingerprints.set(fingerprints.code(row));
                tallied.tasks.set(task);
                if (at >= from) {
                    tallied.agents.set(agents.code(row));
                    long itTook = took.has(row) ? took.whole(row) : 0;
                    tallied.wasted(at, all.number(row), itTook, cost.whole(row), classes.code(row));
                }
            }
        }
    }

    /** Null if nothing is known of such failures, as of those that were stored a moment ago. */
    private @Nullable Tallied tallied(Families families, int row) {
        int fingerprint = fingerprints.code(row);
        int number = numbering.of((long) fingerprint << Integer.SIZE | (steps.code(row) + 1));
        if (number == known.size()) {
            known.add(fingerprint == Codes.NONE ? null : first(families, fingerprint, row));
        }
        return known.get(number);
    }

    private @Nullable Tallied first(Families families, int fingerprint, int row) {
        List<String> path = steps.at(row);
        String step = path == null ? "" : String.join(BELOW, path);
        return families.of(fingerprints.values().get(fingerprint))
                .map(family -> byPlace.computeIfAbsent(
                        new Place(family, step), place -> new Tallied(place.family, place.step)))
                .orElse(null);
    }

    private static long us(@Nullable Instant at, long none) {
        return at == null ? none : Timeline.us(at);
    }

    Collection<Tallied> all() {
        return byPlace.values();
    }

    @Nullable
    Timeline time() {
        return timeline;
    }

    long succeeded() {
        return succeededInWindow;
    }

    /** How many decided executions of these tasks there were in each period. */
    long[] executions(BitSet ofTasks, int periods) {
        long[] sum = new long[periods];
        ofTasks.stream().forEach(task -> {
            for (int i = 0; i < periods; i++) {
                sum[i] += executions[task][i];
            }
        });
        return sum;
    }

    private static NavigableSet<String> names(Codes<String> codes, BitSet which) {
        var names = new TreeSet<String>();
        which.stream().forEach(code -> names.add(codes.values().get(code)));
        return names;
    }

    NavigableSet<String> tasks(Tallied of) {
        return names(tasks, of.tasks);
    }

    NavigableSet<String> agents(Tallied of) {
        NavigableSet<String> names = names(agents, of.agents);
        names.remove("");
        return names;
    }

    NavigableSet<String> fingerprints(Tallied of) {
        return names(fingerprints, of.fingerprints);
    }

    String failureClass(Tallied of) {
        int code = of.failureClass();
        return code < 0 ? "" : classes.values().get(code);
    }
}
