package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Caps;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.GuardSettings;
import dev.afterwise.Shield;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.net.ConnectException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final ManualTime time = new ManualTime();
    private final Guards guards = new Guards(time, Seeded.random());
    private final Calls calls = new Calls(Care.of(guards, time, Seeded.random()), Caps.STANDARD, time);
    private final AtomicInteger made = new AtomicInteger();

    private int failing(int times) throws ConnectException {
        if (made.incrementAndGet() <= times) {
            throw new ConnectException("Connection refused");
        }
        return made.get();
    }

    private void breakDown() {
        while (!guards.of("service").refuses()) {
            assertThatThrownBy(() -> calls.call("service", () -> failing(Integer.MAX_VALUE)))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void givesWhatTheAttemptGives() throws Exception {
        assertThat(calls.call("service", () -> failing(0))).isEqualTo(1);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void triesAgainWhatMayPass() throws Exception {
        assertThat(calls.call("service", () -> failing(2))).isEqualTo(3);
        assertThat(time.sleeps()).hasSize(2);
        assertThat(guards.of("service").budget()).isEqualTo(1);
    }

    @Test
    void givesUpAfterThreeAttemptsWithWhatTheLastThrew() {
        assertThatThrownBy(() -> calls.call("service", () -> failing(9))).isInstanceOf(ConnectException.class);
        assertThat(made).hasValue(3);
    }

    @Test
    void doesNotRepeatWhatStaysOrIsAnError() {
        assertThatThrownBy(() -> calls.call("service", () -> {
                    made.incrementAndGet();
                    throw new IllegalArgumentException("The name must not be blank, but it is.");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calls.call("service", () -> {
                    made.incrementAndGet();
                    throw new AssertionError();
                }))
                .isInstanceOf(AssertionError.class);

        assertThat(made).hasValue(2);
    }

    @Test
    void isRefusedWhenTheBreakerIsOpen() {
        breakDown();

        assertThatThrownBy(() -> calls.call("service", () -> failing(0))).isInstanceOf(CircuitOpenException.class);
    }

    @Test
    void givesSomethingElseInsteadOfBeingRefused() throws Exception {
        assertThat(calls.callOr("service", -1, () -> failing(0))).isEqualTo(1);
        breakDown();

        assertThat(calls.callOr("service", -1, () -> failing(0))).isEqualTo(-1);
    }

    @Test
    void anInterruptedCallSaysNothingAboutItsComponent() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> calls.call("service", () -> {
                        throw new InterruptedException();
                    }))
                    .isInstanceOf(InterruptedException.class);
        }

        assertThat(guards.of("service").refuses()).isFalse();
        assertThat(guards.of("service").budget()).isEqualTo(1);
    }

    @Test
    void nobodyIsKnownHereWhomAShieldedComponentWouldLetIn() throws Exception {
        guards.use(GuardSettings.STANDARD.withShields(Map.of("service", new Shield(Set.of("billing")))));

        assertThatThrownBy(() -> calls.call("service", () -> failing(0)))
                .isInstanceOf(CircuitOpenException.class)
                .hasMessageContaining("service");
        assertThat(calls.callOr("service", -1, () -> failing(0))).isEqualTo(-1);
        assertThat(made).hasValue(0);
    }
}
