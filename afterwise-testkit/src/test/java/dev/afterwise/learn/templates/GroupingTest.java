package dev.afterwise.learn.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingTest {
    @Test
    void aGroupIsRightIfItHasExactlyTheLinesOfAKnownOne() {
        var grouping = Grouping.of(List.of(1, 1, 1, 2, 3, 4), List.of("a", "a", "a", "b", "b", "c"));

        assertThat(grouping.right()).isEqualTo(2);
        assertThat(grouping.accuracy()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(grouping.f1()).as("2 of 4 found, 2 of 3 known").isCloseTo(4 / 7.0, within(1e-12));
    }

    @Test
    void allOfThemAndNone() {
        assertThat(Grouping.of(List.of("x", "y"), List.of("p", "q"))).isEqualTo(new Grouping(2, 2, 2, 2, 1, 1));
        assertThat(Grouping.of(List.of("x", "x"), List.of("p", "q"))).isEqualTo(new Grouping(2, 2, 1, 0, 0, 0));
        assertThat(Grouping.of(List.of(), List.of())).isEqualTo(new Grouping(0, 0, 0, 0, 0, 0));
        assertThatThrownBy(() -> Grouping.of(List.of(1), List.of()))
                .hasMessageContaining("(1)")
                .hasMessageContaining("(0)");
    }
}
