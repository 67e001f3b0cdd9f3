package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void theWindowCountsWhatItsSlicesCover() {
        record Step(long advance, boolean failed, boolean slow) {}
        Seeded.check(
                500,
                (random, size) -> {
                    List<Step> steps = new ArrayList<>();
                    for (int i = 0; i < 10 * size; i++) {
                        long advance = random.nextInt(5) == 0 ? random.nextLong(40 * SECOND) : random.nextLong(SECOND);
                        steps.add(new Step(advance, random.nextBoolean(), random.nextBoolean()));
                    }
                    return steps;
                },
                steps -> {
                    long origin = Long.MAX_VALUE - 50 * SECOND; // overflows on the way
                    var window = new Window(Duration.ofSeconds(16), origin);
                    List<Long> slices = new ArrayList<>();
                    List<Step> added = new ArrayList<>();
                    long passed = 0;
                    for (Step step : steps) {
                        passed += step.advance();
                        window.add(origin + passed, step.failed(), step.slow());
                        slices.add(passed / SECOND);
                        added.add(step);
                        long calls = 0;
                        long failed = 0;
                        long slow = 0;
                        for (int i = 0; i < added.size(); i++) {
                            if (slices.get(i) > passed / SECOND - 16) {
                                calls++;
                                failed += added.get(i).failed() ? 1 : 0;
                                slow += added.get(i).slow() ? 1 : 0;
                            }
                        }
                        assertThat(window.failed(origin + passed)).isEqualTo(new Rate(failed, calls));
                        assertThat(window.slow(origin + passed)).isEqualTo(new Rate(slow, calls));
                    }
                });
    }

    @Test
    void theWindowForgetsWithoutBeingCalled() {
        var window = new Window(Duration.ofSeconds(16), 0);
        window.add(0, true, false);

        assertThat(window.failed(15 * SECOND)).isEqualTo(new Rate(1, 1));
        assertThat(window.failed(16 * SECOND)).isEqualTo(new Rate(0, 0));
    }

    @Test
    void theWindowKeepsItsRateWhenASliceOverflows() {
        var window = new Window(Duration.ofSeconds(16), 0);
        for (int i = 0; i < 1_000_000; i++) {
            window.add(0, i % 4 == 0, i % 10 == 0);
        }
        Rate failed = window.failed(0);

        assertThat((double) failed.hits() / failed.calls()).isCloseTo(0.25, within(0.01));
        assertThat(failed.calls()).isGreaterThan(8_000);
    }

    @Test
    void whoComesTooLateForTheWindowIsNotCounted() {
        var window = new Window(Duration.ofSeconds(16), 0);
        window.add(20 * SECOND, false, false);
        window.add(4 * SECOND, true, true);
        window.add(-4 * SECOND, true, true);

        assertThat(window.failed(20 * SECOND)).isEqualTo(new Rate(0, 1));
    }

    @Test
    void theLastCallsAreThoseThatAListWouldHold() {
        Seeded.check(
                300,
                (random, size) ->
                        random.ints(6L * size, 0, 4).mapToObj(each -> each > 0).toList(),
                hits -> {
                    var last = new LastCalls();
                    for (int i = 0; i < hits.size(); i++) {
                        last.add(hits.get(i));
                        List<Boolean> held = hits.subList(Math.max(0, i + 1 - LastCalls.SIZE), i + 1);
                        long row = held.size() - 1L - held.lastIndexOf(false);
                        assertThat(last.rate())
                                .isEqualTo(new Rate(
                                        held.stream().filter(hit -> hit).count(), held.size()));
                        assertThat(last.inARow()).isEqualTo((int) row);
                    }
                });
    }

    @Test
    void theLastCallsMayAllHaveFailed() {
        var last = new LastCalls();
        for (int i = 0; i < 100; i++) {
            last.add(true);
        }

        assertThat(last.inARow()).isEqualTo(LastCalls.SIZE);
        assertThat(last.rate()).isEqualTo(new Rate(62, 62));
    }

    @Test
    void callsInFlightAreFoundByTheirAge() {
        var flight = new Flight(Duration.ofSeconds(8), 0);
        flight.begun(0);
        flight.begun(SECOND);
        assertThat(flight.aged(8 * SECOND)).isZero();
        assertThat(flight.aged(9 * SECOND)).isEqualTo(1);
        assertThat(flight.aged(10 * SECOND)).isEqualTo(2);
        flight.ended(SECOND);

        assertThat(flight.aged(10 * SECOND)).isEqualTo(1);
    }

    @Test
    void callsThatHangForEverAreStillKnownWhenTheirSliceIsTakenAgain() {
        var flight = new Flight(Duration.ofSeconds(8), 0);
        for (int second = 0; second < 100; second++) {
            flight.begun(second * SECOND);
        }
        assertThat(flight.aged(200 * SECOND)).isEqualTo(100);
        for (int second = 0; second < 100; second++) {
            flight.ended(second * SECOND);
        }

        assertThat(flight.aged(200 * SECOND)).isZero();
    }

    @Test
    void threadsLoseNothingFromEachOther() throws Exception {
        var window = new Window(Duration.ofSeconds(16), 0);
        var flight = new Flight(Duration.ofSeconds(8), 0);
        BreakerMachineTest.inParallel(8, thread -> {
            for (int i = 0; i < 2_000; i++) {
                window.add(0, i % 2 == 0, false);
                long start = (i / 20) * SECOND;
                flight.begun(start);
                if (i % 2 == 0) {
                    flight.ended(start);
                }
            }
        });

        assertThat(window.failed(0)).isEqualTo(new Rate(8_000, 16_000));
        assertThat(flight.aged(500 * SECOND)).isEqualTo(8_000);
    }

    @Test
    void aRateIsNoHigherThanItsSampleSupports() {
        assertThat(new Rate(0, 0).atLeast()).isZero();
        assertThat(new Rate(2, 2).atLeast()).isCloseTo(0.342, within(0.001));
        assertThat(new Rate(50, 100).atLeast()).isCloseTo(0.404, within(0.001));
        assertThat(new Rate(0, 100).atLeast()).isCloseTo(0, within(1e-9));
        assertThat(new Rate(3, 2)).isEqualTo(new Rate(2, 2));
    }
}
