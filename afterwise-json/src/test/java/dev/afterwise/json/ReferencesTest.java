package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.plan.PlanLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions refer to has to be there by then. */
class ReferencesTest {
    private static final String HEAD = """
            version: 1
            name: n
            params: {ticket: x, complexity: 5}
            thresholds: {hard: complexity > 7}
            steps:
              - {id: first, run: [x], outputs: [page]}
              - {id: between, run: [x], needs: first}
              - {id: aside, run: [x], outputs: [page]}
            """;

    private static String problems(String text) {
        var thrown = catchThrowableOfType(
                PlanProblemsException.class, () -> PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT));
        assertThat(thrown).as("problems of %s", text).isNotNull();
        return thrown.getMessage();
    }

    private static String problemsOf(String key) {
        return problems(
                HEAD + "  - id: last\n    needs: between\n    run: [x]\n    outputs: {label: text}\n    " + key + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if: params.ticket == 'x' && thresholds.hard",
                "if: steps.first.outcome == 'succeeded'",
                "if: steps.between.outcome in ['succeeded', 'skipped']",
                "if: steps.first.outputs.page && exists('a')",
                "if: env.HOME != '' && run.id != ''",
                "success: outputs.label == text && exit == 0 && status == 0 && steps.first.outputs.page",
                "env: {A: '${{ params.ticket }}${{ steps.first.outputs.page }}'}",
            })
    void readsWhatIsThere(String key) {
        assertThat(PlanReader.parse(
                                "plan.yaml",
                                HEAD
                                        + "  - id: last\n    needs: between\n    run: [x]\n    outputs: {label: text}\n    "
                                        + key,
                                PlanLimits.DEFAULT)
                        .steps())
                .hasSize(4);
    }

    /** The key stands in line 13 from column 5 on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            if: params.tickt == 'x'             | 13:9  | there is no parameter 'tickt'; did you mean 'ticket'?
            if: 1 == params.tickt               | 13:14 | there is no parameter 'tickt'; did you mean 'ticket'?
            if: params == 'x'                   | 13:9  | 'params' must be params.NAME, but it is not
            if: params.ticket.x == 'x'          | 13:9  | 'params.ticket.x' must be params.NAME, but it is not
            if: thresholds.hrd                  | 13:9  | there is no threshold 'hrd'; did you mean 'hard'?
            if: parms.ticket == 'x'             | 13:9  | there is nothing called 'parms' to refer to, only params, thresholds, steps, env, run; did you mean 'params'?
            if: ticket == 'x'                   | 13:9  | there is nothing called 'ticket' to refer to, only params, thresholds, steps, env, run
            if: run.name == 'x'                 | 13:9  | 'run.name' must be run.id, but it is not
            if: env == 'x'                      | 13:9  | 'env' must be env.NAME, but it is not
            if: steps.frist.outcome             | 13:9  | there is no step 'frist' to refer to; did you mean 'first'?
            if: steps.first                     | 13:9  | 'steps.first' must be steps.ID.outcome or steps.ID.outputs.NAME, but it is not
            if: steps.first.output.page         | 13:9  | 'steps.first.output.page' must be steps.ID.outcome or steps.ID.outputs.NAME, but it is not; did you mean 'outputs'?
            if: steps.first.outputs.pgae        | 13:9  | the step 'first' has no output 'pgae'; did you mean 'page'?
            if: steps.between.outputs.page      | 13:9  | the step 'between' has no output 'page'
            if: steps.aside.outputs.page        | 13:9  | the step 'aside' must be over before 'last' refers to it, but is not needed; add it to 'needs'
            if: steps.last.outcome              | 13:9  | the step 'last' must not refer to itself
            if: outputs.label == 'x'            | 13:9  | 'outputs.label' must stand in 'success' only, for there is none before an attempt ends; those of others are steps.ID.outputs.NAME
            if: exit == 0                       | 13:9  | 'exit' must stand in 'success' only, for there is none before an attempt ends
            success: outputs.labl == 'x'        | 13:14 | there is no output 'labl'; did you mean 'label'?
            success: status.code == 200         | 13:14 | 'status.code' must be status, but it is not
            success: [exit == 0, ext == 0]      | 13:26 | there is nothing called 'ext' to refer to, only params, thresholds, steps, env, run, outputs, text, exit, status; did you mean 'text'?
            env: {A: "${{ params.tickt }}"}     | 13:19 | there is no parameter 'tickt'; did you mean 'ticket'?
            env: {A: "${{ text }}"}             | 13:19 | 'text' must stand in 'success' only, for there is none before an attempt ends
            fallback: {http: "http://x/${{ params.tickt }}"} | 13:36 | there is no parameter 'tickt'; did you mean 'ticket'?
            fallback: {http: {url: "http://x", headers: {A: "${{ params.tickt }}"}}} | 13:58 | there is no parameter 'tickt'; did you mean 'ticket'?
            fallback: {http: {url: "http://x", json: [{a: "${{ params.tickt }}"}]}} | 13:56 | there is no parameter 'tickt'; did you mean 'ticket'?
            """)
    void namesWhatIsNot(String key, String place, String message) {
        assertThat(problemsOf(key).replace("\n", " ")).isEqualTo("plan.yaml:" + place + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            if: params.ticket =                 | 13:23 | 'if' can't be read: there must be an operator or the end here, but this is '='
            if: "params.ticket =="              | 13:26 | 'if' can't be read: there must be a value here, but this is the end
            if: ${{ params.ticket == }}         | 13:29 | 'if' can't be read: there must be a value here, but this is the end
            if: ${{ }}                          | 13:13 | 'if' can't be read: there must be a value here, but this is the end
            if: ""                              | 13:10 | 'if' can't be read: there must be a value here, but this is the end
            if:                                 | 13:8  | 'if' must be text or a number, but it is empty; did you mean ""?
            if: [a]                             | 13:9  | 'if' must be text or a number, but it is a list
            if: lower(params.ticket)            | 13:9  | 'if' can't be read: there is no function 'lower', only 'contains', 'starts_with' and 'exists'
            success: "exit == 'x"               | 13:23 | 'success' can't be read: a text must end with ', but this doesn't
            env: {A: "a ${{ params.ticket"}     | 13:17 | the variable 'A' can't be read: '${{' must be closed by '}}', but isn't
            env: {A: "a ${{ 1 + 1 }}"}          | 13:23 | the variable 'A' can't be read: there must be an operator or the end here, but this is '+ 1'
            """)
    void saysWhereAnExpressionCannotBeRead(String key, String place, String message) {
        assertThat(problemsOf(key)).isEqualTo("plan.yaml:" + place + ": " + message);
    }

    @Test
    void saysWhereTheTextBeginsIfTheCharacterIsNotKnown() {
        assertThat(problemsOf("if: >-\n      params.ticket ==\n      params.tickt\n    timeout: 1s"))
                .isEqualTo("plan.yaml:13:9: there is no parameter 'tickt'; did you mean 'ticket'?");
        assertThat(problemsOf("if: \"\\u0031 == params.tickt\""))
                .isEqualTo("plan.yaml:13:9: there is no parameter 'tickt'; did you mean 'ticket'?");
        assertThat(problemsOf("if: params.tickt == 1 || params.tickt == 2"))
                .isEqualTo("plan.yaml:13:9: there is no parameter 'tickt'; did you mean 'ticket'?");
    }

    @Test
    void findsNoFaultWithReferencesToWhatHasAnotherProblem() {
        assertThat(problems("""
                version: 1
                name: n
                steps:
                  - {id: 1a, run: [x], outputs: [o]}
                  - {id: b, run: [x], needs: 1a, if: steps.1a.outcome}
                """)).contains("plan.yaml:4:10: 'id' must be");
        assertThat(problems("""
                version: 1
                name: n
                steps:
                  - {id: a, run: [x], needs: b, if: steps.b.outcome}
                  - {id: b, run: [x], needs: a, if: steps.a.outcome}
                """)).hasLineCount(1).contains("in a circle");
    }

    @Test
    void whatIsNeededByWhatIsNeededIsOver() {
        var text = new StringBuilder("version: 1\nname: n\nsteps:\n  - {id: s0, run: [x], outputs: [o]}\n");
        for (int i = 1; i < 1_000; i++) {
            text.append("  - {id: s%d, run: [x], needs: s%d, if: steps.s0.outputs.o != ''}\n".formatted(i, i - 1));
        }
        assertThat(PlanReader.parse("plan.yaml", text.toString(), new PlanLimits(1_000, 5))
                        .steps())
                .hasSize(1_000);
    }
}
