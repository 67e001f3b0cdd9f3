package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.FailureClass;
import dev.afterwise.Value;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.OnError.Reaction;
import dev.afterwise.plan.Output;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Param.Kind;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Template.Encoding;
import dev.afterwise.plan.Template.Part;
import dev.afterwise.plan.Threshold;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each key of a plan becomes. */
class PlanKeysTest {
    private static final String HEAD = """
            version: 1
            name: n
            params: {ticket: {type: text}, complexity: 5}
            thresholds: {hard: complexity > 7}
            steps:
              - {id: before, run: [x], outputs: [page]}
            """;

    private static Plan plan(String text) {
        return PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT);
    }

    /** A step whose keys are these. */
    private static PlanStep step(String keys) {
        return plan(HEAD + "  - id: it\n    needs: before\n" + keys.indent(4))
                .steps()
                .getLast();
    }

    private static Body.Request request(String keys) {
        PlanStep step = step("http:\n" + keys.indent(2));
        return (Body.Request) step.among().getFirst().body();
    }

    private static Template words(String text) {
        return Template.literal(text);
    }

    private static Template hole(String expression, Encoding encoding) {
        return new Template(List.of(new Part.Hole(Expression.of(expression), encoding)));
    }

    private static Template around(String before, String expression, Encoding encoding, String after) {
        return new Template(List.of(
                new Part.Words(before), new Part.Hole(Expression.of(expression), encoding), new Part.Words(after)));
    }

    @Test
    void paramsHaveATypeADefaultOrBoth() {
        Plan plan = plan("""
                version: 1
                name: n
                params:
                  a: {type: text}
                  b: {type: number, default: 5}
                  c: {default: "5"}
                  d: false
                  e: 2.50
                  f: some text
                  g: {type: text, default: 007}
                  h: {type: boolean, default: True}
                  i: ""
                steps: [{id: s, run: [x]}]
                """);
        assertThat(plan.params())
                .containsExactly(
                        new Param("a", Kind.TEXT, null),
                        new Param("b", Kind.NUMBER, Value.of(5)),
                        new Param("c", Kind.TEXT, Value.of("5")),
                        new Param("d", Kind.BOOLEAN, Value.of("false")),
                        new Param("e", Kind.NUMBER, Value.of(2.5)),
                        new Param("f", Kind.TEXT, Value.of("some text")),
                        new Param("g", Kind.TEXT, Value.of("007")),
                        new Param("h", Kind.BOOLEAN, Value.of("true")),
                        new Param("i", Kind.TEXT, Value.of("")));
    }

    @Test
    void aThresholdIsAboutANumber() {
        Plan plan = plan(HEAD);
        assertThat(plan.thresholds()).containsExactly(Map.entry("hard", new Threshold("complexity", 7)));
    }

    @Test
    void aThresholdMayDecideAndBePassedOverToLearn() {
        PlanStep step = step("""
                choose:
                  threshold: hard
                  explore: 0.1
                  among:
                    - {agent: quick, run: [./quick]}
                    - {agent: thorough, http: "https://example.org/think"}
                """);
        assertThat(step.threshold()).isEqualTo("hard");
        assertThat(step.explore()).isEqualTo(0.1);
        assertThat(step.among()).extracting(Alternative::agent).containsExactly("quick", "thorough");
        assertThat(step.among().getLast().body().summary()).isEqualTo("GET https://example.org/think");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run: true something", "run: |-\n  true something", "run: 'true something'"})
    void aTextThatRunsIsAScript(String keys) {
        assertThat(step(keys).among().getFirst().body()).isEqualTo(new Body.Script("true something"));
    }

    @Test
    void oneWordIsAScriptToo() {
        assertThat(step("run: make").among().getFirst().body()).isEqualTo(new Body.Script("make"));
        assertThat(step("run: [make]").among().getFirst().body()).isEqualTo(new Body.Command(List.of("make")));
    }

    @Test
    void anAddressAloneIsGot() {
        Body body = step("http: https://example.org/x").among().getFirst().body();
        assertThat(body)
                .isEqualTo(new Body.Request("GET", words("https://example.org/x"), new TreeMap<>(), null, Set.of()));
    }

    @Test
    void whatFillsAnAddressIsOnePartOfIt() {
        assertThat(request("url: https://example.org/${{ params.ticket }}?page=1")
                        .url())
                .isEqualTo(around("https://example.org/", "params.ticket", Encoding.URL, "?page=1"));
    }

    @Test
    void whatFillsTheBeginningOfAnAddressSaysWhereItLeads() {
        assertThat(request("url: ${{ env.ADDRESS }}").url()).isEqualTo(hole("env.ADDRESS", Encoding.PLAIN));
        assertThat(request("url: ${{ env.BASE }}/tickets/${{ params.ticket }}").url())
                .isEqualTo(new Template(List.of(
                        new Part.Hole(Expression.of("env.BASE"), Encoding.PLAIN),
                        new Part.Words("/tickets/"),
                        new Part.Hole(Expression.of("params.ticket"), Encoding.URL))));
    }

    @Test
    void aRequestHasMethodHeadersBodyAndStatuses() {
        Body.Request request = request("""
                method: PATCH
                url: https://example.org/x
                headers: {Authorization: "Bearer ${{ env.TOKEN }}", X-Retries: 3}
                body: "of ${{ run.id }}."
                expect: [200, 404]
                """);
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.headers().get("authorization"))
                .isEqualTo(new Template(
                        List.of(new Part.Words("Bearer "), new Part.Hole(Expression.of("env.TOKEN"), Encoding.PLAIN))));
        assertThat(request.headers().get("X-Retries")).isEqualTo(words("3"));
        assertThat(request.body()).isEqualTo(around("of ", "run.id", Encoding.PLAIN, "."));
        assertThat(request.expect()).containsExactly(200, 404);
        assertThat(request("url: https://example.org\nexpect: 204").expect()).containsExactly(204);
    }

    @Test
    void aTreeBecomesJsonWithHoles() {
        Body.Request request = request("""
                url: https://example.org
                json:
                  "a \\"key\\"": [1, -2.50, 0x1f, 0o17, .5, 1., 1e3, 007, true, False, ~, "", text]
                  whole: ${{ params.complexity }}
                  part: "say \\"${{ params.ticket }}\\" \\\\ twice"
                  deep: {list: [{}, []]}
                """);
        assertThat(request.headers().get("Content-Type")).isEqualTo(words("application/json"));
        assertThat(request.body())
                .isEqualTo(new Template(List.of(
                        new Part.Words(
                                "{\"a \\\"key\\\"\":[1,-2.50,31,15,0.5,1,1E+3,7,true,false,null,\"\",\"text\"],\"whole\":"),
                        new Part.Hole(Expression.of("params.complexity"), Encoding.JSON_VALUE),
                        new Part.Words(",\"part\":\"say \\\""),
                        new Part.Hole(Expression.of("params.ticket"), Encoding.JSON_TEXT),
                        new Part.Words("\\\" \\\\ twice\",\"deep\":{\"list\":[{},[]]}}"))));
    }

    @Test
    void jsonKeepsAMediaTypeThatIsSaid() {
        Body.Request request =
                request("{url: 'https://example.org', json: [], headers: {content-type: application/ld+json}}");
        assertThat(request.headers()).containsOnlyKeys("content-type");
        assertThat(request.headers().get("Content-Type")).isEqualTo(words("application/ld+json"));
    }

    @Test
    void outputsAreTextAPartOfJsonOrWrittenIntoAFile() {
        assertThat(step("run: [x]\noutputs: {a: text, b: file, c: /labels/0, d: ''}")
                        .outputs())
                .containsExactly(
                        Map.entry("a", Output.TEXT),
                        Map.entry("b", Output.written("b")),
                        Map.entry("c", new JsonPointer("/labels/0")),
                        Map.entry("d", new JsonPointer("")));
        assertThat(step("run: [x]\noutputs: [a, b]").outputs())
                .containsExactly(Map.entry("a", Output.written("a")), Map.entry("b", Output.written("b")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            if: steps.before.outcome == 'succeeded'          | steps.before.outcome == 'succeeded'
            if: ${{ steps.before.outputs.page != '' }}       | steps.before.outputs.page != ''
            if: "  ${{  !thresholds.hard}}  "                | !thresholds.hard
            if: false                                        | false
            if: contains(params.ticket, '${{')               | contains(params.ticket, '${{')
            """)
    void aConditionMayStandInsideBraces(String key, String expression) {
        assertThat(step("run: [x]\n" + key).condition()).isEqualTo(Expression.of(expression));
    }

    @Test
    void checksReferToWhatWasMade() {
        assertThat(step("run: [x]\noutputs: {label: /label}\nsuccess: \"outputs.label in ['bug', 'question']\"")
                        .success())
                .containsExactly(Expression.of("outputs.label in ['bug', 'question']"));
        assertThat(step("run: [x]\nsuccess: [exit == 0, \"${{ contains(text, 'ok') }}\", params.complexity < 9]")
                        .success())
                .containsExactly(
                        Expression.of("exit == 0"),
                        Expression.of("contains(text, 'ok')"),
                        Expression.of("params.complexity < 9"));
    }

    @Test
    void reactionsAreTakenInTheirOrder() {
        PlanStep step = step("""
                choose: {among: [{agent: quick, run: [x]}, {agent: slow, run: [y]}]}
                on_error:
                  - {class: rate_limit, do: retry}
                  - {class: [timeout, unavailable], do: fallback, to: quick}
                  - {class: validation, do: fallback}
                  - {class: not_found, do: create_path, path: out/pages}
                  - {class: permission, do: skip}
                  - {class: "*", do: escalate}
                fallback: {run: [./other]}
                """);
        assertThat(step.onError())
                .containsExactly(
                        new OnError(Set.of(FailureClass.RATE_LIMIT), new Reaction.Retry()),
                        new OnError(
                                Set.of(FailureClass.TIMEOUT, FailureClass.UNAVAILABLE), new Reaction.FallBack("quick")),
                        new OnError(Set.of(FailureClass.VALIDATION), new Reaction.FallBack(PlanStep.FALLBACK)),
                        new OnError(Set.of(FailureClass.NOT_FOUND), new Reaction.CreatePath("out/pages")),
                        new OnError(Set.of(FailureClass.PERMISSION), new Reaction.Skip()),
                        new OnError(Set.of(), new Reaction.Escalate()));
        assertThat(step.fallback()).isEqualTo(new Body.Command(List.of("./other")));
    }

    @Test
    void aStepSaysWhatItCallsAndHowMuchItMatters() {
        PlanStep step = step("run: [x]\ncomponent: crm\ncritical: false\nparallel: FALSE");
        assertThat(step.component()).isEqualTo("crm");
        assertThat(step.critical()).isFalse();
        assertThat(step.parallel()).isFalse();
        PlanStep plain = step("run: [x]");
        assertThat(plain.component()).isNull();
        assertThat(plain.critical()).isTrue();
        assertThat(plain.parallel()).isTrue();
    }

    @Test
    void theEnvironmentTakesData() {
        assertThat(step("run: [x]\nenv: {A: \"<${{ params.ticket }}>\", B: 7}").env())
                .containsExactly(
                        Map.entry("A", around("<", "params.ticket", Encoding.PLAIN, ">")), Map.entry("B", words("7")));
    }
}
