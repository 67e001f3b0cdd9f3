package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.learn.predict.Prediction;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForesightTest {
    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Afterwise afterwise = Afterwise.with(
            store, Settings.STANDARD.with(time).with(Seeded.random()).with(LoopSettings.ASKED));

    @AfterEach
    void close() {
        afterwise.close();
    }

    private static Profile by(String agent) {
        return Profile.of("send").withAgent(agent);
    }

    private void run(String agent, boolean works) {
        try {
            afterwise.run(by(agent), run -> {
                if (!works) {
                    throw new IllegalStateException("it does not work");
                }
                return "done";
            });
        } catch (IllegalStateException expected) {
            // That is how it fails.
        }
        time.advance(Duration.ofSeconds(1));
    }

    @Test
    void whatWasRunTellsWhatWillCome() {
        for (int i = 0; i < 60; i++) {
            run("alpha", i % 10 != 0);
            run("beta", i % 10 == 0);
        }
        afterwise.flush();
        Prediction good = afterwise.predict(by("alpha"));
        Prediction bad = afterwise.predict(by("beta"));
        assertThat(good.chance().success()).isGreaterThan(.75);
        assertThat(bad.chance().success()).isLessThan(.3);
        assertThat(bad.risks()).extracting(each -> each.factor().toString()).contains("agent=beta");
    }

    @Test
    void beforeAnythingWasRunEveryChanceIsEven() {
        assertThat(afterwise.predict(by("alpha")).chance().success()).isEqualTo(.5);
    }
}
