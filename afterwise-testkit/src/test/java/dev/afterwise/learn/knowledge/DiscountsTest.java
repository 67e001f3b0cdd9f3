package dev.afterwise.learn.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscountsTest {
    @Test
    void oneInThreeIsAssumedBeforeAnythingIsKnown() {
        assertThat(Discounts.of(List.of()).between("a", "b").mean()).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void aPairOfWhichNothingIsKnownIsLikeTheOthers() {
        var discounts = Discounts.of(List.of(
                new Transfer("a", "b", new Tally(30, 27), Tally.NONE),
                new Transfer("a", "c", new Tally(30, 27), Tally.NONE)));
        assertThat(discounts.between("d", "e").mean()).isBetween(.8, .9);
        assertThat(discounts.seen("d", "e")).isEqualTo(Tally.NONE);
    }

    @Test
    void aPairThatIsKnownIsLikeItself() {
        var discounts = Discounts.of(List.of(
                new Transfer("a", "b", new Tally(30, 0), new Tally(10, 0)),
                new Transfer("b", "a", new Tally(200, 190), Tally.NONE)));
        assertThat(discounts.between("a", "b").mean()).isLessThan(.15);
        assertThat(discounts.between("b", "a").mean()).isGreaterThan(.9);
    }

    @Test
    void usesCountAsWhatTheHistoryShows() {
        var discounts = Discounts.of(List.of(new Transfer("a", "b", Tally.NONE, new Tally(20, 20))));
        assertThat(discounts.between("a", "b").mean()).isGreaterThan(.9);
    }
}
