package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Experiment.State;
import dev.afterwise.learn.experiment.Verdict;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import dev.afterwise.plan.Threshold;
import dev.afterwise.plan.Watcher;
import dev.afterwise.record.Work;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Experiments from their beginning to what becomes of them, through the front door. */
@Timeout(120)
class ExperimentsTest {
    private static final Subject STEP = Subject.step("build", "test");
    private static final Change MORE = new Change.RetryUpTo(STEP, 4);
    private static final List<String> GREETINGS = List.of("plain", "warm");

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime();
    private final RandomGenerator chance = Seeded.random();
    private final Store store = Store.inMemory(time);
    private final Afterwise afterwise = Afterwise.with(
            store,
            Settings.STANDARD
                    .with(time)
                    .with(Seeded.random())
                    .with(LoopSettings.ASKED)
                    .with(Map.of("large", Threshold.of("files > 10"))));
    private final Experiments experiments = afterwise.experiments();

    /** Whose one step fails in a way that may pass, every other time. */
    private final Plan plan = new Plan(
            "build",
            List.of(PlanStep.builder("test")
                    .body(new Body.Code("test", env -> {
                        if (chance.nextBoolean()) {
                            throw new IOException("connection reset");
                        }
                        return Map.of();
                    }))
                    .build()
                    .retrying(Retries.NONE.withMax(1))));

    @AfterEach
    void close() {
        afterwise.close();
    }

    private Experiment start(String name, Change... changes) {
        return experiments.start(Experiment.begin(
                name,
                STEP,
                Aim.SUCCESS,
                List.of(Variant.of("as before", .5), new Variant("changed", .5, List.of(changes))),
                time.now()));
    }

    private Execution run() throws InterruptedException {
        PlanResult result = afterwise.execute(plan, Launch.in(folder, ""), Watcher.NOBODY);
        time.advance(Duration.ofMinutes(1));
        return afterwise.history().execution(result.id()).orElseThrow();
    }

    private String variant(Execution execution, Experiment experiment) {
        return String.valueOf(execution.profile().attributes().get(experiment.attribute()));
    }

    private List<String> audit() {
        return store.workspace(Workspace.DEFAULT).ledger().list(Audited.class).stream()
                .map(each -> each.document().action() + " " + each.document().policyVersion())
                .toList();
    }

    @Test
    void whatIsTriedHoldsForTheRunsThatGetItAndIsAdoptedOnceItIsProven() throws Exception {
        Experiment experiment = start("more tries", MORE);
        var seen = new HashSet<String>();
        for (int runs = 0; experiments.advance().isEmpty(); runs++) {
            assertThat(runs).isLessThan(50);
            for (int i = 0; i < 20; i++) {
                Execution run = run();
                boolean isChanged = variant(run, experiment).equals("changed");
                assertThat(run.steps().getFirst().attempts().size()).isLessThanOrEqualTo(isChanged ? 4 : 2);
                seen.add(variant(run, experiment));
            }
        }

        assertThat(seen).containsExactlyInAnyOrder("as before", "changed");
        assertThat(experiments.find(experiment.id()).orElseThrow().state())
                .isInstanceOfSatisfying(State.Decided.class, it -> {
                    assertThat(it.winner()).isEqualTo("changed");
                    assertThat(it.because()).startsWith("It is better: +");
                });
        assertThat(afterwise.policy().changes()).containsExactly(MORE);
        assertThat(afterwise.policy().experiments()).isEmpty();
        assertThat(run().profile().attributes()).doesNotContainKey(experiment.attribute());
        assertThat(experiments.advance()).isEmpty();
        assertThat(audit()).containsExactly("start 1", "adopt 2");
    }

    @Test
    void whatDoesHarmIsStoppedAndLeavesNothingBehind() throws Exception {
        Experiment experiment = start("no retry", new Change.RetryUpTo(STEP, 1));
        for (int runs = 0; experiments.advance().isEmpty(); runs++) {
            assertThat(runs).isLessThan(50);
            for (int i = 0; i < 20; i++) {
                run();
            }
        }
        assertThat(experiments.find(experiment.id()).orElseThrow().state()).isInstanceOf(State.Stopped.class);
        assertThat(afterwise.policy().changes()).isEmpty();
        assertThat(audit()).containsExactly("start 1", "stop 2");
    }

