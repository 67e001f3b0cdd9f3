package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Policy;
import dev.afterwise.Workspace;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.plan.schedule.Lineup;
import dev.afterwise.plan.schedule.Urgency;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With one place, what a runner does is what the timetable says. */
class PlanOrderTest {
    @TempDir
    Path folder;

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

    private PlanStep.Builder step(String id, String... needs) {
        return PlanStep.builder(id)
                .body(new Body.Code(id, env -> {
                    begun.add(id);
                    return new TreeMap<>();
                }))
                .needs(List.of(needs));
    }

    private List<String> run(Plan plan, Order order) throws InterruptedException {
        begun.clear();
        var time = new ManualTime();
        var runner = new PlanRunner(
                        Store.inMemory().workspace(Workspace.DEFAULT).plans(),
                        facts -> {},
                        new PlanLimits(20, 1),
                        Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                        time,
                        Seeded.random())
                .expecting((it, places, seen) -> order);
        runner.run(plan, Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY);
        return List.copyOf(begun);
    }

    @Test
    void aStepThatIsReadyOnlyNowComesBeforeLessUrgentOnesThatWait() throws Exception {
        var plan = new Plan(
                "p",
                List.of(
                        step("a").build(),
                        step("b").build(),
                        step("c").build(),
                        step("d", "c").build(),
                        step("e", "d").build()));
        assertThat(run(plan, new Order(new TreeMap<>(Map.of("a", 1.0, "c", 10.0, "d", 9.0, "e", 8.0)))))
                .containsExactly("c", "d", "e", "a", "b");
        assertThat(run(plan, Order.FIRST_COME)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aRunnerKeepsToTheTimetable() {
        Seeded.check(30, this::plan, plan -> {
            Map<String, Double> seconds = new TreeMap<>();
            RandomGenerator random = Seeded.random();
            plan.steps().forEach(each -> seconds.put(each.id(), 1 + random.nextDouble()));
            Lineup lineup = Lineup.of(plan, seconds, 1, Urgency.tries(10));
            List<String> expected = IntStream.range(0, plan.steps().size())
                    .boxed()
                    .sorted((one, other) -> Double.compare(
                            lineup.begins().get(one), lineup.begins().get(other)))
                    .map(place -> plan.steps().get(place).id())
                    .toList();
            assertThat(run(plan, lineup.order())).isEqualTo(expected);
        });
    }

    private Plan plan(RandomGenerator random, int size) {
        var steps = new ArrayList<PlanStep>();
        for (int i = 0; i < 1 + size / 3; i++) {
            String[] needs = steps.stream()
                    .filter(before -> random.nextInt(4) == 0)
                    .map(PlanStep::id)
                    .toArray(String[]::new);
            steps.add(step("s" + i, needs)
                    .demand(Demand.NONE.withPriority(random.nextInt(8) == 0 ? 1 : 0))
                    .build());
        }
        return new Plan("p", steps);
    }
}
