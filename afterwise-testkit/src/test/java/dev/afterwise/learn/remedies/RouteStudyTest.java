package dev.afterwise.learn.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Where;
import dev.afterwise.segment.Columns;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RouteStudyTest {
    private static final Subject TESTS = Subject.task("tests");

    private static List<Recommendation> recommended(Columns columns) {
        return new RemedyStudy(Material.of(columns, List.of())).recommend();
    }

    @Test
    void prefersTheModelThatSucceedsMoreOften() {
        Columns columns = Worlds.columns(
                new SplittableRandom(4), 400, (complexity, model, team) -> model.equals("large") ? .9 : .6);
        assertThat(recommended(columns)).singleElement().satisfies(it -> {
            assertThat(it.change()).isEqualTo(new Change.PreferModel(TESTS, "large"));
            assertThat(it.evidence().low()).isPositive();
            assertThat(it.because()).contains("'small'", "'large'", "can't be told");
        });
    }

    @Test
    void sendsOnlyThatPartElsewhereThatDoesBetterThere() {
        Columns columns = Worlds.columns(
                new SplittableRandom(6),
                1_000,
                (complexity, model, team) -> team.equals("blue") == model.equals("large") ? .9 : .6);
        assertThat(recommended(columns))
                .extracting(Recommendation::change)
                .hasSizeBetween(1, 2)
                .allSatisfy(it -> assertThat(it)
                        .isIn(
                                new Change.PreferWhere(TESTS, new Where.Is("team", "blue"), Dimension.MODEL, "large"),
                                new Change.PreferWhere(TESTS, new Where.Is("team", "red"), Dimension.MODEL, "small")));
    }

    @Test
    void namesTheComplexityAboveWhichAnotherOneDoesBetter() {
        Columns columns = Worlds.columns(
                new SplittableRandom(7),
                1_000,
                (complexity, model, team) -> complexity > 5 == model.equals("large") ? .9 : .5);
        assertThat(recommended(columns))
                .extracting(Recommendation::change)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it).isInstanceOf(Change.PreferWhere.class));
    }

    @Test
    void saysHowMuchAllTheWorkGains() {
        int right = 0;
        for (int seed = 0; seed < 30; seed++) {
            Columns columns = Worlds.columns(
                    new SplittableRandom(seed), 400, (complexity, model, team) -> model.equals("large") ? .9 : .6);
            // Half of the work gains thirty points.
            right += recommended(columns).stream()
                            .map(Recommendation::evidence)
                            .anyMatch(it -> it.low() <= .15 && .15 <= it.high())
                    ? 1
                    : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(25);
    }

    @Test
    void staysSilentWhereAllDoEquallyWell() {
        int loud = 0;
        for (int seed = 0; seed < 40; seed++) {
            Columns columns = Worlds.columns(new SplittableRandom(seed), 300, (complexity, model, team) -> .7);
            loud += recommended(columns).isEmpty() ? 0 : 1;
        }
        assertThat(loud).isLessThanOrEqualTo(3);
    }
}
