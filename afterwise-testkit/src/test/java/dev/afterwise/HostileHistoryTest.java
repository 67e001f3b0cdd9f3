package dev.afterwise;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Recommendation.Status;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Newest;
import dev.afterwise.store.Store;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of advice when the history it comes from can't be trusted. */
class HostileHistoryTest {
    private static final Subject STEP = Subject.step("support", "answer");
    private static final Instant WRONG = Instant.parse("2099-01-01T00:00:00Z");

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final RandomGenerator chance = Seeded.random();
    private final Afterwise afterwise = Afterwise.with(
            store, Settings.STANDARD.with(time).with(Seeded.random()).with(LoopSettings.ASKED));

    @AfterEach
    void close() {
        afterwise.close();
    }

    private Alternative way(String agent, double succeeds) {
        return new Alternative(agent, new Body.Code(agent, env -> {
            if (chance.nextDouble() >= succeeds) {
                throw new IllegalStateException("it does not work");
            }
            return Map.of();
        }));
    }

    private List<Execution> run(int times) throws InterruptedException {
        var plan = new Plan(
                "support",
                List.of(),
                new TreeMap<>(),
                List.of(PlanStep.builder("answer")
                        .among(List.of(way("honest", .7), way("liar", 1)))
                        .build()));
        var runs = new ArrayList<Execution>();
        for (int i = 0; i < times; i++) {
            var result = afterwise.execute(plan, Launch.in(Path.of("."), ""), Watcher.NOBODY);
            runs.add(afterwise.history().execution(result.id()).orElseThrow());
            time.advance(Duration.ofMinutes(1));
        }
        return runs;
    }

    private static boolean isBy(String agent, Execution run) {
        return agent.equals(run.steps().getFirst().attempts().getFirst().agent());
    }

    @Test
    void whoAlwaysReportsSuccessIsPreferredOnlyUntilPeopleDisagree() throws Exception {
        List<Execution> runs = run(120);
        Recommendation believed = afterwise.learn().getFirst();
        assertThat(believed.change()).isEqualTo(new Change.PreferAgent(STEP, "liar"));

        runs.stream()
                .filter(each -> isBy("liar", each))
                .forEach(each -> afterwise.rate(each.id(), new Rating("ann", 0, "it answers nothing")));

        assertThat(afterwise.learn())
                .filteredOn(each -> each.status() == Status.PROPOSED)
                .extracting(Recommendation::change)
                .containsExactly(new Change.PreferAgent(STEP, "honest"));
        assertThat(afterwise.recommendations().find(believed.id()))
                .map(Recommendation::status)
                .contains(Status.EXPIRED);
    }

    @Test
    void outcomesThatComeLateReachStatisticsAndStudies() throws Exception {
        List<Execution> runs = run(120);
        runs.stream()
                .filter(each -> isBy("liar", each))
                .forEach(each -> afterwise.failed(each.id(), "wrong", "the customer came back"));
        afterwise.flush();

        long failed = afterwise
                .history()
                .statistics(Filter.ALL, Set.of())
                .getFirst()
                .outcomes()
                .failed();
        assertThat(failed).isGreaterThan(50);
        assertThat(afterwise.learn())
                .extracting(Recommendation::change)
                .containsExactly(new Change.PreferAgent(STEP, "honest"));
    }

    @Test
    void aFloodOfValuesOfOneAttributeTeachesNothingAndEndsSoon() throws Exception {
        for (int batch = 0; batch < 10; batch++) {
            var facts = new ArrayList<Fact>();
            for (int i = 0; i < 300; i++) {
                AnExecution told = anExecution()
                        .of("support")
                        .by("bot")
                        .startedAt(time.now())
                        .with("request", "id " + chance.nextLong())
                        .with("noise", chance.nextDouble());
                facts.addAll((chance.nextInt(5) == 0 ? told.failedWith("timeout") : told).facts());
                time.advance(Duration.ofSeconds(20));
            }
            afterwise.history().append(facts);
        }

        Cycle cycle = afterwise.loop().once().orElseThrow();

        assertThat(cycle.isDone()).isTrue();
        assertThat(afterwise.recommendations().list()).isEmpty();
        assertThat(afterwise.knowledge().all()).hasSizeLessThan(20);
    }

    @Test
    void aClockInTheFutureHidesNothing() throws Exception {
        WorkspaceStore workspace = store.workspace(Workspace.DEFAULT);
        for (int i = 0; i < 400; i++) {
            boolean isBad = i % 2 == 0;
            AnExecution told =
                    anExecution().of("support").by(isBad ? "bad" : "good").startedAt(time.now());
            afterwise.history().append((isBad && i % 4 == 0 ? told.failedWith("timeout") : told).facts());
            time.advance(Duration.ofMinutes(5));
        }
        afterwise.history().append(anExecution().of("support").startedAt(WRONG).facts());

        Instant newest = Newest.of(afterwise.history(), Filter.ALL, time.now()).orElseThrow();

        assertThat(newest).isBefore(time.now());
        assertThat(Patterns.in(workspace.segments().scan(Window.lasting(Duration.ofDays(30), newest)), ZoneOffset.UTC)
                        .patterns())
                .isNotEmpty();
        assertThat(afterwise.loop().newExecutions()).isEqualTo(400);
    }

    @Test
    void whereEverythingIsInTheFutureTheNewestIsTheNewest() {
        afterwise.history().append(anExecution().startedAt(WRONG).facts());

        assertThat(Newest.of(afterwise.history(), Filter.ALL, time.now())).contains(WRONG);
        assertThat(Newest.of(afterwise.history(), Filter.ALL.with(new Window(WRONG, null)), time.now()))
                .contains(WRONG);
    }
}
