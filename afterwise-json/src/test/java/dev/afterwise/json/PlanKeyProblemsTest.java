package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.PlanLimits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about what stands under single keys, word by word. */
class PlanKeyProblemsTest {
    private static final String STEPS = "steps:\n  - {id: a, run: [x]}\n";

    private static String problems(String text) {
        var thrown = catchThrowableOfType(
                PlanProblemsException.class, () -> PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT));
        assertThat(thrown).as("problems of %s", text).isNotNull();
        assertThat(thrown.problems()).isSorted().isNotEmpty();
        return thrown.getMessage();
    }

    /** The entry stands in line 4 from column 3 on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1a: x                       | 4:3 | a parameter's name must be 1 to 64 letters, digits, '-' or '_' and begin with a letter or '_', but it is the text '1a'
            a:                          | 4:5 | the parameter 'a' must have a type or a default, but it has none; did you mean {type: text}?
            a: {}                       | 4:6 | the parameter 'a' must have a type or a default, but it has none; did you mean {type: text}?
            a: {default: }              | 4:6 | the parameter 'a' must have a type or a default, but it has none; did you mean {type: text}?
            a: {typ: text}              | 4:7 | unknown key 'typ' in the parameter 'a'; did you mean 'type'?
            a: {type: string}           | 4:13 | 'type' must be 'text', 'number' or 'boolean', but it is the text 'string'
            a: {type: numbr}            | 4:13 | 'type' must be 'text', 'number' or 'boolean', but it is the text 'numbr'; did you mean 'number'?
            a: {type: number, default: x} | 4:30 | the parameter 'a' must be a decimal number, but it is the text 'x'
            a: 0x10                     | 4:6 | the parameter 'a' must be a decimal number, but it is the number 0x10
            a: {type: boolean, default: 1} | 4:31 | the parameter 'a' must be true or false, but it is the number 1
            a: [b]                      | 4:6 | the parameter 'a' must be text or a number, but it is a list
            """)
    void namesAProblemOfAParameter(String param, String place, String message) {
        String text = "version: 1\nname: n\nparams:\n  " + param + "\n" + STEPS;
        assertThat(problems(text).lines()).contains("plan.yaml:" + place + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hard: complexity            | 5:9 | the threshold 'hard' must be a parameter, '>' and a number, but it is the text 'complexity'
            hard: n >= 7                | 5:9 | the threshold 'hard' must be a parameter, '>' and a number, but it is the text 'n >= 7'
            hard: n > many              | 5:9 | the threshold 'hard' must be a parameter, '>' and a number, but it is the text 'n > many'
            hard: [n]                   | 5:9 | the threshold 'hard' must be a parameter, '>' and a number, but it is a list
            hard: cmplexity > 7         | 5:9 | the threshold 'hard' must be about a parameter of the plan, but there is no 'cmplexity'; did you mean 'complexity'?
            hard: ticket > 7            | 5:9 | the threshold 'hard' must be about a number, but the parameter 'ticket' is a text
            ha rd: n > 7                | 5:3 | a threshold's name must be 1 to 64 letters, digits, '-' or '_' and begin with a letter or '_', but it is the text 'ha rd'
            """)
    void namesAProblemOfAThreshold(String threshold, String place, String message) {
        String text = "version: 1\nname: n\nparams: {complexity: 5, n: 1, ticket: text}\nthresholds:\n  " + threshold
                + "\n" + STEPS;
        assertThat(problems(text).lines()).contains("plan.yaml:" + place + ": " + message);
    }

    /** The step's keys stand in line 6 from column 6 on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            run: [sh, -c, "echo ${{ params.t }}"]  | 6:33 | 'run' must not have '${{', for data never becomes part of what runs; put it into 'env', and read it there
            run: "echo ${{ params.t }}"            | 6:24 | 'run' must not have '${{', for data never becomes part of what runs; put it into 'env', and read it there
            http: 7                                | 6:19 | 'http' must be text, but it is the number 7; did you mean "7"?
            http: ftp://example.org                | 6:19 | 'http' must be an address that begins with http:// or https://, or with '${{ }}' and then '/' or '?', but it is the text 'ftp://example.org'
            http: http://                          | 6:19 | 'http' must be an address that begins with http:// or https://, or with '${{ }}' and then '/' or '?', but it is the text 'http://'
            http: "http://a b/"                    | 6:19 | 'http' must be an address that begins with http:// or https://, or with '${{ }}' and then '/' or '?', but it is the text 'http://a b/'
            http: "${{ params.t }}.example.org"    | 6:19 | 'http' must be an address that begins with http:// or https://, or with '${{ }}' and then '/' or '?', but it is the text '${{ params.t }}.example.org'
            http: "https:${{ params.t }}"          | 6:19 | 'http' must be an address that begins with http:// or https://, or with '${{ }}' and then '/' or '?', but it is the text 'https:${{ params.t }}'
            http: {method: GET}                    | 6:19 | 'http' must have 'url', but it is missing
            http: {url: "http://x", metod: GET}    | 6:37 | unknown key 'metod' in 'http'; did you mean 'method'?
            http: {url: "http://x", method: get}   | 6:45 | 'method' must be 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE' or 'OPTIONS', but it is the text 'get'; did you mean 'GET'?
            http: {url: "http://x", headers: [a]}  | 6:46 | 'headers' must be a map of texts, but it is a list
            http: {url: "http://x", headers: {a b: c}}  | 6:47 | a header's name must be 1 to 100 letters, digits and signs such as '-' or '_', but it is the text 'a b'
            http: {url: "http://x", headers: {host: c}} | 6:47 | the header 'host' must not be set, for the client sets it itself
            http: {url: "http://x", headers: {a: b, A: c}} | 6:53 | the header 'A' must be set once, but upper and lower case are the same here
            http: {url: "http://x", headers: {a: "b\\r\\nc: d"}} | 6:50 | the header 'a' must be one line of Latin letters and signs, but it is not
            http: {url: "http://x", headers: {a: ✓}}  | 6:50 | the header 'a' must be one line of Latin letters and signs, but it is not
            http: {url: "http://x", json: 1, body: x} | 6:52 | a request must not have both 'json' and 'body', but this has
            http: {url: "http://x", json: [.inf]}  | 6:44 | 'json' must have numbers that JSON knows, but this is '.inf'
            http: {url: "http://x", json: {"${{ run.id }}": 1}} | 6:44 | a key in 'json' must not have '${{', only values may
            http: {url: "http://x", expect: 99}    | 6:45 | 'expect' must be a whole number from 100 to 599, but it is the number 99
            http: {url: "http://x", expect: []}    | 6:45 | 'expect' must have at least one status, but it has none
            http: {url: "http://x", expect: {}}    | 6:45 | 'expect' must be a status or a list of them, but it is a map
            run: [x], outputs: text                | 6:32 | 'outputs' must be a map of outputs, or a list of those that are written into a file, but it is the text 'text'
            run: [x], outputs: [a, a]              | 6:36 | the output 'a' must be listed once, but it is listed twice
            run: [x], outputs: [1]                 | 6:33 | an output's name must be text, but it is the number 1; did you mean "1"?
            run: [x], outputs: {a: label}          | 6:36 | the output 'a' must be 'text', 'file' or a JSON pointer such as /label, but it is the text 'label'
            run: [x], outputs: {1: text}           | 6:33 | an output's name must be 1 to 64 letters, digits, '-' or '_' and begin with a letter or '_', but it is the number 1
            http: http://x, outputs: {a: file}     | 6:42 | the output 'a' must be 'text' or a JSON pointer, for a request of this step writes no file
            run: [x], fallback: {http: "http://x"}, outputs: [a] | 6:63 | the output 'a' must be 'text' or a JSON pointer, for a request of this step writes no file
            run: [x], success: {a: b}              | 6:32 | 'success' must be an expression or a list of them, but it is a map
            run: [x], success: [a, [b]]            | 6:36 | 'success' must be text or a number, but it is a list
            run: [x], critical: "true"             | 6:33 | 'critical' must be true or false, but it is the text 'true'
            run: [x], parallel: 1                  | 6:33 | 'parallel' must be true or false, but it is the number 1
            run: [x], component: 5                 | 6:34 | 'component' must be text, but it is the number 5; did you mean "5"?
            run: [x], fallback: x                  | 6:33 | 'fallback' must be a map, but it is the text 'x'
            run: [x], fallback: {}                 | 6:33 | 'fallback' must have 'run', 'http', 'llm' or 'agent', but this has none of them
            run: [x], fallback: {run: [x], rnu: 1} | 6:44 | unknown key 'rnu' in 'fallback'; did you mean 'run'?
            run: [x], on_error: retry              | 6:33 | 'on_error' must be a list of reactions, but it is the text 'retry'
            run: [x], on_error: [retry]            | 6:34 | a reaction must be a map, but it is the text 'retry'
            run: [x], on_error: [{do: retry}]      | 6:34 | a reaction must have 'class', but it is missing
            run: [x], on_error: [{class: timeout}] | 6:34 | a reaction must have 'do', but it is missing
            run: [x], on_error: [{class: [], do: retry}] | 6:42 | 'class' must name at least one class of failure, but it names none
            run: [x], on_error: [{class: timeout, do: rety}] | 6:55 | 'do' must be 'retry', 'fallback', 'skip', 'create_path' or 'escalate', but it is the text 'rety'; did you mean 'retry'?
            run: [x], on_error: [{class: timeout, do: fallback}] | 6:55 | a fallback must have 'to', or the step a 'fallback', but there is neither
            run: [x], on_error: [{class: timeout, do: fallback, to: b}] | 6:69 | there is no agent 'b' in this step to fall back to
            run: [x], on_error: [{class: timeout, do: skip, to: a}] | 6:65 | 'to' must only stand with 'do: fallback', but here it stands with 'skip'
            run: [x], on_error: [{class: timeout, do: retry, path: a}] | 6:68 | 'path' must only stand with 'do: create_path', but here it stands with 'retry'
            run: [x], on_error: [{class: timeout, do: create_path}] | 6:34 | 'create_path' must have 'path', but it is missing
            run: [x], on_error: [{class: timeout, do: create_path, path: ../x}] | 6:74 | 'path' must be a folder inside the one of the plan, but it is the text '../x'
            run: [x], on_error: [{class: timeout, do: create_path, path: a/..}] | 6:74 | 'path' must be a folder inside the one of the plan, but it is the text 'a/..'
            run: [x], on_error: [{class: timeout, do: create_path, path: /x}] | 6:74 | 'path' must be a folder inside the one of the plan, but it is the text '/x'
            """)
    void namesAProblemOfAStep(String step, String place, String message) {
        String text = "version: 1\nname: n\nparams: {t: x}\n\nsteps:\n  - {id: a, " + step + "}\n";
        assertThat(problems(text).lines()).contains("plan.yaml:" + place + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"late", "TIMEOUT", "'time out'", "7"})
    void namesTheClassesOfFailure(String word) {
        assertThat(problems("version: 1\nname: n\nsteps:\n  - {id: a, run: [x], on_error: [{class: " + word
                        + ", do: skip}]}\n"))
                .startsWith("plan.yaml:4:42: 'class' must be 'syntax', 'not_found', 'timeout', ")
                .hasLineCount(1);
    }

    /** The choice stands in line 6 from column 19 on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            threshold: hrd     | 6:33 | there is no threshold 'hrd' to choose by; did you mean 'hard'?
            threshold: 7       | 6:33 | 'threshold' must be text, but it is the number 7; did you mean "7"?
            explore: 0.5       | 6:31 | 'explore' must stand with 'threshold', but there is none; without one all ways are tried
            threshold: hard, explore: 1.5 | 6:48 | 'explore' must be a number from 0 to 1, but it is the number 1.5
            threshold: hard, explore: 10% | 6:48 | 'explore' must be a number from 0 to 1, but it is the text '10%'
            threshold: hard, explore: 0x1 | 6:48 | 'explore' must be a number from 0 to 1, but it is the number 0x1
            """)
    void namesAProblemOfAChoice(String keys, String place, String message) {
        String text = "version: 1\nname: n\nparams: {c: 5}\nthresholds: {hard: c > 7}\nsteps:\n  - {id: a, choose: {"
                + keys + ", among: [{agent: b, run: [x]}, {agent: c, run: [x]}]}}\n";
        assertThat(problems(text)).isEqualTo("plan.yaml:" + place + ": " + message);
    }

    @Test
    void aThresholdDecidesBetweenTwo() {
        assertThat(problems("""
                version: 1
                name: n
                params: {c: 5}
                thresholds: {hard: c > 7}
                steps:
                  - id: a
                    choose:
                      threshold: hard
                      among: [{agent: b, run: [x]}, {agent: c, run: [x]}, {agent: fallback, run: [x]}]
                """)).isEqualTo("""
                plan.yaml:9:14: 'among' must have 2 alternatives, one up to the threshold and one above, but it has 3
                plan.yaml:9:67: an agent must not be called 'fallback', for that is what a step falls back to""");
    }

    @Test
    void findsNoFaultWithWhatFollowsFromAnother() {
        assertThat(problems("""
                version: 1
                name: n
                params: {c: {type: nmber}}
                thresholds: {hard: c > 7}
                steps:
                  - id: a
                    choose: {threshold: hard, among: [{agent: quick, run: 7}, {agent: slow, run: [x]}]}
                    on_error: [{class: timeout, do: fallback, to: quick}]
                    if: params.c > 1 && thresholds.hard
                """).lines())
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).contains("3:20: 'type' must be"))
                .satisfies(lines -> assertThat(lines.get(1)).contains("7:59: 'run' must be"));
    }

    @Test
    void saysWhatIsTooLong() {
        String script = "x".repeat(Body.Script.MAX_BYTES + 1);
        assertThat(problems("{version: 1, name: n, steps: [{id: a, run: \"" + script + "\"}]}"))
                .isEqualTo(
                        "plan.yaml:1:44: a script must be at most 100,000 bytes long, but this is 100,001; put it into a file and run that");
        assertThat(problems("{version: 1, name: n, params: {p: \"" + "x".repeat(Param.LONGEST + 1)
                        + "\"}, steps: [{id: a, run: [x]}]}"))
                .isEqualTo("plan.yaml:1:35: the parameter 'p' must have at most 30,000 characters, but it has 30,001");
        assertThat(problems(
                        "{version: 1, name: n, steps: [{id: a, run: [x], component: \"" + "x".repeat(101) + "\"}]}"))
                .startsWith("plan.yaml:1:60: 'component' must have at most 100 characters, but it is the text 'xxx");
    }

    @Test
    void saysWhatIsTooMuch() {
        String params =
                IntStream.rangeClosed(1, 101).mapToObj(i -> "  p" + i + ": 1\n").collect(Collectors.joining());
        assertThat(problems("version: 1\nname: n\nparams:\n" + params + STEPS))
                .isEqualTo("plan.yaml:104:3: 'params' must have at most 100 entries, but it has 101");
    }

    @Test
    void saysWhatToQuote() {
        assertThat(problems("version: 1\nname: n\nsteps:\n  - {id: a, run: [x], env: {A: ${{ run.id }}}}\n"))
                .startsWith("plan.yaml:4:")
                .endsWith("; what has '${{' must be quoted inside [ ] and { }");
        assertThat(problems("version: 1\nname: n\nsteps:\n  - id: a\n    run: [x]\n    if: !exists('a')\n"))
                .contains(
                        "plan.yaml:6:9: a plan must not have tags, but here is '!exists('a')'; text that begins with '!' must be quoted");
        assertThat(problems(
                        "version: 1\nname: n\nsteps:\n  - id: a\n    run: [x]\n    on_error: [{class: *, do: skip}]\n"))
                .startsWith("plan.yaml:6:");
    }
}
