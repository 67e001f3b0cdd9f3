package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.BreakerLimits;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients that don't know of each other do to a component that is down: simulated, 80 requests a second among them. */
class OutageTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long DOWN = 30 * SECOND;
    private static final long UP = 60 * SECOND;
    private static final long END = 180 * SECOND;
    private static final Failure REFUSED =
            Failure.of(FailureClass.CONNECTION, Severity.MEDIUM, Transience.TRANSIENT, "ECONNREFUSED", "");

    /** An attempt that a client makes at some time. */
    private record Due(long at, int client, int attempt, long begun) {}

    /** What came of one request or call. */
    private record Seen(long at, boolean good) {}

    /** All clients, in one queue of what they will do. */
    private static final class World {
        final ManualTime time = new ManualTime();
        final RandomGenerator random = Seeded.random();
        final Healer healer = new Healer(time, random);
        final LongPredicate down;
        final List<Guard> clients = new ArrayList<>();
        final PriorityQueue<Due> queue =
                new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingInt(Due::client));
        final List<Seen> requests = new ArrayList<>();
        final List<Seen> calls = new ArrayList<>();

        World(int clients, Function<String, BreakerLimits> limits, LongPredicate down) {
            this.down = down;
            for (int client = 0; client < clients; client++) {
                this.clients.add(new Guards(limits, time, random).of("service"));
            }
        }

        void run() {
            for (long at = 0; at < END; at += (long) (-Math.log(1 - random.nextDouble()) * SECOND / 80)) {
                queue.add(new Due(at, random.nextInt(clients.size()), 1, at));
            }
            while (!queue.isEmpty()) {
                Due due = queue.remove();
                time.advance(Duration.ofNanos(due.at() - time.nanos()));
                attempt(due);
            }
        }

        private void attempt(Due due) {
            Guard guard = clients.get(due.client());
            long permit = guard.enter(due.at());
            if (permit == Guard.REFUSED) {
                requests.add(new Seen(due.begun(), false));
                return;
            }
            boolean good = !down.test(due.at());
            calls.add(new Seen(due.at(), good));
            if (good) {
                guard.leave(permit, due.at(), new Outcome.Succeeded(Duration.ZERO));
                requests.add(new Seen(due.begun(), true));
                return;
            }
            guard.leave(permit, due.at(), new Outcome.Failed(Duration.ZERO, REFUSED));
            if (healer.after(REFUSED, due.attempt(), Tries.STANDARD, due.begun(), guard)
                    instanceof Recovery.Retry retry) {
                long at = due.at() + retry.after().toNanos();
                queue.add(new Due(at, due.client(), due.attempt() + 1, due.begun()));
            } else {
                requests.add(new Seen(due.begun(), false));
            }
        }

        double callsPerRequest() {
            return (double) count(calls, DOWN, UP) / count(requests, DOWN, UP);
        }

        double good(long from, long to) {
            return (double) count(requests.stream().filter(Seen::good).toList(), from, to) / count(requests, from, to);
        }

        private static long count(List<Seen> seen, long from, long to) {
            return seen.stream()
                    .filter(each -> each.at() >= from && each.at() < to)
                    .count();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void aTotalOutageIsNotMadeWorseAndItsEndIsNoticed(int clients) {
        var world = new World(clients, BreakerLimits::of, at -> at >= DOWN && at < UP);
        world.run();

        assertThat(world.callsPerRequest()).isLessThan(0.6);
        assertThat(world.good(0, DOWN)).isEqualTo(1);
        assertThat(world.good(UP + 30 * SECOND, END)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void theBudgetAloneKeepsRetriesWithinBounds(int clients) {
        var neverOpen = new BreakerLimits(
                62, 1, 1, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(1));
        var world = new World(clients, component -> neverOpen, at -> at >= DOWN && at < UP);
        world.run();

        assertThat(world.callsPerRequest()).isBetween(0.9, 1.2);
        assertThat(world.good(UP, END)).isEqualTo(1);
    }

    @Test
    void singleFailuresAreHealed() {
        var world = new World(10, BreakerLimits::of, at -> at / 1_000 % 25 == 0);
        world.run();
        long healed = world.requests.stream().filter(Seen::good).count();
        long failedCalls = world.calls.stream().filter(seen -> !seen.good()).count();
        long failedRequests = world.requests.size() - healed;

        assertThat(failedCalls).isGreaterThan(400);
        assertThat((double) failedRequests / failedCalls).isLessThan(0.05);
    }
}
