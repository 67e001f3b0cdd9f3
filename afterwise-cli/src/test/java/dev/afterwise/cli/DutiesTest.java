package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.LoopSettings;
import dev.afterwise.Settings;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DutiesTest {
    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Afterwise afterwise =
            Afterwise.with(store, Settings.STANDARD.with(time).with(LoopSettings.ASKED));
    private final Duties duties = new Duties(afterwise);

    @AfterEach
    void close() {
        afterwise.close();
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
