package dev.afterwise.benchmarks;

import static dev.afterwise.FailureClass.CACHE;
import static dev.afterwise.FailureClass.CONNECTION;
import static dev.afterwise.FailureClass.MODEL_ERROR;
import static dev.afterwise.FailureClass.RATE_LIMIT;
import static dev.afterwise.FailureClass.RESOURCE_EXHAUSTED;
import static dev.afterwise.FailureClass.TIMEOUT;
import static dev.afterwise.FailureClass.TOO_LARGE;
import static dev.afterwise.FailureClass.UNAVAILABLE;
import static dev.afterwise.FailureClass.VALIDATION;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.Remedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Kinds of failures, and the chance that each action has against them, before and after the world has changed. */
record HealLearningWorld(List<Kind> kinds) {
    static final List<String> ACTIONS =
            List.of("retry", "clear_cache", "reduce_scope", "fallback", "simplify", "reprompt");

    /** What an action takes, in seconds. */
    static final List<Double> SECONDS = List.of(2.0, 1.5, 6.0, 4.0, 4.0, 5.0);

    /** What is left of the chance of an action that was tried just before. */
    static final double AGAIN = .4;

    /**
     * A kind of failure.
     *
     * @param suggested what the experts say
     */
    record Kind(String component, Failure failure, List<Remedy> suggested, List<Double> before, List<Double> after) {
        List<Remedy> others() {
            return ACTIONS.stream()
                    .filter(action ->
                            suggested.stream().noneMatch(it -> it.strategy().equals(action)))
                    .map(action -> new Remedy(action, OptionalDouble.empty()))
                    .toList();
        }
    }

    /** The published one: what experts say is nearly right before the change, and the best action of eight kinds changes. */
    static HealLearningWorld published() {
        //                                                       retry  cache  scope  other  less  reprompt
        return new HealLearningWorld(List.of(
                kind("ai_provider", RATE_LIMIT, row(.80, .02, .10, .70, .15, .02), row(.15, .02, .80, .60, .55, .02)),
                kind("search", TIMEOUT, row(.55, .05, .75, .60, .35, .02), row(.20, .85, .25, .60, .20, .02)),
                kind("ledger", CONNECTION, row(.85, .05, .05, .65, .05, .02), row(.85, .05, .05, .65, .05, .02)),
                kind("ai_provider", UNAVAILABLE, row(.60, .02, .05, .85, .05, .02), row(.80, .02, .05, .10, .45, .02)),
                kind("ai_provider", TIMEOUT, row(.75, .02, .45, .70, .40, .02), row(.20, .02, .40, .45, .85, .02)),
                kind("catalogue", CACHE, row(.30, .90, .05, .40, .05, .02), row(.30, .90, .05, .40, .05, .02)),
                kind("ai_provider", TOO_LARGE, row(.02, .02, .85, .60, .65, .05), row(.02, .02, .20, .55, .85, .10)),
                kind("ai_provider", MODEL_ERROR, row(.25, .02, .05, .65, .30, .80), row(.70, .02, .05, .60, .30, .20)),
                kind(
                        "workers",
                        RESOURCE_EXHAUSTED,
                        row(.35, .10, .80, .55, .70, .02),
                        row(.10, .85, .25, .50, .25, .02)),
                kind("extractor", VALIDATION, row(.10, .05, .05, .30, .35, .80), row(.10, .05, .10, .75, .30, .15))));
    }

    private static List<Double> row(double... chances) {
        return IntStream.range(0, chances.length).mapToObj(i -> chances[i]).toList();
    }

    private static Kind kind(String component, FailureClass of, List<Double> before, List<Double> after) {
        Failure failure = failure(of, component + " could not do it: " + of.label());
        List<Remedy> suggested = Remedy.against(of, failure.transience()).stream()
                .filter(each -> ACTIONS.contains(each.strategy()))
                .toList();
        return new Kind(component, failure, suggested, before, after);
    }

    private static Failure failure(FailureClass of, String message) {
        return Failure.of(of, Severity.MEDIUM, Transience.TRANSIENT, of.label(), message);
    }

    /**
     * One that is made by chance: of each kind some action has a chance of .6 to .95, all others have less, and all of it is drawn
     * again for the time after the change.
     *
     * @param isExpertRight whether the experts name the best three actions in their order; or three of the others
     */
    static HealLearningWorld random(long seed, boolean isExpertRight) {
        var random = new SplittableRandom(seed);
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<Double> before = chances(random);
            List<Integer> order = new ArrayList<>(IntStream.range(0, ACTIONS.size())
                    .boxed()
                    .sorted(Comparator.comparing(before::get).reversed())
                    .toList());
            if (!isExpertRight) {
                order.removeFirst();
                for (int j = order.size() - 1; j > 0; j--) {
                    order.set(j, order.set(random.nextInt(j + 1), order.get(j)));
                }
            }
            List<Remedy> suggested = IntStream.range(0, 3)
                    .mapToObj(rank -> new Remedy(ACTIONS.get(order.get(rank)), OptionalDouble.of(.85 - .1 * rank)))
                    .toList();
            FailureClass of = List.of(FailureClass.values()).get(i);
            kinds.add(new Kind("part " + i, failure(of, "kind " + of.label()), suggested, before, chances(random)));
        }
        return new HealLearningWorld(kinds);
    }

    private static List<Double> chances(RandomGenerator random) {
        int best = random.nextInt(ACTIONS.size());
        double most = .6 + .35 * random.nextDouble();
        return IntStream.range(0, ACTIONS.size())
                .mapToObj(action -> action == best ? most : most * random.nextDouble())
                .toList();
    }
}