    @Test
    void ofSeveralVariantsTheOneThatDoesHarmIsGivenUpFirst() throws Exception {
        Experiment experiment = experiments.start(Experiment.begin(
                "tries",
                STEP,
                Aim.SUCCESS,
                List.of(
                        Variant.of("as before", .34),
                        new Variant("one", .33, List.of(new Change.RetryUpTo(STEP, 1))),
                        new Variant("two", .33, List.of(new Change.RetryUpTo(STEP, 2)))),
                time.now()));
        List<Experiment> moved = List.of();
        for (int runs = 0; moved.isEmpty() && runs < 50; runs++) {
            for (int i = 0; i < 20; i++) {
                run();
            }
            moved = experiments.advance();
        }
        assertThat(moved).singleElement().satisfies(it -> {
            assertThat(it.draws("one")).isFalse();
            assertThat(it.draws("two")).isTrue();
        });
        assertThat(audit()).containsExactly("start 1", "drop 2");
        for (int i = 0; i < 20; i++) {
            assertThat(variant(run(), experiment)).isNotEqualTo("one");
        }
    }

    @Test
    void aPersonMayStopOrAdoptWhateverIsProven() throws Exception {
        Experiment one = start("one", MORE);
        assertThat(experiments.stop(one.id(), "no time").orElseThrow().state())
                .isEqualTo(new State.Stopped(time.now(), "no time"));
        assertThat(experiments.stop(one.id(), "again")).isEmpty();
        assertThat(afterwise.policy().changes()).isEmpty();

        time.advance(Duration.ofMinutes(1));
        Experiment other = start("other", MORE);
        assertThatThrownBy(() -> experiments.adopt(other.id(), "chnged", ""))
                .hasMessageContaining("only as before, changed are");
        assertThat(experiments.adopt(other.id(), "changed", "")).isPresent();
        assertThat(afterwise.policy().changes()).containsExactly(MORE);
        assertThat(experiments.list()).extracting(Experiment::name).containsExactly("other", "one");
    }

    @Test
    void refusesTwoOfOneNameAndTwoThatChangeTheSame() {
        start("tries", MORE);
        assertThatThrownBy(() -> start("tries"))
                .hasMessageStartingWith(
                        "An experiment that is started must have a name of its own, but one called (tries) runs");
        assertThatThrownBy(() -> start("other", new Change.RetryUpTo(STEP, 9)))
                .hasMessage(
                        "Two experiments must not change the same thing at once, but (tries) does what (other) is to do.");
        start("another", new Change.TimeOutAfter(STEP, Duration.ofMinutes(1)));
    }

    @Test
    void whatMeasuresARecommendationIsLeftToIt() {
        Experiment experiment = start("recommendation 1a2b3c4d", MORE);
        assertThat(experiments.advance()).isEmpty();
        assertThatThrownBy(() -> experiments.stop(experiment.id(), ""))
                .hasMessageContaining("afterwise recommendations rollback 1a2b3c4d");
    }

    private String choose(String conversation, Set<Object> attributes) {
        return afterwise.run("answer", run -> {
            run.conversation(conversation);
            String taken = experiments.choose("greeting", "plain", "warm");
            assertThat(experiments.choose("greeting", "plain", "warm")).isEqualTo(taken);
            if (chance.nextDouble() > (taken.equals("warm") ? .9 : .5)) {
                run.failed("unkind", "nobody was greeted");
            }
            attributes.add(run.id());
            return taken;
        });
    }

    @Test
    void codeTriesOutWhatOnlyItKnowsAndTakesWhatIsProven() {
        var ids = new HashSet<Object>();
        for (int i = 0; i < 600; i++) {
            choose("conversation " + i, ids);
            time.advance(Duration.ofSeconds(30));
        }
        Experiment experiment = experiments.list().getFirst();
        assertThat(experiments.read(experiment).verdict()).isInstanceOf(Verdict.Better.class);
        assertThat(experiments.read(experiment).standings().getFirst().runs()).isBetween(240L, 360L);

        assertThat(experiments.advance()).hasSize(1);
        assertThat(afterwise.policy().preferredVariant("greeting")).hasValue("warm");
        for (int i = 0; i < 10; i++) {
            assertThat(choose("conversation " + i, ids)).isEqualTo("warm");
        }
        assertThat(experiments.list()).hasSize(1);
    }

    @Test
    void aConversationKeepsItsVariant() {
        var ids = new HashSet<Object>();
        var taken = new HashSet<String>();
        for (int i = 0; i < 20; i++) {
            taken.add(choose("the same", ids));
        }
        assertThat(taken).hasSize(1);
        afterwise.flush();
        String id = experiments.list().getFirst().id();
        assertThat(ids)
                .extracting(each -> afterwise
                        .history()
                        .execution((ExecutionId) each)
                        .orElseThrow()
                        .profile()
                        .attributes()
                        .get("experiment_key." + id))
                .containsOnly(Value.of(Experiment.hash("the same")));
    }

