package dev.afterwise.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** Places with gaps. */
    private static double[] places(RandomGenerator random, int size) {
        double[] places = new double[size];
        for (int i = 0; i < size; i++) {
            places[i] = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
        }
        return places;
    }

    private static List<Double> numbers(String path) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(path);
        while (matcher.find()) {
            numbers.add(Double.valueOf(matcher.group()));
        }
        return numbers;
    }

    private static long count(String path, char command) {
        return path.chars().filter(c -> c == command).count();
    }

    /** How many stretches without a gap there are. */
    private static long stretches(double[] places) {
        long stretches = 0;
        for (int i = 0; i < places.length; i++) {
            boolean isFirst = i == 0 || Double.isNaN(places[i - 1]);
            stretches += isFirst && !Double.isNaN(places[i]) ? 1 : 0;
        }
        return stretches;
    }

    private static long values(double[] places) {
        return Arrays.stream(places).filter(Double::isFinite).count();
    }

    @Test
    void everyPointIsInsideTheBox() {
        Seeded.check(300, CurveTest::places, places -> {
            for (String path : List.of(
                    Curve.line(places), Curve.dots(places, 31), Curve.band(places, places), Curve.bars(places))) {
                assertThat(numbers(path)).allMatch(it -> it >= 0 && it <= Curve.BOX);
            }
        });
    }

    @Test
    void aGapIsAGapAndNoZero() {
        Seeded.check(300, CurveTest::places, places -> {
            String line = Curve.line(places);
            assertThat(count(line, 'M')).isEqualTo(stretches(places));
            assertThat(count(line, 'M') + count(line, 'L')).isEqualTo(values(places));
            String band = Curve.band(places, places);
            assertThat(count(band, 'Z')).isEqualTo(stretches(places));
        });
        assertThat(Curve.line(new double[] {.5, Double.NaN, .5, .5})).isEqualTo("M125 500M625 500L875 500");
    }

    @Test
    void aValueBetweenTwoGapsIsADot() {
        double[] lonely = {Double.NaN, .25, Double.NaN, .5, .75};
        assertThat(Curve.dots(lonely, 0)).isEqualTo("M300 750h0");
        assertThat(count(Curve.dots(lonely, 5), 'M')).isEqualTo(3);
        assertThat(Curve.band(lonely, lonely)).startsWith("M250 750H350V750H250Z");
    }

    @Test
    void barsBeginAtTheBottom() {
        assertThat(Curve.bars(new double[] {1, 0, Double.NaN, .5}))
                .isEqualTo("M37.5 1000V0h175V1000ZM787.5 1000V500h175V1000Z");
    }

    @Test
    void nothingIsDrawnOfNothing() {
        double[] nothing = {Double.NaN, Double.NaN};
        assertThat(Curve.line(nothing) + Curve.dots(nothing, 9) + Curve.band(nothing, nothing) + Curve.bars(nothing))
                .isEmpty();
    }
}
