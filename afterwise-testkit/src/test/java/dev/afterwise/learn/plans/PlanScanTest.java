package dev.afterwise.learn.plans;

import static dev.afterwise.learn.plans.MadeRuns.about;
import static dev.afterwise.learn.plans.MadeRuns.failed;
import static dev.afterwise.learn.plans.MadeRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.FailureClass;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanScanTest {
    private static final MadeRuns.Try STEADY = (random, run, agent, before) -> succeeded(about(random, 10));

    private static Outline outline(Map<String, Set<String>> needs, String... params) {
        Outline plain = Outline.of("nightly", needs);
        return new Outline(
                "nightly",
                plain.needs(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                new TreeSet<>(List.of(params)));
    }

    private static List<Recommendation> scan(Outline outline, List<Execution> runs) {
        return new PlanScan().of(outline, runs, ZoneOffset.UTC);
    }

    private static List<Change> changes(Outline outline, List<Execution> runs) {
        return scan(outline, runs).stream().map(Recommendation::change).toList();
    }

    private static Subject step(String name) {
        return Subject.step("nightly", name);
    }

    @Test
    void fallsBackToTheAgentThatHelpsAfterAFailure() {
        // Whoever has run out of quota stays so for the rest of the run.
        MadeRuns runs = new MadeRuns().step("ask", 3, List.of("quick", "thorough"), (random, run, agent, before) -> {
            boolean fails = (agent != null && agent.equals(before)) || random.nextDouble() < .3;
            return fails ? failed(1, FailureClass.RATE_LIMIT) : succeeded(about(random, 2));
        });
        List<Recommendation> found = scan(outline(Map.of("ask", Set.of())), runs.runs(300, 1));
        assertThat(found)
                .extracting(Recommendation::change)
                .contains(
                        new Change.FallBackTo(step("ask"), Set.of(FailureClass.RATE_LIMIT), "quick"),
                        new Change.FallBackTo(step("ask"), Set.of(FailureClass.RATE_LIMIT), "thorough"));
        assertThat(found.getFirst().because()).contains("After a failure of class rate_limit", "while whoever failed");
        assertThat(found)
                .allMatch(each ->
                        each.evidence().pValue() <= .05 && each.evidence().low() > 0);
    }

    @Test
    void knowsWhatHelpedAfterFailuresOfPlansItHasNotSeen() {
        MadeRuns runs = new MadeRuns().step("ask", 3, List.of("quick", "thorough"), (random, run, agent, before) -> {
            boolean fails = (agent != null && agent.equals(before)) || random.nextDouble() < .3;
            return fails ? failed(1, FailureClass.RATE_LIMIT) : succeeded(about(random, 2));
        });
        assertThat(new PlanScan().fallbacks(runs.runs(300, 1)))
                .extracting(each -> each.change().kind())
                .containsExactly("fall_back_to", "fall_back_to");
        assertThat(new PlanScan().fallbacks(List.of())).isEmpty();
    }

    @Test
    void letsWhatIsExpensiveWaitForWhatOftenFails() {
        MadeRuns runs = new MadeRuns()
                .step("render", (random, run, agent, before) -> succeeded(about(random, 40)))
                .step(
                        "check",
                        (random, run, agent, before) -> random.nextDouble() < .25
                                ? failed(1, FailureClass.VALIDATION)
                                : succeeded(about(random, 1)));
        Outline apart = outline(Map.of("render", Set.of(), "check", Set.of()));
        assertThat(changes(apart, runs.runs(100, 2))).containsExactly(new Change.Reorder(step("render"), "check"));
        // Who waits for the other already has nothing to gain.
        assertThat(changes(outline(Map.of("render", Set.of("check"), "check", Set.of())), runs.runs(100, 2)))
                .isEmpty();
        assertThat(changes(outline(Map.of("render", Set.of(), "check", Set.of("render"))), runs.runs(100, 2)))
                .isEmpty();
    }

    @Test
    void checksFirstWhatIsKnownToFailLate() {
        MadeRuns runs = new MadeRuns()
                .told("region", run -> Value.of(run % 5 == 0 ? "it's south" : "north"))
                .told("size", run -> Value.of(run % 7))
                .step("load", STEADY)
                .step(
                        "publish",
                        (random, run, agent, before) ->
                                run % 5 == 0 ? failed(1, FailureClass.PERMISSION) : succeeded(about(random, 1)));
        Outline outline = outline(Map.of("load", Set.of(), "publish", Set.of("load")), "region", "size");
        List<Recommendation> found = scan(outline, runs.runs(150, 3));
        assertThat(found)
                .extracting(Recommendation::change)
                .containsExactly(new Change.AddCheckpoint(Subject.task("nightly"), "params.region != 'it''s south'"));
        assertThat(found.getFirst().because())
                .startsWith("Where region is 'it''s south', 'publish' fails 100 % of 30 runs");
        // What the plan is not told can't be checked.
        assertThat(changes(outline(Map.of("load", Set.of(), "publish", Set.of("load"))), runs.runs(150, 3)))
                .isEmpty();
    }

    @Test
    void checksFirstWhetherANumberIsTooLarge() {
        MadeRuns runs = new MadeRuns()
                .told("size", run -> Value.of(run % 10))
                .step("load", STEADY)
                .step(
                        "publish",
                        (random, run, agent, before) ->
                                run % 10 > 6 ? failed(1, FailureClass.TOO_LARGE) : succeeded(about(random, 1)));
        Outline outline = outline(Map.of("load", Set.of(), "publish", Set.of("load")), "size");
        assertThat(changes(outline, runs.runs(200, 4)))
                .containsExactly(new Change.AddCheckpoint(Subject.task("nightly"), "params.size <= 6"));
    }

    @Test
    void leavesAloneWhatFailsOnlyNowAndThen() {
        MadeRuns runs = new MadeRuns()
                .told("region", run -> Value.of(run % 2 == 0 ? "south" : "north"))
                .step("load", STEADY)
                .step(
                        "publish",
                        (random, run, agent, before) -> run % 2 == 0 && random.nextDouble() < .5
                                ? failed(1, FailureClass.PERMISSION)
                                : succeeded(about(random, 1)));
        Outline outline = outline(Map.of("load", Set.of(), "publish", Set.of("load")), "region");
        assertThat(changes(outline, runs.runs(200, 5))).isEmpty();
    }

    @Test
    void correctsWhatSomebodySaidOfAStep() {
        var said = new TreeMap<String, Duration>();
        said.put("load", Duration.ofSeconds(3));
        said.put("publish", Duration.ofSeconds(11));
        Outline plain = outline(Map.of("load", Set.of(), "publish", Set.of("load")));
        var outline = new Outline("nightly", plain.needs(), plain.ways(), said, plain.params());
        MadeRuns runs = new MadeRuns().step("load", STEADY).step("publish", STEADY);
        List<Recommendation> found = scan(outline, runs.runs(60, 6));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().change()).isInstanceOfSatisfying(Change.SetEstimate.class, change -> {
            assertThat(change.subject()).isEqualTo(step("load"));
            assertThat(change.typical()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
        });
        assertThat(scan(outline, runs.runs(9, 6))).isEmpty();
    }

    @Test
    void beginsWhenRunsSucceed() {
        MadeRuns runs = new MadeRuns().step("load", (random, run, agent, before) -> {
            int hour = MadeRuns.START
                    .plus(Duration.ofMinutes(67L * run))
                    .atZone(ZoneOffset.UTC)
                    .getHour();
            boolean fails = random.nextDouble() < (hour >= 3 && hour < 6 ? .02 : .4);
            return fails ? failed(1, FailureClass.UNAVAILABLE) : succeeded(about(random, 10));
        });
        List<Recommendation> found = scan(outline(Map.of("load", Set.of())), runs.runs(800, 7));
        assertThat(found)
                .extracting(Recommendation::change)
                .contains(new Change.StartAt(Subject.task("nightly"), "0 4 * * *"));
    }

    /** Failures that come in outages of a day are no matter of the hour. */
    @Test
    void isSilentWhereNothingMatters() {
        Outline outline =
                outline(Map.of("fetch", Set.of(), "load", Set.of("fetch"), "publish", Set.of("load")), "region");
        long alarms = IntStream.range(0, 30)
                .filter(seed -> !scan(outline, nothing(seed)).isEmpty())
                .count();
        assertThat(alarms).isLessThanOrEqualTo(4);
    }

    private static List<Execution> nothing(int seed) {
        MadeRuns.Try flaky = (random, run, agent, before) -> {
            Instant at = MadeRuns.START.plus(Duration.ofMinutes(67L * run));
            boolean outage = new SplittableRandom(at.getEpochSecond() / 86_400 + 31L * seed).nextDouble() < .1;
            return random.nextDouble() < (outage ? .7 : .1)
                    ? failed(about(random, 5), FailureClass.UNAVAILABLE)
                    : succeeded(about(random, 5));
        };
        return new MadeRuns()
                .told("region", run -> Value.of(run % 3 == 0 ? "south" : "north"))
                .step("fetch", 3, List.of("mirror", "origin"), flaky)
                .step("load", flaky)
                .step("publish", flaky)
                .runs(240, seed);
    }
}
