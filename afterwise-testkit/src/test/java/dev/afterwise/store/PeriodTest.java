package dev.afterwise.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.ExecutionId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Periods, and the places in lists. */
class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "HOUR, 2026-01-05T10:59:59.999999Z, 2026-01-05T10:00:00Z",
        "DAY, 2026-01-05T10:59:59Z, 2026-01-05T00:00:00Z",
        "WEEK, 2026-01-05T00:00:00Z, 2026-01-05T00:00:00Z",
        "WEEK, 2026-01-04T23:59:59Z, 2025-12-29T00:00:00Z",
        "WEEK, 2024-03-01T12:00:00Z, 2024-02-26T00:00:00Z",
        "HOUR, 1969-12-31T23:30:00Z, 1969-12-31T23:00:00Z",
        "DAY, 1969-12-31T23:30:00Z, 1969-12-31T00:00:00Z",
        "WEEK, 1969-12-31T23:30:00Z, 1969-12-29T00:00:00Z",
        "DAY, -9999-01-01T01:00:00Z, -9999-01-01T00:00:00Z"
    })
    void bucketsBeginAtMidnightUtcAndWeeksOnMonday(Period period, Instant at, Instant start) {
        assertThat(period.bucketOf(at)).isEqualTo(start);
        assertThat(period.bucketOf(start)).isEqualTo(start);
        assertThat(period.bucketOf(start.plus(period.length()))).isEqualTo(start.plus(period.length()));
    }

    @Test
    void aPlaceInAListIsReadAsItWasWritten() {
        var place = new Cursor(Instant.parse("-0044-03-15T12:00:00.000001Z"), ExecutionId.of("x"));

        assertThat(Cursor.parse(place.toString())).isEqualTo(place);
        assertThatThrownBy(() -> Cursor.parse("2026-01-01T00:00:00Z/xyz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-01T00:00:00Z/xyz");
    }
}
