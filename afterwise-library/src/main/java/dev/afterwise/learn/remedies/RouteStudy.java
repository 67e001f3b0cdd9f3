package dev.afterwise.learn.remedies;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Measure;
import dev.afterwise.Subject;
import dev.afterwise.learn.Misroute;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Filter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where work should be sent instead: what {@link Misroute} finds, one change for each task and dimension. What it brings is what
 * those bring that are sent elsewhere, as a share of all that is sent anywhere. Who got the harder work can't be told from history,
 * which is what measuring is for.
 *
 * <p>Where one agent always goes with one model, the two can't be told apart, and only one of both changes is named.
 */
final class RouteStudy {
    private static final double NEARLY_ALL = .95;

    private final Columns columns;

    RouteStudy(Columns columns) {
        this.columns = columns;
    }

    /** Each with a p-value that is corrected for all tasks, dimensions and alternatives. */
    List<Found> found() {
        var byPlace = Misroute.in(columns).stream()
                .collect(Collectors.groupingBy(each -> List.of(each.task(), each.dimension(), each.better())));
        List<Found> found = new ArrayList<>();
        List<BitSet> named = new ArrayList<>();
        byPlace.values().stream()
                .sorted(Comparator.comparing(
                                (List<Misroute> all) -> all.getFirst().task())
                        .thenComparing(all -> all.getFirst().dimension()))
                .forEach(all -> {
                    BitSet sent = rows(
                            all.getFirst().task(),
                            all.getFirst().dimension(),
                            all.getFirst().better());
                    if (named.stream().noneMatch(each -> isNearlySame(each, sent))) {
                        named.add(sent);
                        found.add(found(all));
                    }
                });
        return found;
    }

    private BitSet rows(String task, Dimension dimension, String name) {
        return Rows.of(columns, Filter.of(Subject.task(task).with(dimension, name)));
    }

    private static boolean isNearlySame(BitSet one, BitSet other) {
        var both = (BitSet) one.clone();
        both.and(other);
        var either = (BitSet) one.clone();
        either.or(other);
        return both.cardinality() >= NEARLY_ALL * either.cardinality();
    }

    private Found found(List<Misroute> all) {
        Misroute first = all.getFirst();
        long sent = decided(first.task(), first.dimension());
        double effect = 0;
        double low = 0;
        double high = 0;
        double moved = 0;
        long sample = first.there().tried();
        for (Misroute each : all) {
            double share = (double) each.decided().tried() / (double) Math.max(1, sent);
            effect += share * (each.there().rate() - each.decided().rate());
            low += share * each.gain().low();
            high += share * each.gain().high();
            sample += each.decided().tried();
            moved += share;
        }
        String because = all.stream()
                        .map(each -> "with %s %s %s succeed"
                                .formatted(each.dimension().word(), quoted(each.chosen()), Say.rate(each.decided())))
                        .collect(Collectors.joining(", "))
                + ", with %s %s".formatted(quoted(first.better()), Say.rate(first.there()))
                + ". The effect is on all of this work, of which %.0f %% would be moved. Who got the harder work can't be told from that."
                        .formatted(100 * moved);
        var interval = new Interval(Math.min(low, high), high);
        double p = all.stream().mapToDouble(Misroute::pValue).min().orElse(1);
        return new Found(
                p,
                new Found.Worth(
                        change(first),
                        Character.toUpperCase(because.charAt(0)) + because.substring(1),
                        sample,
                        Measure.SUCCESS_RATE,
                        effect,
                        interval,
                        List.of()));
    }

    private static String quoted(String name) {
        return "'" + name + "'";
    }

    private static Change change(Misroute of) {
        return preferred(Subject.task(of.task()), of.dimension(), of.better());
    }

    /** To take this one always. */
    static Change preferred(Subject subject, Dimension dimension, String choice) {
        return switch (dimension) {
            case MODEL -> new Change.PreferModel(subject, choice);
            case ROUTE -> new Change.PreferRoute(subject, choice);
            case AGENT, TASK, STEP -> new Change.PreferAgent(subject, choice);
        };
    }

    /** How many executions of the task were sent anywhere and are known to have succeeded or failed. */
    private long decided(String task, Dimension dimension) {
        Codes<String> labels = columns.labels(Rows.trait(dimension));
        Codes<String> status = columns.labels(Trait.STATUS);
        return Rows.of(columns, Filter.of(Subject.task(task))).stream()
                .filter(row -> labels.code(row) != Codes.NONE)
                .filter(row -> List.of("succeeded", "failed").contains(String.valueOf(status.at(row))))
                .count();
    }
}
