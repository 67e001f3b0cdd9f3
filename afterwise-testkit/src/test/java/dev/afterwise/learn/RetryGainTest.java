package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Tally;
import org.junit.jupiter.api.Test;

class RetryGainTest {
    @Test
    void theGainOfARetryIsTheProductOfLosingAndSaving() {
        var gain = new RetryGain(new Tally(100_000, 20_000), new Tally(100_000, 60_000), 1);
        assertThat(gain.mean(2)).isCloseTo(.2 * (.6 + .4 * .6), within(.001));
        assertThat(gain.attemptsPerRun(2)).isCloseTo(.2 * 1.4, within(.001));
        assertThat(gain.interval(2).low()).isBetween(.16, .168);
        assertThat(gain.interval(2).high()).isBetween(.168, .176);
        assertThat(gain.atMost(0, 2)).isLessThan(1e-9);
        assertThat(gain.atMost(1, 2)).isCloseTo(1, within(1e-12));
    }
}
