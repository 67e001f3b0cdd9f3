package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Afterwise;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fault;
import dev.afterwise.Fault.Flapping;
import dev.afterwise.Fault.Kind;
import dev.afterwise.Fault.When;
import dev.afterwise.FaultPlan;
import dev.afterwise.InjectedException;
import dev.afterwise.Settings;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final Kind TIMEOUT = new Kind.Failing(FailureClass.TIMEOUT);

    private final ManualTime time = new ManualTime();

    @Test
    void withoutAPlanNothingGoesWrong() {
        var faults = new Faults(FaultPlan.NONE, time);

        assertThat(faults.areNone()).isTrue();
        assertThat(faults.next("step")).isEqualTo(new Faults.Strike(Duration.ZERO, null, false));
    }

    @Test
    void strikesOnlyWhereItIsToldTo() {
        Faults faults = of(new Fault("search", TIMEOUT, When.ALWAYS));

        assertThat(failed(faults, "other")).isFalse();
        assertThat(failed(faults, "search")).isTrue();
        assertThat(faults.next("a step", "search").failure()).isNotNull();
        assertThat(failed(of(new Fault("*", TIMEOUT, When.ALWAYS)), "any")).isTrue();
        assertThat(faults.struck()).containsOnly(java.util.Map.entry("search", 1L), java.util.Map.entry("a step", 1L));
    }

    @Test
    void anErrorIsOfItsClassAndPassesAsThatClassDoes() {
        Failure failure = of(new Fault("*", TIMEOUT, When.ALWAYS)).next("x").failure();

        assertThat(failure).isNotNull().satisfies(it -> {
            assertThat(it.failureClass()).isEqualTo(FailureClass.TIMEOUT);
            assertThat(it.type()).isEqualTo(Faults.TYPE);
        });
    }

    @Test
    void beginsAfterAWhileAndEndsAfterAWhile() {
        Faults faults = of(new Fault(
                "*", TIMEOUT, new When(Duration.ofSeconds(10), Duration.ofSeconds(5), null, 1, Integer.MAX_VALUE)));
        List<Integer> struck = seconds(faults, 30);

        assertThat(struck).containsExactly(10, 11, 12, 13, 14);
    }

    @Test
    void comesAndGoes() {
        var flapping = new Flapping(Duration.ofSeconds(2), Duration.ofSeconds(3));
        Faults faults = of(new Fault("*", TIMEOUT, new When(Duration.ZERO, null, flapping, 1, Integer.MAX_VALUE)));

        assertThat(seconds(faults, 11)).containsExactly(0, 1, 5, 6, 10);
    }

    @Test
    void strikesOnlyTheFirstCallsIfItIsToldSo() {
        Faults faults = of(new Fault("*", TIMEOUT, new When(Duration.ZERO, null, null, 1, 2)));

        assertThat(seconds(faults, 9)).containsExactly(0, 1);
    }

    @Test
    void strikesAShareOfTheCallsAndTheSameOnesEachTime() {
        var fault = new Fault("*", TIMEOUT, new When(Duration.ZERO, null, null, 0.3, Integer.MAX_VALUE));
        List<Integer> once = seconds(new Faults(new FaultPlan(1, List.of(fault)), time), 2_000);
        List<Integer> again = seconds(new Faults(new FaultPlan(1, List.of(fault)), time), 2_000);
        List<Integer> other = seconds(new Faults(new FaultPlan(2, List.of(fault)), time), 2_000);

        assertThat(once).isEqualTo(again).isNotEqualTo(other);
        assertThat(once.size() / 2_000.0).isBetween(0.25, 0.35);
    }

    @Test
    void anOverloadLetsThroughAsManyASecondAsThereMayBe() {
        Faults faults = of(new Fault("*", new Kind.Overload(3), When.ALWAYS));
        long refused = IntStream.range(0, 50)
                .filter(call -> {
                    time.advance(Duration.ofMillis(100));
                    return failed(faults, "x");
                })
                .count();

        assertThat(refused).isEqualTo(50 - 15);
    }

    @Test
    void latencyAddsUpAndWhatIsBrokenIsTold() {
        Faults faults = of(
                new Fault("*", new Kind.Latency(Duration.ofSeconds(1)), When.ALWAYS),
                new Fault("*", new Kind.Latency(Duration.ofSeconds(2)), When.ALWAYS),
                new Fault("*", new Kind.Corrupt(), When.ALWAYS));

        assertThat(faults.next("x")).isEqualTo(new Faults.Strike(Duration.ofSeconds(3), null, true));
        assertThat(Faults.broken("abcdef")).isEqualTo("abc");
        assertThat(Faults.broken(List.of(1, 2, 3))).isEqualTo(List.of(1));
        assertThat(Faults.broken(7)).isNull();
    }

    @Test
    void aCallIsHealedFromWhatWasInjectedAsFromAnythingElse() throws Exception {
        var faults = new FaultPlan(
                1,
                List.of(
                        new Fault("search", TIMEOUT, new When(Duration.ZERO, null, null, 1, 1)),
                        new Fault("down", new Kind.Failing(FailureClass.PERMISSION), When.ALWAYS),
                        new Fault("garbled", new Kind.Corrupt(), When.ALWAYS)));
        var calls = new AtomicInteger();
        try (var afterwise = Afterwise.with(
                Store.inMemory(),
                Settings.STANDARD.with(time).with(Seeded.random()).with(faults))) {
            assertThat(afterwise.call("search", calls::incrementAndGet)).isEqualTo(1);
            assertThatThrownBy(() -> afterwise.call("down", calls::incrementAndGet))
                    .isInstanceOfSatisfying(
                            InjectedException.class,
                            it -> assertThat(it.failure().failureClass()).isEqualTo(FailureClass.PERMISSION));
            assertThat(afterwise.call("garbled", () -> "whole")).isEqualTo("wh");
            assertThat(afterwise.calls().call("garbled", () -> "unrecorded")).isEqualTo("unrec");
            assertThat(afterwise.injected()).hasSize(3).containsEntry("search", 1L);
        }
        assertThat(calls).hasValue(1);
        assertThat(time.sleeps()).hasSize(1);
    }

    @Test
    void refusesWhatCanNotBe() {
        assertThatThrownBy(() -> new Fault(" ", TIMEOUT, When.ALWAYS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new When(Duration.ZERO, null, null, 1.5, 1)).hasMessageContaining("(1.5)");
        assertThatThrownBy(() -> new Kind.Latency(Duration.ZERO)).hasMessageContaining("(PT0S)");
        assertThatThrownBy(() -> new Kind.Overload(-1)).hasMessageContaining("(-1)");
    }

    private Faults of(Fault... faults) {
        return new Faults(new FaultPlan(1, List.of(faults)), time);
    }

    private static boolean failed(Faults faults, String name) {
        return faults.next(name).failure() != null;
    }

    /** The seconds in which a call a second is struck. */
    private List<Integer> seconds(Faults faults, int seconds) {
        List<Integer> struck = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            if (failed(faults, "x")) {
                struck.add(i);
            }
            time.advance(Duration.ofSeconds(1));
        }
        return struck;
    }
}
