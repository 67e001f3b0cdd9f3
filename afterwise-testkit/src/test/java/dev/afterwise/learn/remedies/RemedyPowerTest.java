package dev.afterwise.learn.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.segment.Columns;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often what is there is found; {@code -Dafterwise.histories=200} for the figures of the documentation. */
class RemedyPowerTest {
    private static final int HISTORIES = Integer.getInteger("afterwise.histories", 12);
    private static final NamedThreshold HARD = new NamedThreshold(Subject.EVERYTHING, "hard", "complexity", 9);

    private static double share(
            String what,
            int executions,
            Worlds.Chance chance,
            List<NamedThreshold> thresholds,
            Predicate<Change> right) {
        int found = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Columns columns = Worlds.columns(new SplittableRandom(1_000 + seed), executions, chance);
            found += new RemedyStudy(Material.of(columns, thresholds))
                            .recommend().stream().map(Recommendation::change).anyMatch(right)
                    ? 1
                    : 0;
        }
        System.out.printf("%s, %d executions: %d of %d%n", what, executions, found, HISTORIES);
        return (double) found / HISTORIES;
    }

    private static double thresholds(int executions) {
        return share(
                "a threshold of 9 that should be 6",
                executions,
                (complexity, model, team) -> complexity > 6 ? .5 : .9,
                List.of(HARD),
                it -> it instanceof Change.MoveThreshold move && Math.abs(move.above() - 6) <= 1);
    }

    private static double models(int executions) {
        return share(
                "a model that is 20 points better",
                executions,
                (complexity, model, team) -> model.equals("large") ? .9 : .7,
                List.of(),
                it -> it.equals(new Change.PreferModel(Subject.task("tests"), "large")));
    }

    private static double parts(int executions) {
        return share(
                "a team's work that another model does 40 points better",
                executions,
                (complexity, model, team) -> team.equals("blue") == model.equals("large") ? .9 : .5,
                List.of(),
                Change.PreferWhere.class::isInstance);
    }

    @Test
    void findsAThresholdThatIsTooHigh() {
        if (HISTORIES > 100) {
            IntStream.of(60, 100, 160).forEach(RemedyPowerTest::thresholds);
        }
        assertThat(thresholds(250)).isGreaterThanOrEqualTo(.8);
    }

    @Test
    void findsAModelThatIsBetter() {
        if (HISTORIES > 100) {
            IntStream.of(160, 250).forEach(RemedyPowerTest::models);
        }
        assertThat(models(400)).isGreaterThanOrEqualTo(.7);
    }

    @Test
    void findsAPartOfTheWorkThatBelongsElsewhere() {
        if (HISTORIES > 100) {
            IntStream.of(160, 250).forEach(RemedyPowerTest::parts);
        }
        assertThat(parts(400)).isGreaterThanOrEqualTo(.6);
    }
}
