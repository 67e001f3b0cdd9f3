package dev.afterwise.benchmarks.faults;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a policy fared in several worlds. */
public record Scores(List<Score> each) {
    public Scores {
        each = List.copyOf(each);
    }

    /** The mean. */
    public double success() {
        return mean(Score::success);
    }

    public double successInFault() {
        return mean(Score::successInFault);
    }

    public double callsPerRequest() {
        return mean(Score::callsPerRequest);
    }

    /** The longest; {@link Score#NEVER} if it never recovered in one of them. */
    public double recoverySeconds() {
        return each.stream().mapToDouble(Score::recoverySeconds).max().orElse(Score.NEVER);
    }

    /** The median. */
    public double usualRecoverySeconds() {
        double[] sorted =
                each.stream().mapToDouble(Score::recoverySeconds).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private double mean(ToDoubleFunction<Score> quantity) {
        return each.stream().mapToDouble(quantity).average().orElse(0);
    }
}
