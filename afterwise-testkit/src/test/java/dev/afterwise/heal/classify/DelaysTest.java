package dev.afterwise.heal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelaysTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Rate limit reached. Please try again in 20s.                | 20000
            Please try again in 1m12.5s. Visit the console.             | 72500
            try again in 350ms                                          | 350
            retry after 30                                              | 30000
            Retry-After: 7                                              | 7000
            "retry_after": 5                                            | 0
            Please retry after 2 minutes                                | 120000
            wait for 1 hour                                             | 3600000
            available in 1h 5m                                          | 3900000
            request 7 failed in 20s                                     | 0
            please try again later, in a moment                         | 0
            try again in 99999999999999999999s                          | 0
            """)
    void isReadFromWhatAMessageSays(String message, long millis) {
        assertThat(Delays.askedIn(message)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void longTextIsReadInTime() {
        assertThat(Delays.askedIn("retry in ".repeat(500_000))).isZero();
        assertThat(Delays.askedIn("retry in " + "1".repeat(1_000_000))).isZero();
    }
}
