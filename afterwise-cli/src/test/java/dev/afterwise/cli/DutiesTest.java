package dev.afterwise.cli;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.AlertRule;
import dev.afterwise.AlertSettings;
import dev.afterwise.LoopSettings;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DutiesTest {
    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Afterwise afterwise =
            Afterwise.with(store, Settings.STANDARD.with(time).with(LoopSettings.ASKED));
    private final Duties duties = new Duties(
            afterwise,
            new AlertSettings(
                    false,
                    Duration.ofHours(6),
                    List.of(new AlertRule("spent", null, new AlertRule.Limit.Success(0.9), Duration.ofDays(1), 3))),
            time);

    @AfterEach
    void close() {
        afterwise.close();
    }

    @Test
    void looksEveryFiveMinutesAtWhatWasStoredByWhomever() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            store.workspace(Workspace.DEFAULT)
                    .history()
                    .append(anExecution().failedWith("timeout").facts());
        }
        time.advance(Duration.ofMinutes(4));
        assertThat(duties.done()).isFalse();
        assertThat(afterwise.alerts().raised()).isEmpty();

        time.advance(Duration.ofMinutes(1));
        duties.done();
        assertThat(afterwise.alerts().raised())
                .singleElement()
                .satisfies(each -> assertThat(each.subject()).isEqualTo("spent"));
    }

    @Test
    void learnsWhenItIsTimeTo() throws InterruptedException {
        afterwise.loop().use(LoopSettings.ASKED.withAfter(1));
        assertThat(duties.done()).isFalse();
        afterwise.run("work", run -> "done");
        afterwise.flush();
        time.advance(Duration.ofHours(1));

        assertThat(duties.done()).isTrue();
        assertThat(afterwise.loop().state().cycles()).isEqualTo(1);
    }
}
