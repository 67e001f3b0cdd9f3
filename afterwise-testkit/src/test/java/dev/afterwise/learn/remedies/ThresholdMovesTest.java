package dev.afterwise.learn.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.segment.Columns;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThresholdMovesTest {
    private static final NamedThreshold HARD = new NamedThreshold(Subject.EVERYTHING, "hard", "complexity", 9);

    private static List<Recommendation> recommended(Columns columns, NamedThreshold threshold) {
        return new RemedyStudy(Material.of(columns, List.of(threshold))).recommend();
    }

    @Test
    void lowersAThresholdThatLetsHardWorkPass() {
        Columns columns =
                Worlds.columns(new SplittableRandom(2), 400, (complexity, model, team) -> complexity > 6 ? .2 : .95);
        assertThat(recommended(columns, HARD)).singleElement().satisfies(it -> {
            assertThat(it.change()).isEqualTo(new Change.MoveThreshold(Subject.EVERYTHING, "hard", 6));
            assertThat(it.evidence().low()).isPositive();
            assertThat(it.evidence().effect())
                    .isBetween(it.evidence().low(), it.evidence().high());
            assertThat(it.because()).contains("up to 9", "fail", "from 9 to 6", "to be measured");
        });
    }

    @Test
    void raisesAThresholdAboveWhichWorkIsTrusted() {
        var sure = new NamedThreshold(Subject.EVERYTHING, "sure", "complexity", 3);
        Columns columns =
                Worlds.columns(new SplittableRandom(3), 400, (complexity, model, team) -> complexity > 6 ? .95 : .2);
        assertThat(recommended(columns, sure))
                .singleElement()
                .extracting(Recommendation::change)
                .isEqualTo(new Change.MoveThreshold(Subject.EVERYTHING, "sure", 6));
    }

    @Test
    void leavesAThresholdThatIsWhereItShouldBe() {
        var right = new NamedThreshold(Subject.EVERYTHING, "hard", "complexity", 6);
        for (int seed = 0; seed < 10; seed++) {
            Columns columns = Worlds.columns(
                    new SplittableRandom(seed), 400, (complexity, model, team) -> complexity > 6 ? .2 : .95);
            assertThat(recommended(columns, right)).isEmpty();
        }
    }

    @Test
    void staysSilentWhereTheNumberMakesNoDifference() {
        int loud = 0;
        for (int seed = 0; seed < 40; seed++) {
            Columns columns = Worlds.columns(new SplittableRandom(seed), 300, (complexity, model, team) -> .7);
            loud += recommended(columns, HARD).isEmpty() ? 0 : 1;
        }
        assertThat(loud).isLessThanOrEqualTo(3);
    }

    @Test
    void saysHowEachBandDoes() {
        Columns columns = Worlds.columns(new SplittableRandom(2), 100, (complexity, model, team) -> 1);
        var moves = new ThresholdMoves(columns, HARD);
        assertThat(moves.bands()).hasSize(10);
        assertThat(moves.upTo().tried() + moves.above().tried()).isEqualTo(100);
        assertThat(moves.bands().stream()
                        .mapToLong(each -> each.decided().tried())
                        .sum())
                .isEqualTo(100);
        assertThat(new ThresholdMoves(columns, new NamedThreshold(Subject.EVERYTHING, "big", "files", 3)).size())
                .isZero();
    }
}
