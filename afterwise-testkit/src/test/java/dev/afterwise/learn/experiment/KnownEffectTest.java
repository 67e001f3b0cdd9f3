package dev.afterwise.learn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.KnownEffect;
import dev.afterwise.testkit.KnownEffect.Ended;
import dev.afterwise.testkit.KnownEffect.Weather;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few of those that {@code ./bench loop.known} makes hundreds of. */
class KnownEffectTest {
    private static final int SEEDS = 12;

    private static List<Ended> tried(double effect, Weather weather, int every) {
        var world = new KnownEffect(.6, effect, weather, every);
        return IntStream.range(0, SEEDS).mapToObj(world::run).toList();
    }

    @ParameterizedTest
    @EnumSource(value = Weather.class, names = "KEYS", mode = EnumSource.Mode.EXCLUDE)
    void whatDoesHarmIsStoppedBeforeItHasDoneMuch(Weather weather) {
        List<Ended> ended = tried(-.12, weather, 20);
        assertThat(ended).noneMatch(Ended::isKept);
        assertThat(ended).filteredOn(each -> each.extraFailures() >= 50).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Weather.class, names = "KEYS", mode = EnumSource.Mode.EXCLUDE)
    void whatDoesGoodIsFound(Weather weather) {
        List<Ended> ended = tried(.1, weather, 40);
        assertThat(ended).filteredOn(Ended::isKept).hasSizeGreaterThanOrEqualTo(SEEDS - 1);
        assertThat(ended).filteredOn(Ended::holdsTheTruth).hasSizeGreaterThanOrEqualTo(SEEDS - 2);
    }

    @Test
    void whatDoesNothingIsSeldomKept() {
        List<Ended> ended = tried(0, Weather.STEADY, 200);
        assertThat(ended).filteredOn(Ended::isKept).hasSizeLessThanOrEqualTo(2);
    }
}