    @Test
    void whatIsStoppedIsTheFirstForEverybodyAndDoesNotBeginAgain() {
        for (int i = 0; i < 10; i++) {
            choose("conversation " + i, new HashSet<>());
        }
        experiments.stop(experiments.list().getFirst().id(), "enough");
        for (int i = 0; i < 10; i++) {
            assertThat(choose("conversation " + i, new HashSet<>())).isEqualTo("plain");
        }
        assertThat(experiments.list()).hasSize(1);
    }

    @Test
    void severalProcessesBeginOneExperimentAndAgree() throws Exception {
        var others = new ArrayList<Afterwise>();
        for (int i = 0; i < 4; i++) {
            others.add(Afterwise.with(store, Settings.STANDARD.with(time).with(LoopSettings.ASKED)));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = new ArrayList<Future<List<String>>>();
            for (Afterwise each : others) {
                taken.add(threads.submit(() -> IntStream.range(0, 40)
                        .mapToObj(key -> each.experiments().choose("greeting", "customer " + key, GREETINGS))
                        .toList()));
            }
            var distinct = new HashSet<List<String>>();
            for (Future<List<String>> each : taken) {
                distinct.add(each.get());
            }
            assertThat(distinct).hasSize(1);
            assertThat(distinct.iterator().next()).contains("plain", "warm");
        }
        assertThat(experiments.list()).hasSize(1);
    }

    @Test
    void outsideOfARunCodeTakesTheFirst() {
        assertThat(experiments.choose("greeting", "plain", "warm")).isEqualTo("plain");
        assertThat(experiments.list()).isEmpty();
    }

    @Test
    void aVariantThatCodeNoLongerKnowsIsTheFirst() {
        List<String> now = List.of("plain", "warmer");
        for (int i = 0; i < 20; i++) {
            experiments.choose("greeting", "customer " + i, GREETINGS);
            assertThat(experiments.choose("greeting", "customer " + i, now)).isEqualTo("plain");
        }
    }

    @Test
    void routedWorkThatGetsAPreferenceFollowsIt() {
        Experiment experiment = experiments.start(Experiment.begin(
                "large",
                Subject.task("answer"),
                Aim.SUCCESS,
                List.of(
                        Variant.of("as before", .5),
                        new Variant("large", .5, List.of(new Change.PreferModel(Subject.task("answer"), "large")))),
                time.now()));
        Map<String, Work<String, RuntimeException>> ways = Map.of("small", run -> "small", "large", run -> "large");
        for (int i = 0; i < 60; i++) {
            afterwise.route(Profile.of("answer"), Dimension.MODEL, Preference.RELIABILITY, ways);
        }
        afterwise.flush();
        var runs = afterwise.history().find(Query.newest(60)).items();
        assertThat(runs).allMatch(each -> each.profile().attributes().containsKey(experiment.attribute()));
        assertThat(runs)
                .filteredOn(each ->
                        Value.of("large").equals(each.profile().attributes().get(experiment.attribute())))
                .hasSizeBetween(15, 45)
                .allMatch(each -> "large".equals(each.profile().model()));
    }

    @Test
    void aThresholdThatIsTriedHoldsForTheRunsThatGetIt() {
        Experiment experiment = experiments.start(Experiment.begin(
                "lower",
                Subject.EVERYTHING,
                Aim.SUCCESS,
                List.of(
                        Variant.of("as before", .5),
                        new Variant("lower", .5, List.of(new Change.MoveThreshold(Subject.EVERYTHING, "large", 5)))),
                time.now()));
        time.advance(Duration.ofSeconds(2));
        int above = 0;
        for (int i = 0; i < 60; i++) {
            var ids = new HashSet<ExecutionId>();
            boolean isAbove = afterwise.run("pack", run -> {
                ids.add(run.id());
                boolean first = afterwise.isAbove("large", 7);
                assertThat(afterwise.isAbove("large", 7)).isEqualTo(first);
                return first;
            });
            afterwise.flush();
            Execution run = afterwise.history().execution(ids.iterator().next()).orElseThrow();
            assertThat(variant(run, experiment)).isEqualTo(isAbove ? "lower" : "as before");
            above += isAbove ? 1 : 0;
        }
        assertThat(above).isBetween(15, 45);
    }
}
