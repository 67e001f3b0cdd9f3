package dev.afterwise.cli.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Work of which it is known what comes of it with each arm, done by ways of choosing that are told only what came of the arm they took.
 * A step is a piece of work; pass after pass takes each piece once, in an order of its own.
 *
 * @param arms at least two
 * @param trials at least one
 */
record Replay(List<String> arms, List<Trial> trials) {
    static final List<Integer> MARKS = List.of(500, 1_000, 4_000);

    private static final int BEGINNING = 1_000;
    private static final int FEWEST_STEPS = 4_000;
    private static final int MOST_STEPS = 20_000;

    /** What one way of choosing came to: the mean reward up to each of the marks and the end, and the mean cost. */
    record Came(List<Double> rewards, double dollars) {}

    /** As many steps as there are outcomes, but no less than 4,000 and no more than 20,000. */
    int steps() {
        return Math.clamp((long) arms.size() * trials.size(), FEWEST_STEPS, MOST_STEPS);
    }

    double bestFixed() {
        double best = 0;
        for (int arm = 0; arm < arms.size(); arm++) {
            int its = arm;
            best = Math.max(
                    best,
                    trials.stream()
                            .mapToDouble(each -> each.rate(its))
                            .average()
                            .orElse(0));
        }
        return best;
    }

    double oracle() {
        return trials.stream().mapToDouble(Trial::bestRate).average().orElse(0);
    }

    /**
     * Lets one play.
     *
     * @param chance what makes the order of the work, the same for the same
     * @param luck what makes which outcome it is, where several are known
     */
    Came play(Player player, RandomGenerator chance, RandomGenerator luck) {
        return play(player, steps(), chance, luck);
    }

    /** Lets one play the beginning only, which depends on chance the most. */
    Came begin(Player player, RandomGenerator chance, RandomGenerator luck) {
        return play(player, BEGINNING, chance, luck);
    }

    private Came play(Player player, int steps, RandomGenerator chance, RandomGenerator luck) {
        List<Trial> order = new ArrayList<>(trials);
        double worked = 0;
        double dollars = 0;
        List<Double> rewards = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            int place = step % order.size();
            if (place == 0) {
                shuffle(order, chance);
            }
            Trial trial = order.get(place);
            int arm = player.choose(trial.occasion());
            Trial.Came came = trial.with(arm, luck);
            player.learn(trial.occasion(), arm, came.worked());
            worked += came.worked() ? 1 : 0;
            dollars += came.dollars();
            if (MARKS.contains(step + 1)) {
                rewards.add(worked / (step + 1));
            }
        }
        rewards.add(worked / steps);
        return new Came(rewards, dollars / steps);
    }

    private static void shuffle(List<Trial> order, RandomGenerator chance) {
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, chance.nextInt(i + 1));
        }
    }

    /**
     * The mean of several.
     *
     * @param all some to the end, some only the beginning
     */
    static Came mean(List<Came> all) {
        List<Double> rewards = new ArrayList<>();
        for (int mark = 0; mark <= MARKS.size(); mark++) {
            int at = mark;
            int fewest = at < 2 ? 0 : MARKS.size();
            rewards.add(all.stream()
                    .map(Came::rewards)
                    .filter(each -> each.size() > fewest)
                    .mapToDouble(each -> each.get(at))
                    .average()
                    .orElse(0));
        }
        double dollars = all.stream()
                .filter(each -> each.rewards.size() > MARKS.size())
                .mapToDouble(Came::dollars)
                .average()
                .orElse(0);
        return new Came(rewards, dollars);
    }
}
