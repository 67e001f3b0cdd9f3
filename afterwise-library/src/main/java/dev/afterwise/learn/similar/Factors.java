package dev.afterwise.learn.similar;

import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.learn.stats.Cuts;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
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
 * is neither rare nor a name of its own, every step, and nine cuts of each number are compared with all the rest, exactly (Boschloo),
 * and corrected for all of that (Holm), so that with alike executions that differ in nothing relevant one scan in twenty says anything.
 */
final class Factors {
    private static final double MAX_P = .05;
    private static final double MIN_EFFECT = .05;
    private static final long FEWEST = 5;

    private final List<Like> decided;
    private final Map<String, Predicate<Like>> conditions = new LinkedHashMap<>();

    private Factors(List<Like> alike) {
        decided = alike.stream()
                .filter(each -> isDecided(each.headline().outcome().status()))
                .toList();
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
                        dimension + "=" + value, it -> part.of(it.headline().profile()).equals(value));
            }
        }
    }

    private void cuts(String name, List<Double> values) {
        for (double cut : Cuts.of(values.stream().mapToDouble(Double::doubleValue).toArray())) {
            conditions.put(name + ">" + Value.of(cut), it -> number(it.headline().profile(), name) > cut);
        }
    }

    private static double number(Profile profile, String name) {
        if (name.equals("complexity") && profile.complexity() != null) {
            return profile.complexity();
        }
        return profile.attributes().get(name) instanceof Value.Numeric(double number) ? number : Double.NaN;
    }

    private List<Factor> judged() {
        Tally all = tally(decided, it -> true);
        List<Factor> raw = new ArrayList<>();
        Set<List<Tally>> seen = new HashSet<>();
        conditions.forEach((name, holds) -> {
            Tally with = tally(decided, holds);
            Tally without = new Tally(all.tried() - with.tried(), all.worked() - with.worked());
            if (with.tried() >= FEWEST && without.tried() >= FEWEST) {
                raw.add(new Factor(
                        name, with, without, Proportions.difference(with, without), Proportions.pValue(with, without)));
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
                        .thenComparing(each -> -Math.abs(each.effect()))
                        .thenComparing(Factor::condition))
                // The same executions under another name say nothing new.
                .filter(each -> seen.add(List.of(each.with(), each.without())))
                .toList();
    }

    private static Tally tally(List<Like> among, Predicate<Like> holds) {
        long tried = 0;
        long worked = 0;
        for (Like each : among) {
            if (holds.test(each)) {
                tried++;
                worked += each.headline().outcome().status() == Status.SUCCEEDED ? 1 : 0;
            }
        }
        return new Tally(tried, worked);
    }
}
