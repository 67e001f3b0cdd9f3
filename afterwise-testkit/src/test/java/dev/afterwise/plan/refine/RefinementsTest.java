package dev.afterwise.plan.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Basis;
import dev.afterwise.Execution;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Severity;
import dev.afterwise.Spread;
import dev.afterwise.Step;
import dev.afterwise.StepEstimate;
import dev.afterwise.StepId;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.WayEstimate;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.Output;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanAgent;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.refine.Refinement.Kind;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefinementsTest {
    private static final Site EMPTY =
            new Folder(Map.of(), Set.of("sh", "true", "cat", "echo", "grep", "curl"), Set.of());

    /** A folder with these scripts, programs and variables. */
    private record Folder(Map<String, String> scripts, Set<String> programs, Set<String> variables) implements Site {
        @Override
        public Optional<String> script(String file) {
            return Optional.ofNullable(scripts.get(file));
        }

        @Override
        public boolean hasFile(String file) {
            return scripts.containsKey(file);
        }

        @Override
        public boolean hasProgram(String name) {
            return programs.contains(name);
        }

        @Override
        public boolean hasVariable(String name) {
            return variables.contains(name);
        }
    }

    private static PlanStep run(String id, String... command) {
        return PlanStep.of(id, new Body.Command(List.of(command))).within(Duration.ofMinutes(1));
    }

    private static PlanStep script(String id, String text) {
        return PlanStep.of(id, new Body.Script(text)).within(Duration.ofMinutes(1));
    }

    private static PlanStep http(String id, String method, String url) {
        return PlanStep.of(
                id, new Body.Request(method, Template.of(url), Collections.emptySortedMap(), null, new TreeSet<>()));
    }

    private static List<Refinement> of(Kind kind, Plan plan, PlanEstimates estimates, Absences absences, Site site) {
        return Refinements.of(plan, estimates, absences, Crew.NONE, site).stream()
                .filter(each -> each.kind() == kind)
                .toList();
    }

    private static List<Refinement> of(Kind kind, PlanStep... steps) {
        return of(kind, new Plan("a plan", List.of(steps)), PlanEstimates.UNKNOWN, Absences.NONE, EMPTY);
    }

    private static PlanEstimates taking(String step, double... seconds) {
        var way = new WayEstimate(
                Basis.HISTORY,
                new Tally(seconds.length, seconds.length),
                List.of(),
                Tally.NONE,
                Spread.of(seconds),
                Spread.NOTHING,
                WayEstimate.Spending.NOTHING);
        var estimate = new StepEstimate(new TreeMap<>(Map.of(step, way)), Tally.NONE, Tally.NONE, Spread.NOTHING);
        return new PlanEstimates(new TreeMap<>(Map.of(step, estimate)), Tally.NONE, 0, Spread.NOTHING);
    }

    private static double[] times(int count, double longest) {
        return IntStream.rangeClosed(1, count)
                .mapToDouble(i -> longest * i / count)
                .toArray();
    }

    private static Step step(String id, @Nullable Boolean worked) {
        Outcome outcome = worked == null
                ? new Outcome.Cancelled(null, "stopped")
                : worked
                        ? new Outcome.Succeeded(Duration.ofSeconds(1))
                        : new Outcome.Failed(
                                Duration.ofSeconds(1),
                                Failure.of(FailureClass.NETWORK, Severity.LOW, Transience.TRANSIENT, "x", "y"));
        var attempt =
                new Attempt(1, null, Instant.parse("2026-01-01T00:00:00Z"), outcome, Usage.NONE, Payload.NONE, null);
        return new Step(StepId.named(id), null, new Action.ToolCall(id, Payload.NONE), List.of(attempt));
    }

    private static Absences runs(int with, int withWorked, int without, int withoutWorked) {
        List<Execution> runs = new ArrayList<>();
        for (int i = 0; i < with; i++) {
            runs.add(run(List.of(step("first", true), step("second", i < withWorked))));
        }
        for (int i = 0; i < without; i++) {
            List<Step> steps = i % 2 == 0
                    ? List.of(step("second", i < withoutWorked))
                    : List.of(step("first", false), step("second", i < withoutWorked));
            runs.add(run(steps));
        }
        runs.add(run(List.of(step("second", null))));
        return Absences.of(runs);
    }

    private static Execution run(List<Step> steps) {
        return new Execution(
                AnExecution.anExecution().of("a plan").headline(), About.NOTHING, steps, List.of(), List.of());
    }

    @Test
    void proposesTimeoutsFromHowLongSuccessesTook() {
        var step = run("fetch", "true").within(PlanStep.DEFAULT_TIMEOUT);
        var plan = new Plan("a plan", List.of(step));
        assertThat(of(Kind.TIMEOUT, plan, taking("fetch", times(20, 7.1)), Absences.NONE, EMPTY))
                .singleElement()
                .satisfies(it -> assertThat(it.sureness()).isEqualTo(Sureness.LIKELY))
                .satisfies(it -> assertThat(it.mend()).isEqualTo(new Mend.LimitTime("fetch", Duration.ofSeconds(22))))
                .satisfies(it -> assertThat(it.because()).contains("20 successes took 7.1 s"));
        assertThat(of(Kind.TIMEOUT, plan, taking("fetch", times(5, 2)), Absences.NONE, EMPTY))
                .singleElement()
                .satisfies(it -> assertThat(it.sureness()).isEqualTo(Sureness.POSSIBLE))
                .satisfies(it -> assertThat(it.mend()).isEqualTo(new Mend.LimitTime("fetch", Duration.ofSeconds(10))));
        assertThat(of(Kind.TIMEOUT, plan, taking("fetch", times(4, 2)), Absences.NONE, EMPTY))
                .isEmpty();
        assertThat(of(Kind.TIMEOUT, plan, taking("fetch", times(20, 150)), Absences.NONE, EMPTY))
                .isEmpty();
    }

    @Test
    void leavesSaidTimeoutsAloneUnlessSuccessesNearlyTakeAsLong() {
        var plan = new Plan("a plan", List.of(run("fetch", "true")));
        assertThat(of(Kind.TIMEOUT, plan, taking("fetch", times(30, 2)), Absences.NONE, EMPTY))
                .isEmpty();
        assertThat(of(Kind.TIMEOUT, plan, taking("fetch", times(30, 55)), Absences.NONE, EMPTY))
                .singleElement()
                .satisfies(it -> assertThat(it.mend()).isEqualTo(new Mend.LimitTime("fetch", Duration.ofSeconds(170))));
    }

    @Test
    void guessesTimeoutsOnlyOfRequestsAndModels() {
        assertThat(of(
                        Kind.TIMEOUT,
                        http("ask", "GET", "https://a.example"),
                        run("b", "true").within(PlanStep.DEFAULT_TIMEOUT)))
                .singleElement()
                .satisfies(it -> assertThat(it.step()).isEqualTo("ask"))
                .satisfies(it -> assertThat(it.sureness()).isEqualTo(Sureness.POSSIBLE))
                .satisfies(it -> assertThat(it.because()).contains("a guess"));
    }

    @Test
    void findsNeedsThatOthersImply() {
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        run("a", "true"),
                        run("b", "cat", "x.txt").needing("a"),
                        run("c", "make").needing("a", "b")))
                .filteredOn(it -> it.sureness() == Sureness.CERTAIN)
                .singleElement()
                .satisfies(it -> assertThat(it.mend()).isEqualTo(new Mend.DropNeed("c", "a")));
    }

    @Test
    void seesThatNothingPassesBetweenTwoSteps() {
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        script("first", "cat a.txt"),
                        script("second", "cat b.txt").needing("first")))
                .singleElement()
                .satisfies(it -> assertThat(it.sureness()).isEqualTo(Sureness.POSSIBLE))
                .satisfies(it -> assertThat(it.mend()).isEqualTo(new Mend.DropNeed("second", "first")));
    }

    @Test
    void keepsNeedsThatMayMatter() {
        var first = script("first", "echo x > page.html")
                .edit()
                .outputs(Map.of("page", Output.TEXT))
                .build();
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        first,
                        script("second", "cat page.html").needing("first")))
                .as("a file")
                .isEmpty();
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        first,
                        script("second", "echo \"$PAGE\"")
                                .edit()
                                .needs(List.of("first"))
                                .env(Map.of("PAGE", Template.of("${{ steps.first.outputs.page }}")))
                                .build()))
                .as("a reference")
                .isEmpty();
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        script("test", "cat b.txt"),
                        script("second", "deploy b.txt").needing("test")))
                .as("what others see")
                .isEmpty();
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        first,
                        http("tell", "POST", "https://x.example").needing("first")))
                .as("a request that is no query")
                .isEmpty();
        assertThat(of(Kind.NEEDLESS_NEED, first, run("second", "make", "all").needing("first")))
                .as("a program that can't be looked into")
                .isEmpty();
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        PlanStep.of("ask", new Body.Approval(Template.of("go?"))),
                        script("second", "cat b.txt").needing("ask")))
                .as("a question")
                .isEmpty();
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        http("one", "GET", "https://x.example/a"),
                        http("two", "GET", "https://x.example/b").needing("one")))
                .as("a host")
                .isEmpty();
    }

    @Test
    void looksIntoWhatScriptsReadInAndWorkOut() {
        String library = """
                # greets
                greet() {
                    count=$(printf '%s' "$1" | wc -c)
                    half=$(((count + (1 * 3)) / 2))
                    exec echo "$half"
                }
                """;
        String greeting = ". ./lib.sh\ngreet you\n";
        var plan = new Plan(
                "a plan", List.of(run("a", "sh", "a.sh"), run("b", "sh", "b.sh").needing("a")));
        var whole = new Folder(Map.of("a.sh", greeting, "b.sh", greeting, "./lib.sh", library), Set.of("sh"), Set.of());
        var torn = new Folder(Map.of("a.sh", greeting, "b.sh", greeting), Set.of("sh"), Set.of());
        assertThat(of(Kind.NEEDLESS_NEED, plan, PlanEstimates.UNKNOWN, Absences.NONE, whole))
                .extracting(Refinement::sureness)
                .containsExactly(Sureness.POSSIBLE);
        assertThat(of(Kind.NEEDLESS_NEED, plan, PlanEstimates.UNKNOWN, Absences.NONE, torn))
                .isEmpty();
    }

    @Test
    void looksForNoProgramsBetweenQuotes() {
        String quoted = """
                seq 9 | sed 's/\\(.*\\)\\(.\\)$/\\2 \\1/; s/ #x/;mystery/' # it's mine
                echo "(mystery) done" >&2
                """;
        assertThat(of(
                        Kind.NEEDLESS_NEED,
                        script("a", quoted),
                        script("b", "sed 's/x/(mystery/' <names").needing("a")))
                .hasSize(1);
        for (String hidden :
                List.of("echo \"$(mystery 1)\"", "'mystery' 1", "echo 'x'; mystery", "echo \"`mystery`\"")) {
            assertThat(of(
                            Kind.NEEDLESS_NEED,
                            script("a", "echo hi"),
                            script("b", hidden).needing("a")))
                    .as(hidden)
                    .isEmpty();
        }
    }

    @Test
    void readsTheScriptsThatStepsRun() {
        var folder = new Folder(
                Map.of(
                        "a.sh",
                        "curl -s https://x.example > out/page.html",
                        "b.sh",
                        "grep -c x out/page.html",
                        "c.sh",
                        "echo hi"),
                Set.of("sh"),
                Set.of());
        var plan = new Plan(
                "a plan",
                List.of(
                        run("a", "sh", "a.sh"),
                        run("b", "sh", "b.sh").needing("a"),
                        run("c", "sh", "c.sh").needing("a")));
        assertThat(of(Kind.NEEDLESS_NEED, plan, PlanEstimates.UNKNOWN, Absences.NONE, folder))
                .extracting(Refinement::mend)
                .containsExactly(new Mend.DropNeed("c", "a"));
        assertThat(of(Kind.MISSING_INPUT, plan, PlanEstimates.UNKNOWN, Absences.NONE, folder))
                .isEmpty();
    }

    @Test
    void believesHistoryAboutNeeds() {
        var plan = new Plan(
                "a plan",
                List.of(
                        run("first", "make").edit().critical(false).build(),
                        run("second", "make").needing("first")));
        assertThat(of(Kind.NEEDLESS_NEED, plan, taking("first", 4, 5, 6), runs(30, 29, 60, 60), EMPTY))
                .singleElement()
                .satisfies(it -> assertThat(it.sureness()).isEqualTo(Sureness.LIKELY))
                .satisfies(it -> assertThat(it.because()).contains("in 60 of 60 runs it succeeded without it"));
        assertThat(of(Kind.NEEDLESS_NEED, plan, PlanEstimates.UNKNOWN, runs(30, 29, 9, 9), EMPTY))
                .as("too few runs")
                .isEmpty();
        assertThat(of(Kind.NEEDLESS_NEED, plan, PlanEstimates.UNKNOWN, runs(30, 29, 30, 20), EMPTY))
                .as("it did worse")
                .isEmpty();
        var open = new Plan(
                "a plan",
                List.of(
                        script("first", "cat a.txt").edit().critical(false).build(),
                        script("second", "cat b.txt").needing("first")));
        assertThat(of(Kind.NEEDLESS_NEED, open, PlanEstimates.UNKNOWN, runs(30, 29, 6, 0), EMPTY))
                .as("it failed without it, though nothing is seen to pass between them")
                .isEmpty();
    }

    @Test
    void saysWhatANeedCosts() {
        var plan = new Plan(
                "a plan",
                List.of(
                        script("first", "cat a.txt")
                                .edit()
                                .estimate(Duration.ofSeconds(9))
                                .build(),
                        script("second", "cat b.txt").needing("first")));
        assertThat(of(Kind.NEEDLESS_NEED, plan, taking("second", 4, 4, 4), Absences.NONE, EMPTY))
                .singleElement()
                .satisfies(it -> assertThat(it.saves()).isEqualTo(4));
    }

    @Test
    void findsWhatIsUsedWithoutWaitingForIt() {
        assertThat(of(Kind.MISSING_NEED, script("make", "echo x > page.html"), script("use", "cat page.html")))
                .singleElement()
                .satisfies(it -> assertThat(it.sureness()).isEqualTo(Sureness.LIKELY))
                .satisfies(it -> assertThat(it.mend()).isEqualTo(new Mend.AddNeed("use", "make")));
        assertThat(of(
                        Kind.MISSING_NEED,
                        script("make", "echo x > page.html"),
                        script("use", "cat page.html").needing("make")))
                .isEmpty();
        assertThat(of(Kind.MISSING_NEED, script("one", "echo x > page.html"), script("two", "echo y > page.html")))
                .singleElement()
                .satisfies(it -> assertThat(it.sureness()).isEqualTo(Sureness.POSSIBLE))
                .satisfies(it -> assertThat(it.mend()).isNull());
    }

    @Test
    void saysNothingOfWhatOneScriptMakesForManySteps() {
        var folder = new Folder(
                Map.of("all.sh", "case $1 in a) echo > x.txt ;; b) cat x.txt > y.txt ;; esac"), Set.of("sh"), Set.of());
        var plan = new Plan("a plan", List.of(run("a", "sh", "all.sh", "a"), run("b", "sh", "all.sh", "b")));
        assertThat(of(Kind.MISSING_NEED, plan, PlanEstimates.UNKNOWN, Absences.NONE, folder))
                .isEmpty();
        assertThat(of(
                        Kind.MISSING_NEED,
                        script("make", "echo x > a.html; echo y > b.html"),
                        script("use", "cat a.html b.html")))
                .singleElement()
                .satisfies(it -> assertThat(it.because()).contains("a.html, b.html"));
    }

    @Test
    void letsWhatOnlyAsksRunBesideOthers() {
        assertThat(of(
                        Kind.PARALLEL,
                        http("ask", "GET", "https://a.example")
                                .edit()
                                .parallel(false)
                                .build(),
                        http("tell", "PUT", "https://a.example")
                                .edit()
                                .parallel(false)
                                .build()))
                .extracting(Refinement::mend)
                .containsExactly(new Mend.InParallel("ask"));
    }

    @Test
    void looksBeforeExpensiveSteps() {
        var fetch = script("fetch", "cat a.txt")
                .edit()
                .outputs(Map.of("page", Output.TEXT))
                .build();
        var think = PlanStep.of(
                        "think",
                        new Body.Prompt("m", Template.of("${{ steps.fetch.outputs.page }} ${{ params.ticket }}")))
                .needing("fetch");
        var plan = new Plan(
                "a plan", List.of(new Param("ticket", Param.Kind.TEXT, null)), new TreeMap<>(), List.of(fetch, think));
        assertThat(of(Kind.CHECKPOINT, plan, PlanEstimates.UNKNOWN, Absences.NONE, EMPTY))
                .singleElement()
                .satisfies(it -> assertThat(it.mend())
                        .isEqualTo(new Mend.AddCheckpoint(
                                "think",
                                "before-think",
                                List.of("fetch"),
                                List.of(
                                        Expression.of("params.ticket != ''"),
                                        Expression.of("steps.fetch.outputs.page != ''")))))
                .satisfies(it -> {
                    Mend mend = Objects.requireNonNull(it.mend());
                    Plan mended = mend.in(plan);
                    assertThat(mended.steps())
                            .extracting(PlanStep::id)
                            .containsExactly("fetch", "before-think", "think");
                    assertThat(of(Kind.CHECKPOINT, mended, PlanEstimates.UNKNOWN, Absences.NONE, EMPTY))
                            .isEmpty();
                });
    }

    @Test
    void findsConditionsThatCannotBeOtherwise() {
        var first = run("first", "true");
        var never = run("never", "true")
                .needing("first")
                .edit()
                .condition(Expression.of("steps.first.outcome == 'failed'"))
                .build();
        var always = run("always", "true")
                .needing("first")
                .edit()
                .condition(Expression.of("steps.first.outcome == 'succeeded'"))
                .build();
        assertThat(of(Kind.CONDITION, first, never, always))
                .extracting(Refinement::step, Refinement::sureness, Refinement::mend)
                .containsExactly(
                        tuple("never", Sureness.CERTAIN, null),
                        tuple("always", Sureness.CERTAIN, new Mend.DropCondition("always")));
    }

    @Test
    void findsInputsThatNobodyGives() {
        assertThat(of(
                        Kind.MISSING_INPUT,
                        run("a", "./gone.sh"),
                        run("b", "sh", "gone.sh"),
                        run("c", "nosuch"),
                        script("d", "echo \"$WORDS\" ${MORE:-x} $HOME; MINE=1; echo $MINE"),
                        script("e", "echo \"$WORDS\"")
                                .edit()
                                .env(Map.of("WORDS", Template.of("x")))
                                .build(),
                        script("f", "echo x > made.sh"),
                        run("g", "sh", "made.sh")))
                .extracting(Refinement::step)
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void findsAgentsThatNobodyKnows() {
        var step = PlanStep.of("ask", new Body.Agent("researcher", new TreeMap<>()));
        assertThat(of(Kind.UNKNOWN_AGENT, step))
                .singleElement()
                .satisfies(it -> assertThat(it.because()).contains("researcher"));
        PlanAgent known = job -> PlanAgent.Done.of("");
        assertThat(Refinements.of(
                        new Plan("a plan", List.of(step)),
                        PlanEstimates.UNKNOWN,
                        Absences.NONE,
                        Crew.NONE.with("researcher", known),
                        EMPTY))
                .noneMatch(it -> it.kind() == Kind.UNKNOWN_AGENT);
    }

    @Test
    void isSilentAboutAPlanThatIsWell() {
        assertThat(Refinements.of(
                        new Plan(
                                "a plan",
                                List.of(
                                        script("a", "echo x > page.html"),
                                        script("b", "cat page.html").needing("a"))),
                        PlanEstimates.UNKNOWN,
                        Absences.NONE,
                        Crew.NONE,
                        EMPTY))
                .isEmpty();
    }
}
