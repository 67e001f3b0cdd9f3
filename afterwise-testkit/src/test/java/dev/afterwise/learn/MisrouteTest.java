package dev.afterwise.learn;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MisrouteTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static Columns work(RandomGenerator random, int count, ToDoubleFunction<String> rate) {
        var columns = new SegmentBuilder();
        for (int i = 0; i < count; i++) {
            String agent = "agent-" + random.nextInt(4);
            AnExecution each = anExecution()
                    .of("task-" + random.nextInt(3))
                    .by(agent)
                    .on("model-" + random.nextInt(3))
                    .took(Duration.ofSeconds(1))
                    .startedAt(START.plus(Duration.ofMinutes(30L * i)));
            columns.add(Entry.of(
                    i + 1L,
                    (random.nextDouble() < rate.applyAsDouble(agent) ? each : each.failedWith("timeout")).execution()));
        }
        return columns.build();
    }

    @Test
    void namesWhereWorkFailsThatSucceedsElsewhere() {
        Columns columns = work(new SplittableRandom(3), 1_200, agent -> agent.equals("agent-2") ? .5 : .9);
        var found = Misroute.in(columns);
        assertThat(found).hasSize(3).allSatisfy(each -> {
            assertThat(each.chosen()).isEqualTo("agent-2");
            assertThat(each.gain().low()).isPositive();
            assertThat(each.avoidable()).isPositive();
        });
    }

    @Test
    void staysSilentWhereAllDoEquallyWell() {
        var random = new SplittableRandom(5);
        int loud = 0;
        for (int i = 0; i < 100; i++) {
            loud += Misroute.in(work(random, 300, agent -> .7)).isEmpty() ? 0 : 1;
        }
        // One in twenty is stated; more than 11 of 100 are seen by chance in less than one case in a hundred.
        assertThat(loud).isLessThanOrEqualTo(11);
    }
}
