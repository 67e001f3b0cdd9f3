package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.Money;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Budget;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ForEach;
import dev.afterwise.plan.Healing;
import dev.afterwise.plan.Healing.Way;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Terms;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kinds of steps besides commands and requests become, and what can be wrong with them. */
class StepKindsTest {
    private static final String HEAD = """
            version: 1
            name: n
            params: {ticket: {type: text}, files: a}
            resources: {gpu: 2}
            steps:
              - {id: before, run: [x], outputs: [page]}
            """;

    private static Plan plan(String text) {
        return PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT);
    }

    private static PlanStep step(String keys) {
        return plan(HEAD + "  - id: it\n    needs: before\n" + keys.indent(4))
                .steps()
                .getLast();
    }

    private static Body body(String keys) {
        return step(keys).among().getFirst().body();
    }

    private static Template template(String text) {
        return Template.of(text);
    }

    private static String problem(String keys) {
        String text = HEAD + "  - {id: it, needs: before, " + keys + "}\n";
        var thrown = catchThrowableOfType(PlanProblemsException.class, () -> plan(text));
        assertThat(thrown).as(text).isNotNull();
        return thrown.getMessage();
    }

    @Test
    void aModelIsAsked() {
        assertThat(body("llm: {model: small, prompt: 'Of ${{ params.ticket }}?'}"))
                .isEqualTo(new Body.Prompt("small", template("Of ${{ params.ticket }}?")));
        assertThat(body("llm: {model: large, prompt: a, system: b, max_tokens: 5}"))
                .isEqualTo(new Body.Prompt("large", template("a"), template("b"), 5));
    }

    @Test
    void javaCodeIsCalledByItsName() {
        var with = new TreeMap<>(Map.of("page", template("${{ steps.before.outputs.page }}"), "n", template("7")));
        assertThat(body("agent: sort\nwith: {page: '${{ steps.before.outputs.page }}', n: 7}"))
                .isEqualTo(new Body.Agent("sort", with));
        PlanStep chosen = step("choose: {among: [{agent: a, call: sort, with: {n: 7}}, {agent: b, run: [y]}]}\n"
                + "fallback: {agent: sort}");
        assertThat(chosen.among().getFirst())
                .isEqualTo(new Alternative("a", new Body.Agent("sort", new TreeMap<>(Map.of("n", template("7"))))));
        assertThat(chosen.fallback()).isEqualTo(new Body.Agent("sort", new TreeMap<>()));
    }

    @Test
    void aPlanIsAStep() {
        assertThat(body("plan: sub/other.yaml\nwith: {a: b}"))
                .isEqualTo(new Body.Nested("sub/other.yaml", new TreeMap<>(Map.of("a", template("b")))));
    }

    @Test
    void aRunIsHeldUp() {
        assertThat(body("approve: 'Publish ${{ params.ticket }}?'"))
                .isEqualTo(new Body.Approval(template("Publish ${{ params.ticket }}?")));
        assertThat(body("wait: 30s")).isEqualTo(Body.Wait.of(Duration.ofSeconds(30)));
        assertThat(body("wait: {until: '${{ steps.before.outputs.page }}'}"))
                .isEqualTo(Body.Wait.until(template("${{ steps.before.outputs.page }}")));
        assertThat(body("check: params.ticket != ''"))
                .isEqualTo(new Body.Check(List.of(Expression.of("params.ticket != ''"))));
        assertThat(step("check: [1 < 2, 2 < 3]").isCheckpoint()).isTrue();
    }

    @Test
    void aStepIsDoneForEachItem() {
        assertThat(step("run: [x]\nfor_each: [a, 7]").forEach()).isEqualTo(ForEach.of(List.of("a", "7")));
        assertThat(step("run: [x]\nfor_each: params.files").forEach())
                .isEqualTo(ForEach.in(Expression.of("params.files")));
        assertThat(step("run: [x]\nfor_each: {in: '${{ params.files }}', as: f, most: 5, parallel: 2}\n"
                                + "env: {F: '${{ f }}', N: '${{ f.index }}'}")
                        .forEach())
                .isEqualTo(ForEach.in(Expression.of("params.files"))
                        .as("f")
                        .withMost(5)
                        .withAtOnce(2));
    }

    @Test
    void whatAStepAsksOfTheSchedule() {
        PlanStep step = step("run: [x]\nuses: {gpu: 2}\npriority: -5\nestimate: 90s");
        assertThat(step.uses()).containsExactly(Map.entry("gpu", 2));
        assertThat(step.priority()).isEqualTo(-5);
        assertThat(step.estimate()).isEqualTo(Duration.ofSeconds(90));
        assertThat(step("run: [x]").estimate()).isNull();
    }

    @Test
    void healingIsBounded() {
        assertThat(step("run: [x]").heal()).isEqualTo(Healing.ALL);
        assertThat(step("run: [x]\nheal: off").heal()).isEqualTo(Healing.OFF);
        assertThat(step("run: [x]\nheal: [skip, retry]").heal()).isEqualTo(Healing.only(Way.RETRY, Way.SKIP));
    }

    @Test
    void thePlanHasTerms() {
        Plan plan = plan("""
                version: 1
                name: n
                goal: To be done
                resources: {gpu: 2}
                budget: {time: 1h, usd: 2.5, tokens: 1000, calls: 10}
                schedule: {cron: '0 3 * * *', zone: Europe/Berlin}
                steps: [{id: s, run: [x]}]
                """);
        assertThat(plan.terms())
                .isEqualTo(new Terms(
                        "To be done",
                        new TreeMap<>(Map.of("gpu", 2)),
                        new Budget(Duration.ofHours(1), Money.dollars("2.50"), 1_000L, 10L),
                        Recurrence.of("0 3 * * *").in(ZoneId.of("Europe/Berlin"))));
        assertThat(plan.capacity("gpu")).isEqualTo(2);
        assertThat(plan.capacity("other")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            run: [x], uses: {gup: 1}             | there is no resource 'gup' to use; did you mean 'gpu'?
            run: [x], uses: {gpu: 3}             | a step must use at most what there is of 'gpu', which is 2, but this uses 3
            run: [x], for_each: '${{ item }}'    | 'item' must not stand in 'if' or 'for_each', for there is no item yet
            run: [x], for_each: [a], if: item    | 'item' must not stand in 'if' or 'for_each', for there is no item yet
            run: [x], env: {A: '${{ item }}'}    | there is nothing called 'item' to refer to, only params, thresholds, steps, env, run
            run: [x], for_each: {in: [a], as: file}, env: {A: '${{ fiel }}'} | there is nothing called 'fiel' to refer to, only params, thresholds, steps, env, run, file; did you mean 'file'?
            run: [x], for_each: [a], env: {A: '${{ item.name }}'} | 'item.name' must be item or item.index, but it is not
            run: [x], for_each: {in: [a, b], most: 1} | 'in' must have at most 1 items, but it has 2; say more by 'most'
            run: [x], for_each: {in: [a], as: steps}  | 'as' must be a name that nothing else has, such as 'item', but it is the text 'steps'
            approve: ok, timeout: 5s             | 'timeout' must not stand with 'approve', for a person is asked once, and nothing is tried
            wait: 5s, retry: 2                   | 'retry' must not stand with 'wait', for time passes by itself, and nothing is tried
            check: 1 < 2, success: exit == 0     | 'success' must not stand with 'check', for what is looked at stays as it is, so nothing is tried
            check: outputs.a == 1                | 'outputs.a' must stand in 'success' only, for there is none before an attempt ends; those of others are steps.ID.outputs.NAME
            plan: p.yaml, env: {A: b}            | 'env' must not stand with 'plan', for its own steps say that
            plan: ../p.yaml                      | 'plan' must be a file inside the folder of this plan, but it is the text '../p.yaml'
            plan: '${{ params.ticket }}'         | 'plan' must be the same in every run, but it is the text '${{ params.ticket }}'
            plan: p.yaml, outputs: {a: file}     | the output 'a' must be 'text' or a JSON pointer, for a plan of this step writes no file
            wait: {until: tomorrow}              | 'until' must be a moment such as 2027-01-31T06:00:00Z or 2027-01-31T06:00:00+01:00, but it is the text 'tomorrow'
            run: [x], with: {a: b}               | 'with' must stand with Java code or a plan that is given something, but there is neither
            run: [x], retry: 2, heal: off        | 'retry' must be among what 'heal' allows, but that is: off
            run: [x], fallback: {run: [y]}, heal: [retry] | 'fallback' must be among what 'heal' allows, but that is: retry
            run: [x], on_error: [{class: timeout, do: skip}], heal: [retry] | 'do: skip' must be among what 'heal' allows, but that is: retry
            run: [x], heal: none                 | 'heal' must be 'off', or a list of 'retry', 'fallback', 'create_path' and 'skip', but it is the text 'none'
            run: [x], heal: [retyr]              | did you mean 'retry'?
            llm: {model: m, prompt: a, max_token: 5}| unknown key 'max_token' in 'llm'; did you mean 'max_tokens'?
            llm: {model: m, prompt: '${{ steps.befor.outcome }}'} | there is no step 'befor' to refer to; did you mean 'before'?
            """)
    void saysWhatIsWrongWithAStep(String keys, String message) {
        assertThat(problem(keys)).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            budget: {}                     | 'budget' must limit something, but it is empty
            budget: {usd: -1}              | 'usd' must be a number of dollars, more than 0 and at most 1,000,000, but it is the number -1
            budget: {tiem: 1h}             | unknown key 'tiem' in 'budget'; did you mean 'time'?
            budget: {time: 0s}             | 'time' must be longer than nothing
            resources: {gpu: 0}            | the resource 'gpu' must be a whole number from 1 to 10000, but it is the number 0
            schedule: '0 25 * * *'         | 'schedule' is no schedule
            """)
    void saysWhatIsWrongWithTheTerms(String term, String message) {
        var thrown = catchThrowableOfType(
                PlanProblemsException.class,
                () -> plan("version: 1\nname: n\n" + term + "\nsteps: [{id: a, run: [x]}]\n"));
        assertThat(thrown).isNotNull();
        assertThat(thrown.getMessage()).contains(message);
    }
}
