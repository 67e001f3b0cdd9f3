package dev.afterwise.plan.simulate;

import dev.afterwise.PlanEstimates;
import dev.afterwise.Preference;
import dev.afterwise.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/**
 * What would be different if one plan were run instead of another: run by run, with the same luck in what they have in common, so
 * that only what is different between them is left.
 *
 * @param one how runs of the first are expected to go
 * @param other how runs of the second are expected to go
 * @param success how much likelier a run of the second succeeds
 * @param seconds how many seconds longer a run of the second takes, where both succeed; not a number if that never happens
 * @param lasting how many seconds longer a run of the second takes, however it ends
 * @param dollars how much more a run of the second costs, however it ends
 * @param worth how much more a run of the second is worth, in chance of success
 */
public record Comparison(
        Forecast one,
        Forecast other,
        Reckoned success,
        Reckoned seconds,
        Reckoned lasting,
        Reckoned dollars,
        Reckoned worth) {
    /** Which of two plans to take. */
    public enum Verdict {
        ONE,
        OTHER,
        NO_DIFFERENCE
    }

    /** A plan, what is known of its steps, and how it is played. */
    public record Candidate(Plan plan, PlanEstimates estimates, Setup setup) {
        public Simulation simulation() {
            return Simulation.of(plan, estimates, setup);
        }
    }

    /** What a run came to. */
    private record Came(boolean succeeded, double seconds, double dollars) {
        static Came of(Simulation.Played played) {
            return new Came(played.succeeded(), played.play().now, played.play().dollars);
        }
    }

    /** Plays both. They should be played under the same seed, and as often. */
    public static Comparison of(Candidate first, Candidate second, Preference preference) {
        Simulation one = first.simulation();
        Simulation other = second.simulation();
        int runs = Math.min(one.runs(), other.runs());
        Doubt.Extent doubted = one.doubted().all() < other.doubted().all() ? one.doubted() : other.doubted();
        List<Came> ones = new ArrayList<>();
        List<Came> others = new ArrayList<>();
        var doubtOfOne = new Doubt(doubted);
        var doubtOfOther = new Doubt(doubted);
        Came[][][] doubts = new Came[doubted.worlds()][doubted.all()][];
        for (int number = 0; number < doubted.worlds(); number++) {
            World here = new World(first.setup().seed(), number);
            World there = new World(second.setup().seed(), number);
            for (int stroke = 0; stroke < doubted.all(); stroke++) {
                Came came = Came.of(one.play(here, stroke, doubted));
                Came instead = Came.of(other.play(there, stroke, doubted));
                doubtOfOne.add(number, stroke, came.succeeded ? 1 : 0);
                doubtOfOther.add(number, stroke, instead.succeeded ? 1 : 0);
                doubts[number][stroke] = new Came[] {came, instead};
            }
        }
        Forecast forecast = one.forecast(doubtOfOne, played -> ones.add(Came.of(played)));
        Forecast instead = other.forecast(doubtOfOther, played -> others.add(Came.of(played)));
        var usual = new Usual(
                ones.stream().mapToDouble(Came::seconds).average().orElse(0),
                ones.stream().mapToDouble(Came::dollars).average().orElse(0),
                preference);
        ToDoubleBiFunction<Came, Came> seconds =
                (a, b) -> a.succeeded && b.succeeded ? b.seconds - a.seconds : Double.NaN;
        Function<ToDoubleBiFunction<Came, Came>, Reckoned> reckoned = difference -> {
            var mean = new Mean(Simulation.world(runs - 1) + 1);
            var doubt = new Doubt(doubted);
            for (int run = 0; run < runs; run++) {
                double number = difference.applyAsDouble(ones.get(run), others.get(run));
                if (!Double.isNaN(number)) {
                    mean.add(Simulation.world(run), number);
                }
            }
            for (int number = 0; number < doubted.worlds(); number++) {
                for (int stroke = 0; stroke < doubted.all(); stroke++) {
                    Came[] both = doubts[number][stroke];
                    doubt.add(number, stroke, difference.applyAsDouble(both[0], both[1]));
                }
            }
            return doubt.about(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        };
        return new Comparison(
                forecast,
                instead,
                reckoned.apply((a, b) -> (b.succeeded ? 1 : 0) - (a.succeeded ? 1 : 0)),
                reckoned.apply(seconds),
                reckoned.apply((a, b) -> b.seconds - a.seconds),
                reckoned.apply((a, b) -> b.dollars - a.dollars),
                reckoned.apply((a, b) -> usual.worth(b) - usual.worth(a)));
    }

    /** What runs usually take and cost, so that it can be said what more or less of it is worth. */
    private record Usual(double seconds, double dollars, Preference preference) {
        double worth(Came came) {
            return (came.succeeded ? 1 : 0)
                    - (seconds > 0 ? preference.speed() * came.seconds / seconds : 0)
                    - (dollars > 0 ? preference.cost() * came.dollars / dollars : 0);
        }
    }

    /** The one that is worth more, if it is as sure as 95 %. */
    public Verdict verdict() {
        return worth.mayBeZero() ? Verdict.NO_DIFFERENCE : worth.likely() > 0 ? Verdict.OTHER : Verdict.ONE;
    }
}
