package dev.afterwise.cli.eval;

import dev.afterwise.learn.recommend.Occasion;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A piece of work of which it is known what comes of it with each arm.
 *
 * @param outcomes for each arm, in their order, what came of it, once or several times
 */
record Trial(Occasion occasion, List<List<Came>> outcomes) {
    /**
     * What came of one execution.
     *
     * @param dollars what it cost; 0 if nobody said
     */
    record Came(boolean worked, double dollars) {}

    Trial {
        outcomes = List.copyOf(outcomes);
    }

    Came with(int arm, RandomGenerator random) {
        List<Came> all = outcomes.get(arm);
        return all.size() == 1 ? all.getFirst() : all.get(random.nextInt(all.size()));
    }

    /** How often an arm works. */
    double rate(int arm) {
        return outcomes.get(arm).stream()
                .mapToDouble(each -> each.worked ? 1 : 0)
                .average()
                .orElse(0);
    }

    double bestRate() {
        double best = 0;
        for (int arm = 0; arm < outcomes.size(); arm++) {
            best = Math.max(best, rate(arm));
        }
        return best;
    }
}
