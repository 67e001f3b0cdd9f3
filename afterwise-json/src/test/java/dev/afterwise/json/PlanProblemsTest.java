package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.plan.PlanLimits;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about bad plans, word by word. */
class PlanProblemsTest {
    private static final String HEAD = "version: 1\nname: n\nsteps:\n";

    private static String problems(String text) {
        var thrown = catchThrowableOfType(
                PlanProblemsException.class, () -> PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT));
        assertThat(thrown).as("problems of %s", text).isNotNull();
        assertThat(thrown.problems()).isSorted().isNotEmpty();
        assertThat(thrown.file()).isEqualTo("plan.yaml");
        assertThat(thrown)
                .hasMessage(thrown.problems().stream()
                        .map(problem -> problem.in("plan.yaml"))
                        .collect(Collectors.joining("\n")));
        return thrown.getMessage();
    }

    /** The step's keys stand in line 4 from column 6 on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id: a, run: [x], neds: [b]          | 4:23 | unknown key 'neds' in a step; did you mean 'needs'?
            id: a, run: [x], sql: {}            | 4:23 | unknown key 'sql' in a step
            id: a, run: [x], <<: {}             | 4:23 | unknown key '<<' in a step
            id: a, run: [x], id: b              | 4:23 | duplicate key 'id'; it is in line 4 already
            id: a                               | 4:5  | a step must have 'run', 'http', 'llm', 'agent', 'plan', 'approve', 'wait', 'check' or 'choose', but this has none of them
            run: [x]                            | 4:5  | a step must have 'id', but it is missing
            id: 1a, run: [x]                    | 4:10 | 'id' must be 1 to 64 letters, digits, '-' or '_' and begin with a letter or '_', but it is the text '1a'
            id: 7, run: [x]                     | 4:10 | 'id' must be text, but it is the number 7; did you mean "7"?
            id: , run: [x]                      | 4:9 | 'id' must be text, but it is empty
            id: " ", run: [x]                   | 4:10 | 'id' must not be blank
            id: [a], run: [x]                   | 4:10 | 'id' must be text, but it is a list
            id: a, run: 7                       | 4:18 | 'run' must be a list of a program and its arguments, or the text of a script, but it is the number 7; did you mean "7"?
            id: a, run:                         | 4:17 | 'run' must be a list of a program and its arguments, or the text of a script, but it is empty
            id: a, run: {a: b}                  | 4:18 | 'run' must be a list of a program and its arguments, or the text of a script, but it is a map
            id: a, run: " "                     | 4:18 | a script must not be blank
            id: a, run: "a\\0"                 | 4:18 | a script must not have a NUL character, but this has one
            id: a, run: []                      | 4:18 | 'run' must begin with a program, but it does not
            id: a, run: [" "]                   | 4:19 | 'run' must begin with a program, but it does not
            id: a, run: [x, [y]]                | 4:22 | an argument must be text or a number, but it is a list
            id: a, run: [x, ~]                  | 4:22 | an argument must be text or a number, but it is empty; did you mean ""?
            id: a, run: [x, "\\0"]              | 4:22 | an argument must not have a NUL character, but this has one
            id: a, run: [x], needs: [b]         | 4:31 | there is no step 'b' to need
            id: a, run: [x], needs: a           | 4:30 | the step 'a' must not need itself
            id: a, run: [x], needs: {}          | 4:30 | 'needs' must be a list of ids, but it is a map
            id: a, run: [x], needs: [1]         | 4:31 | 'needs' must be text, but it is the number 1; did you mean "1"?
            id: a, run: [x], env: [A]           | 4:28 | 'env' must be a map of texts, but it is a list
            id: a, run: [x], env: {2A: b}       | 4:29 | a variable's name must be letters, digits or '_' and not begin with a digit, but it is '2A'
            id: a, run: [x], env: {A: [b]}      | 4:32 | the variable 'A' must be text or a number, but it is a list
            id: a, run: [x], env: {A: }         | 4:31 | the variable 'A' must be text or a number, but it is empty; did you mean ""?
            id: a, run: [x], timeout: 30        | 4:32 | 'timeout' must be a duration such as 250ms, 2s, 5m, 1h or 1d, but it is the number 30; did you mean '30s'?
            id: a, run: [x], timeout: 1.5s      | 4:32 | 'timeout' must be a duration such as 250ms, 2s, 5m, 1h or 1d, but it is the text '1.5s'
            id: a, run: [x], timeout: 0s        | 4:32 | 'timeout' must be longer than nothing, but it is the text '0s'
            id: a, run: [x], timeout: 366d      | 4:32 | 'timeout' must be at most 365d, but it is the text '366d'
            id: a, run: [x], timeout: [1s]      | 4:32 | 'timeout' must be a duration such as 250ms, 2s, 5m, 1h or 1d, but it is a list
            id: a, run: [x], retry: 21          | 4:30 | 'retry' must be a whole number from 0 to 20, but it is the number 21
            id: a, run: [x], retry: -1          | 4:30 | 'retry' must be a whole number from 0 to 20, but it is the number -1
            id: a, run: [x], retry: 1.5         | 4:30 | 'retry' must be a whole number from 0 to 20, but it is the number 1.5
            id: a, run: [x], retry: lots        | 4:30 | 'retry' must be a whole number from 0 to 20, but it is the text 'lots'
            id: a, run: [x], retry: 99999999999 | 4:30 | 'retry' must be a whole number from 0 to 20, but it is the number 99999999999
            id: a, run: [x], retry: [1]         | 4:30 | 'retry' must be a map, but it is a list
            id: a, run: [x], retry: {base: 1s}  | 4:30 | 'retry' must have 'max', but it is missing
            id: a, run: [x], retry: {max: 1, base: 1m} | 4:30 | 'cap' must not be shorter than 'base', but they are 30s and 60s
            id: a, run: [x], retry: {max: 1, wait: 1m} | 4:39 | unknown key 'wait' in 'retry'
            id: a, choose: x                    | 4:21 | 'choose' must be a map, but it is the text 'x'
            id: a, choose: {}                   | 4:21 | 'choose' must have 'among', but it is missing
            id: a, choose: {amonk: []}          | 4:21 | 'choose' must have 'among', but it is missing
            id: a, choose: {among: x}           | 4:29 | 'among' must be a list of alternatives, but it is the text 'x'
            id: a, choose: {among: [{agent: b, run: [x]}]} | 4:29 | 'among' must have 2 to 20 alternatives, but it has 1
            """)
    void namesAProblemOfAStep(String step, String place, String message) {
        assertThat(problems(HEAD + "  - {" + step + "}\n").lines()).contains("plan.yaml:" + place + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x                                      | 1:1  | a plan must be a map, but it is the text 'x'
            [a]                                    | 1:1  | a plan must be a map, but it is a list
            {name: n, steps: [{id: a, run: [x]}]}  | 1:1  | a plan must have 'version', but it is missing
            {version: 2, name: n, steps: [{id: a, run: [x]}]}   | 1:11 | 'version' must be 1, but it is the number 2
            {version: "1", name: n, steps: [{id: a, run: [x]}]} | 1:11 | 'version' must be 1, but it is the text '1'
            {version: 1, steps: [{id: a, run: [x]}]}            | 1:1  | a plan must have 'name', but it is missing
            {version: 1, name: [n], steps: [{id: a, run: [x]}]} | 1:20 | 'name' must be text, but it is a list
            {version: 1, name: 5, steps: [{id: a, run: [x]}]}   | 1:20 | 'name' must be text, but it is the number 5; did you mean "5"?
            {version: 1, name: "", steps: [{id: a, run: [x]}]}  | 1:20 | 'name' must not be blank
            {version: 1, name: n}                  | 1:1  | a plan must have 'steps', but it is missing
            {version: 1, name: n, steps: }         | 1:29 | 'steps' must be a list of steps, but it is empty
            {version: 1, name: n, steps: {a: b}}   | 1:30 | 'steps' must be a list of steps, but it is a map
            {version: 1, name: n, steps: []}       | 1:30 | 'steps' must have at least one step, but it has none
            {version: 1, name: n, steps: [a]}      | 1:31 | a step must be a map, but it is the text 'a'
            {verison: 1, name: n, steps: [{id: a, run: [x]}], version: 1} | 1:2 | unknown key 'verison' in a plan; did you mean 'version'?
            {version: 1, name: n, aim: g,  steps: [{id: a, run: [x]}]}    | 1:23 | unknown key 'aim' in a plan
            {version: 1, name: !!str n, steps: [{id: a, run: [x]}]}       | 1:20 | a plan must not have tags, but here is 'tag:yaml.org,2002:str'
            {version: 1, name: *n, steps: []}      | 1:20 | the alias '*n' must repeat a value that ends before it, but there is none with that anchor
            {version: 1, name: n, steps: &s [*s]}  | 1:34 | the alias '*s' must repeat a value that ends before it, but there is none with that anchor
            {[a]: 1}                               | 1:2  | a key must be text, but this is a list
            """)
    void namesAProblemOfThePlan(String text, String place, String message) {
        assertThat(problems(text)).isEqualTo("plan.yaml:" + place + ": " + message);
    }

    @Test
    void namesAlternativesThatShareAName() {
        assertThat(problems(HEAD + """
                  - id: a
                    choose:
                      among:
                        - {agent: b, run: [x]}
                        - {agent: b, run: [y]}
                        - {agent: 4, cmd: [y]}
                """)).isEqualTo("""
                plan.yaml:8:19: duplicate agent 'b'; the alternative in line 7 has it already
                plan.yaml:9:11: an alternative must have 'run', 'http', 'llm' or 'call', but this has none of them
                plan.yaml:9:19: 'agent' must be text, but it is the number 4; did you mean "4"?
                plan.yaml:9:22: unknown key 'cmd' in an alternative""");
    }

    @Test
    void namesAStepThatRunsAndChooses() {
        assertThat(problems(HEAD + """
                  - id: a
                    run: [x]
                    choose: {among: [{agent: b, run: [x]}, {agent: c, run: [x]}]}
                """))
                .isEqualTo(
                        "plan.yaml:6:13: a step must have 'run', 'http', 'llm', 'agent', 'plan', 'approve', 'wait', 'check' or 'choose', but this has 'run' and 'choose'");
    }

    @Test
    void namesStepsThatShareAnId() {
        assertThat(problems(HEAD + "  - {id: a, run: [x]}\n  - {id: b, run: [x]}\n  - {id: a, run: [y]}\n"))
                .isEqualTo("plan.yaml:6:10: duplicate id 'a'; the step in line 4 has it already");
    }

    @Test
    void namesNeedsThatAreMissingOrTwice() {
        assertThat(problems(HEAD + "  - {id: fetch, run: [x]}\n  - {id: b, run: [x], needs: [fetch, fetsh, fetch]}\n"))
                .isEqualTo("""
                        plan.yaml:5:38: there is no step 'fetsh' to need; did you mean 'fetch'?
                        plan.yaml:5:45: the step 'fetch' must be needed once, but it is listed twice""");
    }

    @Test
    void doesNotMissAStepThatHasAnotherProblem() {
        assertThat(problems(HEAD + "  - {id: 1a, run: [x]}\n  - {id: b, run: [x], needs: [1a]}\n"))
                .hasLineCount(1)
                .contains("4:10: 'id' must be 1 to 64");
    }

    @Test
    void printsACircle() {
        assertThat(problems(HEAD + """
                  - {id: a, run: [x], needs: [b]}
                  - {id: b, run: [x], needs: [a]}
                """))
                .isEqualTo("plan.yaml:4:31: steps must not need each other in a circle, but these do: a -> b -> a");
    }

    @Test
    void printsOneCircleForEachPartOfThePlan() {
        assertThat(problems(HEAD + """
                  - {id: before, run: [x]}
                  - {id: c, run: [x], needs: [before, d]}
                  - {id: after, run: [x], needs: [c]}
                  - {id: e, run: [x], needs: [c]}
                  - {id: d, run: [x], needs: [e]}
                  - {id: y, run: [x], needs: [z]}
                  - {id: z, run: [x], needs: [y, c]}
                """)).isEqualTo("""
                plan.yaml:5:39: steps must not need each other in a circle, but these do: c -> d -> e -> c
                plan.yaml:9:31: steps must not need each other in a circle, but these do: y -> z -> y""");
    }

    @Test
    void shortensALongCircle() {
        var text = new StringBuilder(HEAD);
        for (int i = 0; i < 20; i++) {
            text.append("  - {id: s%d, run: [x], needs: [s%d]}\n".formatted(i, (i + 1) % 20));
        }
        assertThat(problems(text.toString()))
                .endsWith("s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> ... -> s15 -> s16 -> s17 -> s18 -> s19 -> s0");
    }

    @Test
    void saysAllAtOnceInTheOrderOfTheFile() {
        assertThat(problems("""
                version: 2
                steps:
                  - id: a
                    run: 5
                    retry: 99
                    timeout: soon
                  - {id: b, run: [x], needs: [c]}
                nmae: n
                """)).isEqualTo("""
                plan.yaml:1:1: a plan must have 'name', but it is missing
                plan.yaml:1:10: 'version' must be 1, but it is the number 2
                plan.yaml:4:10: 'run' must be a list of a program and its arguments, or the text of a script, but it is the number 5; did you mean "5"?
                plan.yaml:5:12: 'retry' must be a whole number from 0 to 20, but it is the number 99
                plan.yaml:6:14: 'timeout' must be a duration such as 250ms, 2s, 5m, 1h or 1d, but it is the text 'soon'
                plan.yaml:7:31: there is no step 'c' to need
                plan.yaml:8:1: unknown key 'nmae' in a plan; did you mean 'name'?""");
    }

    @Test
    void saysThatThereIsNothing() {
        for (String text : new String[] {"", "\n\n", "# a comment\n", "\ufeff"}) {
            assertThat(problems(text))
                    .isEqualTo("plan.yaml:1:1: a plan must have a version, a name and steps, but this is empty");
        }
        assertThat(problems("---\n")).isEqualTo("plan.yaml:2:1: a plan must be a map, but it is empty");
    }

    @Test
    void saysWhereASecondDocumentBegins() {
        assertThat(problems(HEAD + "  - {id: a, run: [x]}\n---\nversion: 1\n"))
                .isEqualTo("plan.yaml:5:1: a file must hold one plan, but a second document begins here");
    }

    @Test
    void saysWhereATabIndents() {
        assertThat(problems("version: 1\nname: n\nsteps:\n\t- id: a\n"))
                .isEqualTo("plan.yaml:4:1: lines must be indented with spaces, but here is a tab");
    }

    @Test
    void saysOnOneLineWhatIsNoYaml() {
        assertThat(problems("version: 1\nname: [a, b\nsteps: x\n"))
                .isEqualTo(
                        "plan.yaml:3:6: a plan must be YAML, but while parsing a flow sequence, expected ',' or ']', but got :");
        assertThat(problems("version: 1\nname: \"n\n"))
                .startsWith("plan.yaml:3:1: a plan must be YAML, but ")
                .hasLineCount(1);
        assertThat(problems("%YAML 3.0\n---\na: b\n"))
                .startsWith("plan.yaml:1:")
                .hasLineCount(1);
    }

    @Test
    void countsColumnsInCharacters() {
        assertThat(problems("{version: 1, name: 🚀é, zzz: 1, steps: [{id: a, run: [x]}]}"))
                .isEqualTo("plan.yaml:1:24: unknown key 'zzz' in a plan");
    }

    @Test
    void escapesWhatCommandsATerminal() {
        assertThat(problems("{version: 1, name: n, \"\\e[2J\\n\": 1, steps: [{id: a, run: [x]}]}"))
                .isEqualTo("plan.yaml:1:23: unknown key '\\u001b[2J\\n' in a plan");
        assertThat(new Problem(1, 2, "bad").in("a\u001b[2J.yaml")).isEqualTo("a\\u001b[2J.yaml:1:2: bad");
    }
}
