package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.testkit.Seeded;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionIdTest {
    @Test
    void keepsHexDigitsAndUuids() {
        String hex = "0123456789abcdef0123456789abcdef";

        assertThat(ExecutionId.of(hex).hex()).isEqualTo(hex);
        assertThat(ExecutionId.of("0123456789ABCDEF0123456789ABCDEF").hex()).isEqualTo(hex);
        assertThat(ExecutionId.of("01234567-89AB-cdef-0123-456789abcdef").hex()).isEqualTo(hex);
    }

    @Test
    void hashesAnyOtherName() {
        assertThat(ExecutionId.of("run 7"))
                .isEqualTo(ExecutionId.of("run 7"))
                .isNotEqualTo(ExecutionId.of("run 8"))
                .isNotEqualTo(ExecutionId.of("RUN 7"));
        assertThat(ExecutionId.of("").hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb924");
    }

    @Test
    void newIdsSortByTime() {
        var random = Seeded.random();
        var start = Instant.parse("2026-01-01T00:00:00Z");
        var ids = List.of(
                ExecutionId.at(start, random),
                ExecutionId.at(start.plusMillis(1), random),
                ExecutionId.at(start.plusSeconds(86_400 * 36_500L), random));

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ExecutionId.at(start, random)).isNotEqualTo(ExecutionId.at(start, random));
    }

    @Test
    void refusesWhatIsNotThirtyTwoLowercaseHexDigits() {
        for (String wrong : List.of("", "abc", "0123456789ABCDEF0123456789ABCDEF", "g".repeat(32), "0".repeat(33))) {
            assertThatThrownBy(() -> new ExecutionId(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(" + wrong + ")");
        }
    }

    @Test
    void stepsOfAPlanKeepTheirIdWhenItIsResumed() {
        assertThat(StepId.named("fetch")).isEqualTo(StepId.named("fetch")).isNotEqualTo(StepId.named("push"));
        assertThat(StepId.of(255).hex()).isEqualTo("00000000000000ff");
        assertThatThrownBy(() -> new StepId("ff")).isInstanceOf(IllegalArgumentException.class);
    }
}
