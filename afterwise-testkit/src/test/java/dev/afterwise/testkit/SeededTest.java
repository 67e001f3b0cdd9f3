package dev.afterwise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededTest {
    private static List<Integer> numbers(RandomGenerator random, int size) {
        return IntStream.range(0, size).mapToObj(i -> random.nextInt(100)).toList();
    }

    @Test
    void reportsTheSeedAndTheSmallestValueThatFails() {
        assertThatThrownBy(() -> Seeded.check(
                        100, SeededTest::numbers, list -> assertThat(list).noneMatch(number -> number >= 90)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("with seed")
                .hasMessageContaining("size 1")
                .hasMessageContaining("afterwise.seed")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void isSilentWhereThePropertyHolds() {
        assertThatCode(() -> Seeded.check(
                        100, SeededTest::numbers, list -> assertThat(list).isNotEmpty()))
                .doesNotThrowAnyException();
    }

    @Test
    void drawsTheSameValuesEveryTimeAndLargerOnesLater() {
        var first = new ArrayList<List<Integer>>();
        var second = new ArrayList<List<Integer>>();
        Seeded.check(100, SeededTest::numbers, first::add);
        Seeded.check(100, SeededTest::numbers, second::add);

        assertThat(first).hasSize(100).isEqualTo(second);
        assertThat(first.getFirst()).hasSize(1);
        assertThat(first.getLast()).hasSize(50);
    }

    @Test
    void shufflingKeepsTheElements() {
        var random = Seeded.random();
        var numbers = IntStream.range(0, 50).boxed().toList();

        assertThat(Seeded.shuffled(numbers, random))
                .containsExactlyInAnyOrderElementsOf(numbers)
                .isNotEqualTo(numbers);
    }
}
