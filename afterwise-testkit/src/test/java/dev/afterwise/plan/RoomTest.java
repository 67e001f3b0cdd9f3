package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomTest {
    private final Plan plan = new Plan("p", List.of()).under(Terms.NONE.withResources(new TreeMap<>(Map.of("gpu", 2))));

    private static PlanStep step(String id) {
        return PlanStep.of(id, new Body.Command(List.of("true")));
    }

    private static PlanStep using(String id, int gpus) {
        return step(id).edit().uses(new TreeMap<>(Map.of("gpu", gpus))).build();
    }

    private static Order urgent(Map<String, Double> urgency) {
        return new Order(new TreeMap<>(urgency));
    }

    private static Room.Ticket queue(Room room, PlanStep step) {
        return room.queue(step, step.id());
    }

    @Test
    void whoeverIsMoreUrgentGoesFirst() {
        Room room = Room.of(plan, 1, urgent(Map.of("b", 2.0, "c", 3.0)));
        Room.Ticket in = queue(room, step("in"));
        room.admit();
        queue(room, step("a"));
        queue(room, step("b"));
        queue(room, step("c"));
        queue(room, step("low").edit().priority(-1).build());
        queue(room, step("high").edit().priority(1).build());

        assertThat(room.waiting()).containsExactly("high", "c", "b", "a", "low");
        in.close();
        assertThat(room.waiting()).containsExactly("c", "b", "a", "low");
    }

    @Test
    void whoeverIsAsUrgentGoesInTheOrderInWhichTheyCame() {
        Room room = Room.of(plan, 1, Order.FIRST_COME);
        for (String id : List.of("z", "a", "m")) {
            queue(room, step(id));
        }

        assertThat(room.waiting()).containsExactly("z", "a", "m");
    }

    @Test
    void aStepThatLacksAResourceDoesNotHoldUpThoseThatNeedNone() {
        Room room = Room.of(plan, 3, urgent(Map.of("two", 9.0)));
        queue(room, using("one", 1));
        room.admit();
        queue(room, using("two", 2));
        queue(room, step("plain"));
        room.admit();

        assertThat(room.waiting()).containsExactly("two");
    }

    @Test
    void nobodyTakesWhatAMoreUrgentStepWaitsFor() {
        Room room = Room.of(plan, 5, urgent(Map.of("two", 9.0)));
        Room.Ticket one = queue(room, using("one", 1));
        room.admit();
        queue(room, using("two", 2));
        queue(room, using("another", 1));
        room.admit();
        assertThat(room.waiting()).containsExactly("two", "another");

        one.close();

        assertThat(room.waiting()).containsExactly("another");
    }

    @Test
    void whoeverMustBeAloneWaitsForAllPlacesAndIsNotPassedOver() {
        Room room = Room.of(plan, 2, Order.FIRST_COME);
        Room.Ticket first = queue(room, step("first"));
        room.admit();
        Room.Ticket alone = queue(room, step("alone").edit().parallel(false).build());
        Room.Ticket late = queue(room, step("late"));
        room.admit();
        assertThat(room.waiting()).containsExactly("alone", "late");

        first.close();
        assertThat(room.waiting()).containsExactly("late");
        alone.close();
        assertThat(room.waiting()).isEmpty();
        late.close();
    }

    @Test
    void theLineCanBePutIntoAnotherOrder() {
        Room room = Room.of(plan, 1, Order.FIRST_COME);
        queue(room, step("in"));
        room.admit();
        queue(room, step("a"));
        queue(room, step("b"));

        room.reorder(urgent(Map.of("b", 1.0)));

        assertThat(room.waiting()).containsExactly("b", "a");
    }

    @Test
    void whoeverLeavesTheLineMakesWay() {
        Room room = Room.of(plan, 5, Order.FIRST_COME);
        queue(room, using("one", 1));
        room.admit();
        Room.Ticket two = queue(room, using("two", 2));
        queue(room, using("another", 1));
        room.admit();

        two.close();
        two.close();

        assertThat(room.waiting()).isEmpty();
    }

    @Test
    void aPlanInAPlanSharesPlacesAndHasResourcesOfItsOwn() {
        Room room = Room.of(plan, 2, Order.FIRST_COME);
        Room inner = room.shared(new Plan("inner", List.of()), Order.FIRST_COME);
        queue(room, using("gpus", 2));
        room.admit();
        queue(inner, using("own", 1));
        queue(inner, step("plain"));
        inner.admit();

        assertThat(inner.waiting()).containsExactly("plain");
        assertThat(room.apart(plan, Order.FIRST_COME).waiting()).isEmpty();
    }

    @Test
    void neverMoreAreInThanThereIsRoomFor() {
        Seeded.check(8, (random, size) -> random, random -> crowd(random));
    }

    private void crowd(RandomGenerator random) {
        int places = 1 + random.nextInt(4);
        Room room = Room.of(plan, places, Order.FIRST_COME);
        var inside = new AtomicInteger();
        var gpus = new AtomicInteger();
        var tooMany = new AtomicInteger();
        var steps = new ArrayList<PlanStep>();
        for (int i = 0; i < 60; i++) {
            int kind = random.nextInt(4);
            steps.add(
                    kind == 0
                            ? step("s" + i).edit().parallel(false).build()
                            : kind < 3 ? step("s" + i) : using("s" + i, 1 + random.nextInt(2)));
        }
        var done = new CountDownLatch(steps.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tickets = new HashMap<String, Room.Ticket>();
            steps.forEach(step -> tickets.put(step.id(), queue(room, step)));
            for (PlanStep step : steps) {
                threads.execute(() -> {
                    try (Room.Ticket ticket = Objects.requireNonNull(tickets.get(step.id()))) {
                        room.admit();
                        ticket.await();
                        int taken = step.parallel() ? 1 : places;
                        int used = step.uses().getOrDefault("gpu", 0);
                        if (inside.addAndGet(taken) > places || gpus.addAndGet(used) > 2) {
                            tooMany.incrementAndGet();
                        }
                        LockSupport.parkNanos(1_000);
                        inside.addAndGet(-taken);
                        gpus.addAndGet(-used);
                        done.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        assertThat(done.getCount()).isZero();
        assertThat(tooMany).hasValue(0);
        assertThat(room.waiting()).isEmpty();
    }
}
