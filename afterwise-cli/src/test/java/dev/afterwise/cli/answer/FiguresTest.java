package dev.afterwise.cli.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Tally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "250000, 0.25 ms",
        "57262000000, 57.3 s",
        "999400000, 999 ms",
        "999600000, 1 s",
        "119400000000, 119 s",
        "119900000000, 2 min 00 s",
        "594421000000, 9 min 54 s",
        "7199600000000, 2 h 00 min",
        "90000000000000, 25 h 00 min"
    })
    void saysDurationsShortly(long nanos, String expected) {
        assertThat(Figures.duration(Duration.ofNanos(nanos))).isEqualTo(expected);
    }

    @Test
    void saysRatesWithTheirInterval() {
        assertThat(Figures.rate(new Tally(60, 44))).isEqualTo("73 % (61 to 83)");
        assertThat(Figures.rate(new Tally(1_000, 999))).isEqualTo("99.9 % (99 to 99.98)");
        assertThat(Figures.rate(new Tally(10, 10))).isEqualTo("100 % (72 to 100)");
    }

    @Test
    void saysEffectsInTheirUnit() {
        assertThat(Figures.effect(new Evidence(9, Measure.SUCCESS_RATE, .28, .1, .45, .01, List.of())))
                .isEqualTo("+28 points (10 to 45)");
        assertThat(Figures.effect(new Evidence(9, Measure.SECONDS_PER_RUN, 1.234, .8, 1.6, .01, List.of())))
                .isEqualTo("+1.23 s (800 ms to 1.6 s)");
    }
}
