package dev.afterwise.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedLinesTest {
    private static final String GOOD = "{\"task\":\"fix\",\"started\":\"2026-01-31T09:30:00Z\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "agnet":"a"                         | unknown key 'agnet' in an execution; did you mean 'agent'?
            "zzz":1                             | unknown key 'zzz' in an execution
            "steps":[{"name":"a","knd":"tool"}] | unknown key 'steps[0].knd' in a step; did you mean 'kind'?
            "outcome":"failed","error":{"typ":"x"} | unknown key 'error.typ' in an error; did you mean 'type'?
            "\\u001b[31m":1                     | unknown key '\\u001b[31m' in an execution
            "agent":7                           | 'agent' must be text, but it is (7)
            "model":["m"]                       | 'model' must be text, but it is a list
            "id":""                             | 'id' must not be blank, but it is ("")
            "workspace":"a b"                   | 'workspace' must be 1 to 64 letters, digits, '.', '-' or '_' and begin with a letter or digit, but it is ("a b")
            "complexity":"high"                 | 'complexity' must be a number, but it is ("high")
            "complexity":1e400                  | 'complexity' must be a finite number, but it is (1e400)
            "duration_ms":-5                    | 'duration_ms' must be from 0 to 3,155,760,000,000 milliseconds, but it is (-5)
            "duration_ms":4e12                  | 'duration_ms' must be from 0 to 3,155,760,000,000 milliseconds, but it is (4e12)
            "duration_ms":1e999999999           | 'duration_ms' must be a number that is neither too large nor too small, but it is (1e999999999)
            "duration_ms":1e-999999999          | 'duration_ms' must be a number that is neither too large nor too small, but it is (1e-999999999)
            "duration_ms":"5"                   | 'duration_ms' must be a number, but it is ("5")
            "outcome":"ok"                      | 'outcome' must be one of succeeded, failed, cancelled, unknown, abandoned, but it is ("ok")
            "outcome":"suceeded"                | 'outcome' must be one of succeeded, failed, cancelled, unknown, abandoned, but it is ("suceeded"); did you mean 'succeeded'?
            "outcome":true                      | 'outcome' must be text, but it is (true)
            "outcome":"running"                 | 'outcome' must be one of succeeded, failed, cancelled, unknown, abandoned, but it is ("running")
            "outcome":"failed","error":"boom"   | 'error' must be an object, but it is ("boom")
            "outcome":"failed","error":{"type":5} | 'error.type' must be text, but it is (5)
            "outcome":"succeeded","error":{}    | 'outcome' must be 'failed' where there is an 'error', but it is ("succeeded")
            "error":{"message":"boom"}          | 'outcome' must be 'failed' where there is an 'error', but it is missing
            "input_tokens":-1                   | 'input_tokens' must be from 0 to 1,000,000,000,000, but it is (-1)
            "input_tokens":1.5                  | 'input_tokens' must be a whole number of at most 18 digits, but it is (1.5)
            "output_tokens":99999999999999999999 | 'output_tokens' must be a whole number of at most 18 digits, but it is (99999999999999999999)
            "api_calls":1000000000001           | 'api_calls' must be from 0 to 1,000,000,000,000, but it is (1000000000001)
            "cost_usd":-0.01                    | 'cost_usd' must be from 0 to 1,000,000,000 dollars, but it is (-0.01)
            "attributes":[]                     | 'attributes' must be an object, but it is a list
            "attributes":{"a":[1]}              | 'attributes.a' must be text, a number, true or false, but it is a list
            "attributes":{"a":{"b":1}}          | 'attributes.a' must be text, a number, true or false, but it is an object
            "attributes":{"a":null}             | 'attributes.a' must be text, a number, true or false, but it is missing
            "attributes":{"a":1e999}            | 'attributes.a' must be a finite number, but it is (1e999)
            "steps":{}                          | 'steps' must be a list, but it is an object
            "steps":["read"]                    | 'steps[0]' must be an object, but it is ("read")
            "steps":[{}]                        | 'steps[0].name' must be given, but it is missing
            "steps":[{"name":" "}]              | 'steps[0].name' must not be blank, but it is (" ")
            "steps":[{"name":"a","kind":"agent"}] | 'steps[0].kind' must be one of phase, tool, model, but it is ("agent")
            "steps":[{"name":"a","started":"now"}] | 'steps[0].started' must be an ISO 8601 time with its zone, such as 2026-01-31T09:30:00Z, but it is ("now")
            """)
    void namesTheKeyAndTheValue(String member, String message) throws IOException {
        assertRejected(GOOD.replace("}", "," + member + "}"), 0, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"started":"2026-01-31T09:30:00Z"}              | 'task' must be given, but it is missing
            {"task":null,"started":"2026-01-31T09:30:00Z"}  | 'task' must be given, but it is missing
            {"task":" ","started":"2026-01-31T09:30:00Z"}   | 'task' must not be blank, but it is (" ")
            {"task":7,"started":"2026-01-31T09:30:00Z"}     | 'task' must be text, but it is (7)
            {"task":"a"}                                    | 'started' must be given, but it is missing
            {"task":"a","started":1706693400}               | 'started' must be text, but it is (1706693400)
            {"task":"a","started":"2026-01-31T09:30:00"}    | 'started' must be an ISO 8601 time with its zone, such as 2026-01-31T09:30:00Z, but it is ("2026-01-31T09:30:00")
            {"task":"a","started":"2026-02-30T09:30:00Z"}   | 'started' must be an ISO 8601 time with its zone, such as 2026-01-31T09:30:00Z, but it is ("2026-02-30T09:30:00Z")
            {"task":"a","started":"2026-01-31"}             | 'started' must be an ISO 8601 time with its zone, such as 2026-01-31T09:30:00Z, but it is ("2026-01-31")
            {"task":"a","started":"+99999-01-31T09:30:00Z"} | 'started' must be an ISO 8601 time with its zone, such as 2026-01-31T09:30:00Z, but it is ("+99999-01-31T09:30:00Z")
            """)
    void demandsATaskAndAStart(String line, String message) throws IOException {
        assertRejected(line, 0, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"task":"a","task":"a"}    | 13 | the line must be a JSON object, but the key 'task' is given twice
            {"task":NaN}               | 12 | the line must be a JSON object, but Non-standard token 'NaN'
            [1,2]                      | 1  | the line must be a JSON object, but it does not begin with '{'
            {"task":"a"} {"task":"b"}  | 14 | the line must be a JSON object, but there is more after the closing '}'
            """)
    void saysWhereALineIsNoJson(String line, int column, String message) throws IOException {
        var rejected = (ExecutionLine.Rejected) ExecutionLinesTest.read(line).getFirst();
        assertThat(rejected.problem()).isEqualTo(new Problem(1, column, message));
    }

    private static void assertRejected(String line, int column, String message) throws IOException {
        assertThat(ExecutionLinesTest.read(line))
                .containsExactly(new ExecutionLine.Rejected(new Problem(1, column, message), line));
    }

    @Test
    void goesOnAfterABadLineAndCountsBlankOnes() throws IOException {
        List<ExecutionLine> lines = ExecutionLinesTest.read("\n" + GOOD + "\n\nbad\n" + GOOD + "\n{\"task\":");
        assertThat(lines).hasSize(4);
        assertThat(lines)
                .element(1)
                .extracting(line -> ((ExecutionLine.Rejected) line).problem().line())
                .isEqualTo(4);
        assertThat(lines).element(2).isInstanceOf(ExecutionLine.Accepted.class);
        assertThat(lines)
                .element(3)
                .extracting(line -> ((ExecutionLine.Rejected) line).problem().line())
                .isEqualTo(6);
    }

    @Test
    void rejectsWhatIsNotUtf8() throws IOException {
        String latin = GOOD.replace("fix", "f\u00fcr");
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream((latin + "\n").getBytes(ISO_8859_1)),
                new ByteArrayInputStream(GOOD.getBytes(UTF_8)));
        List<ExecutionLine> lines = ExecutionLinesTest.read(in);
        assertThat(lines.getFirst())
                .isEqualTo(new ExecutionLine.Rejected(
                        new Problem(1, 0, "the line must be UTF-8 text, but it is not"),
                        latin.replace('\u00fc', '\ufffd')));
        assertThat(lines.getLast()).isInstanceOf(ExecutionLine.Accepted.class);
    }

    @Test
    void rejectsNestingThatNoLineNeeds() throws IOException {
        var rejected = (ExecutionLine.Rejected)
                ExecutionLinesTest.read(GOOD.replace("}", ",\"attributes\":" + "[".repeat(1_000_000)))
                        .getFirst();
        assertThat(rejected.problem().message()).contains("nesting depth");
    }

    @Test
    void takesALineOfExactlySixteenMebibytes() throws IOException {
        String line = GOOD.replace(
                "}", ",\"description\":\"" + "x".repeat(ExecutionLines.MAX_LINE_BYTES - GOOD.length() - 17) + "\"}");
        assertThat(line).hasSize(ExecutionLines.MAX_LINE_BYTES);
        assertThat(ExecutionLinesTest.read(line + "\n" + GOOD))
                .hasSize(2)
                .allMatch(ExecutionLine.Accepted.class::isInstance);
    }

    @Test
    void rejectsALongerLineAndReadsTheNext() throws IOException {
        var endless = new InputStream() {
            private long left = 200L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                int given = (int) Math.min(left, length);
                Arrays.fill(bytes, from, from + given, (byte) 'x');
                left -= given;
                return given == 0 ? -1 : given;
            }
        };
        List<ExecutionLine> lines = ExecutionLinesTest.read(
                new SequenceInputStream(endless, new ByteArrayInputStream(("\n" + GOOD).getBytes(UTF_8))));
        assertThat(lines.getFirst())
                .isEqualTo(new ExecutionLine.Rejected(
                        new Problem(1, 0, "the line must be at most 16,777,216 bytes long, but it is longer"),
                        "x".repeat(1_000)));
        assertThat(lines).hasSize(2).last().isInstanceOf(ExecutionLine.Accepted.class);
    }
}
