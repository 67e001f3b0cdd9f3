package dev.afterwise.learn.similar;

import dev.afterwise.Execution;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.learn.Repeats;
import dev.afterwise.learn.Slices;
import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.learn.stats.Cuts;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * By what executions that are alike and succeed differ from those that fail. Every value of agent, model, route and attributes that
 * is not rare, every step, and nine cuts of each number are compared with all the rest: exactly (Boschloo), and as far as what began at
 * about the same time is independent; the larger p-value counts. They are corrected for all of that (Holm), so that of executions
 * that differ in nothing relevant one scan in twenty says anything.
 */
final class Factors {
    private static final double MAX_P = .05;
    private static final double MIN_EFFECT = .05;
    private static final long FEWEST = 5;

    private final List<Like> decided;
    private final Columns columns;
    private final BitSet succeeded = new BitSet();
    private final Map<String, Predicate<Like>> conditions = new LinkedHashMap<>();

    private Factors(List<Like> alike) {
        List<Like> all = alike.stream()
                .filter(each -> isDecided(each.headline().outcome().status()))
                .toList();
        var every = new BitSet();
        every.set(0, all.size());
        decided =
                Repeats.without(columns(all), every).stream().mapToObj(all::get).toList();
        columns = columns(decided);
        for (int row = 0; row < decided.size(); row++) {
            succeeded.set(row, decided.get(row).headline().outcome().status() == Status.SUCCEEDED);
        }
    }

    private static Columns columns(List<Like> decided) {
        var rows = new SegmentBuilder();
        for (Like each : decided) {
            rows.add(Entry.of(rows.size(), Execution.of(each.headline())));
        }
        return rows.build();
    }

    private static boolean isDecided(Status status) {
        return status == Status.SUCCEEDED || status == Status.FAILED;
    }

    static List<Factor> in(List<Like> alike) {
        var factors = new Factors(alike);
        factors.gather();
        return factors.judged();
    }

    private void gather() {
        Set<String> agents = new TreeSet<>();
        Set<String> models = new TreeSet<>();
        Set<String> routes = new TreeSet<>();
        Set<String> steps = new TreeSet<>();
        Map<String, Set<String>> texts = new TreeMap<>();
        Map<String, List<Double>> numbers = new TreeMap<>();
        for (Like each : decided) {
            Profile profile = each.headline().profile();
            agents.add(profile.agent());
            models.add(profile.model() == null ? "" : profile.model());
            routes.add(profile.route() == null ? "" : profile.route());
            steps.addAll(each.steps());
            if (profile.complexity() != null) {
                numbers.computeIfAbsent("complexity", name -> new ArrayList<>()).add(profile.complexity());
            }
            profile.attributes().forEach((name, value) -> {
                if (Profile.isHandling(name)) {
                    return;
                }
                switch (value) {
                    case Value.Text(String text) ->
                        texts.computeIfAbsent(name, key -> new TreeSet<>()).add(text);
                    case Value.Numeric(double number) ->
                        numbers.computeIfAbsent(name, key -> new ArrayList<>()).add(number);
                }
            });
        }
        named("agent", agents, Profile::agent);
        named("model", models, it -> it.model() == null ? "" : it.model());
        named("route", routes, it -> it.route() == null ? "" : it.route());
        steps.forEach(step -> conditions.put("step " + step, it -> it.steps().contains(step)));
        texts.forEach((name, values) -> values.forEach(value -> conditions.put(
                name + "=" + value,
                it -> it.headline().profile().attributes().get(name) instanceof Value.Text(String text)
                        && text.equals(value))));
        numbers.forEach(this::cuts);
    }

    private interface Part {
        String of(Profile profile);
    }

    private void named(String dimension, Set<String> values, Part part) {
        for (String value : values) {
            if (!value.isEmpty()) {
                conditions.put(
                        dimension + "=" + value,
                        it -> part.of(it.headline().profile()).equals(value));
            }
        }
    }

    private void cuts(String name, List<Double> values) {
        for (double cut :
                Cuts.of(values.stream().mapToDouble(Double::doubleValue).toArray())) {
            conditions.put(
                    name + ">" + Value.of(cut), it -> number(it.headline().profile(), name) > cut);
        }
    }

    private static double number(Profile profile, String name) {
        if (name.equals("complexity") && profile.complexity() != null) {
            return profile.complexity();
        }
        return profile.attributes().get(name) instanceof Value.Numeric(double number) ? number : Double.NaN;
    }

    private List<Factor> judged() {
        List<Factor> raw = new ArrayList<>();
        Set<List<Tally>> seen = new HashSet<>();
        conditions.forEach((name, holds) -> {
            var with = new BitSet();
            for (int i = 0; i < decided.size(); i++) {
                with.set(i, holds.test(decided.get(i)));
            }
            var without = new BitSet();
            without.set(0, decided.size());
            without.andNot(with);
            if (with.cardinality() >= FEWEST && without.cardinality() >= FEWEST) {
                raw.add(compared(name, with, without));
            }
        });
        double[] corrected =
                Corrections.holm(raw.stream().mapToDouble(Factor::pValue).toArray());
        List<Factor> found = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Factor each = raw.get(i);
            if (corrected[i] <= MAX_P && Math.abs(each.effect()) >= MIN_EFFECT) {
                found.add(new Factor(each.condition(), each.with(), each.without(), each.interval(), corrected[i]));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(Factor::pValue)
                        .thenComparingDouble(each -> -Math.abs(each.effect()))
                        .thenComparing(Factor::condition))
                // The same executions under another name say nothing new.
                .filter(each -> seen.add(List.of(each.with(), each.without())))
                .toList();
    }

    /** As far as those that began near each other are independent; {@link Clustered} knows how far. */
    private Factor compared(String name, BitSet with, BitSet without) {
        Slices slices = Slices.of(columns, with, without);
        var clustered = new Clustered(slices.count());
        with.stream().forEach(i -> clustered.one(slices.of(i), succeeded.get(i) ? 1 : 0));
        without.stream().forEach(i -> clustered.other(slices.of(i), succeeded.get(i) ? 1 : 0));
        Difference seen = clustered.difference();
        Tally mine = tally(with);
        Tally theirs = tally(without);
        Interval exact = Proportions.difference(mine, theirs);
        double effect = mine.rate() - theirs.rate();
        double wider = Math.sqrt(seen.inflation());
        return new Factor(
                name,
                mine,
                theirs,
                new Interval(
                        Math.max(-1, effect - wider * (effect - exact.low())),
                        Math.min(1, effect + wider * (exact.high() - effect))),
                Math.max(Proportions.pValue(mine, theirs), seen.pValue()));
    }

    private Tally tally(BitSet rows) {
        var worked = (BitSet) rows.clone();
        worked.and(succeeded);
        return new Tally(rows.cardinality(), worked.cardinality());
    }
}
