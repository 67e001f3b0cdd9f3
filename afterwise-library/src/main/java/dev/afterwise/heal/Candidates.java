package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.choose.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The remedies that may be taken now, and what is thought of each before anything is measured.
 *
 * @param suggested in the experts' order
 * @param tried how often each strategy was tried in this course
 */
record Candidates(
        String component, Failure failure, List<Remedy> suggested, List<Remedy> others, Map<String, Integer> tried) {
    /** How many outcomes the opinion of the experts is worth, and that on what they don't suggest. */
    private static final double STRENGTH = 5;

    private static final double STRENGTH_OF_OTHERS = 2;
    /** Where nobody ventured a number. */
    private static final double UNNUMBERED = .80;

    private static final double UNSUGGESTED = .50;
    /** How much less is expected of the next one in the experts' order. */
    private static final double STEP = .05;
    /** What is left of the chance of something that was tried just before. */
    private static final double AGAIN = .5;

    private static final String AGAIN_MARK = " again";
    private static final int MAX_COMPONENT = 200;

    /** What it costs besides time, in chance of success: what a remedy brings may be less than was wanted. */
    private static final Map<String, Double> PRICES =
            Map.of("fallback", .05, "simplify", .05, "reduce_scope", .03, "reprompt", .03, "clear_cache", .01);

    Candidates {
        suggested = List.copyOf(suggested);
        others = List.copyOf(others);
        tried = Map.copyOf(tried);
        if (suggested.isEmpty() && others.isEmpty()) {
            throw new IllegalArgumentException("There must be a remedy to choose, but there is none.");
        }
    }

    /**
     * These, with some before all others; those are suggested from now on.
     *
     * @param first strategies by name
     */
    Candidates inOrder(List<String> first) {
        if (first.isEmpty()) {
            return this;
        }
        List<Remedy> all = all();
        List<Remedy> preferred = first.stream()
                .flatMap(name -> all.stream().filter(each -> each.strategy().equals(name)))
                .toList();
        return new Candidates(
                component,
                failure,
                Stream.concat(preferred.stream(), suggested.stream().filter(each -> !preferred.contains(each)))
                        .toList(),
                others.stream().filter(each -> !preferred.contains(each)).toList(),
                tried);
    }

    /** From the class of the failure, over its component, to failures like this one. */
    List<String> ladder() {
        return ladder(component, failure);
    }

    static List<String> ladder(String component, Failure failure) {
        String ofClass = failure.failureClass().label();
        String name = component.replace('\t', ' ');
        String ofComponent = ofClass + '\t' + (name.length() > MAX_COMPONENT ? name.substring(0, MAX_COMPONENT) : name);
        return List.of(
                ofClass, ofComponent, ofComponent + '\t' + failure.fingerprint().hex());
    }

    /** The name under which it is counted what a strategy does now: the second time in a course it is another one. */
    String arm(String strategy) {
        return tried.containsKey(strategy) ? strategy + AGAIN_MARK : strategy;
    }

    static String strategy(String arm) {
        return arm.endsWith(AGAIN_MARK) ? arm.substring(0, arm.length() - AGAIN_MARK.length()) : arm;
    }

    /** What the experts would do: the first of those that were tried least. */
    Remedy usual() {
        Remedy usual = null;
        for (Remedy each : suggested.isEmpty() ? others : suggested) {
            if (usual == null || times(each) < times(usual)) {
                usual = each;
            }
        }
        return usual == null ? all().getFirst() : usual;
    }

    private int times(Remedy remedy) {
        return tried.getOrDefault(remedy.strategy(), 0);
    }

    List<Remedy> all() {
        List<Remedy> all = new ArrayList<>(suggested);
        others.stream().filter(each -> !suggested.contains(each)).forEach(all::add);
        return all;
    }

    /**
     * The opinion on each arm. The order of the experts says more than their numbers, which are not about this class of
     * failures: nothing is expected to help more often than what comes before it.
     */
    Map<String, Estimate> priors() {
        Map<String, Estimate> priors = new TreeMap<>();
        double most = 1;
        for (Remedy each : suggested) {
            double chance = Math.min(numbered(each.prior()), most);
            most = Math.max(.1, chance - STEP);
            put(priors, each, chance, STRENGTH);
        }
        for (Remedy each : others) {
            put(priors, each, Math.min(UNSUGGESTED, most), STRENGTH_OF_OTHERS);
        }
        return priors;
    }

    private static double numbered(OptionalDouble prior) {
        return prior.isPresent() ? Math.clamp(prior.getAsDouble(), .05, .95) : UNNUMBERED;
    }

    private void put(Map<String, Estimate> priors, Remedy remedy, double chance, double strength) {
        double now = tried.containsKey(remedy.strategy()) ? AGAIN * chance : chance;
        priors.putIfAbsent(
                arm(remedy.strategy()), Estimate.prior(now, strength, PRICES.getOrDefault(remedy.strategy(), 0.0)));
    }
}
