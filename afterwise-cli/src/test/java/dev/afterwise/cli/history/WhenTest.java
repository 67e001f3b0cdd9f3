package dev.afterwise.cli.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.cli.shell.Refusal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
    private static final Instant NEWEST = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T09:30, 2026-03-01T09:30:00Z",
        "2026-03-01T09:30:15Z, 2026-03-01T09:30:15Z",
        "2026-03-01T09:30:00+02:00, 2026-03-01T07:30:00Z",
        "30m, 2026-03-10T11:30:00Z",
        "24h, 2026-03-09T12:00:00Z",
        "7d, 2026-03-03T12:00:00Z",
        "2w, 2026-02-24T12:00:00Z"
    })
    void understandsDatesMomentsAndSpansBeforeTheNewest(String text, Instant expected) {
        assertThat(When.first(text, () -> Optional.of(NEWEST))).isEqualTo(expected);
    }

    @Test
    void aDateAsAnEndIsMeantAsAWhole() {
        assertThat(When.last("2026-03-01", Optional::empty)).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30", "7", "0d", "7y", "12:00", "2026-13-01T00:00:00Z", "123456d"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> When.first(text, () -> Optional.of(NEWEST)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("(" + text + ")");
    }
}
