package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Value;
import dev.afterwise.plan.Output;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {
    private static Optional<Value> in(String json, String pointer) {
        assertThat(JsonPointer.isOne(pointer)).isTrue();
        return new JsonPointer(pointer).in(new Output.Made(json, Map.of()));
    }

    /** The examples of RFC 6901, section 5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /foo    | ["bar","baz"]
            /foo/0  | bar
            /       | 0
            /a~1b   | 1
            /c%d    | 2
            /e^f    | 3
            /i\\j   | 5
            /k"l    | 6
            `/ `    | 7
            /m~0n   | 8
            `/g|h`  | 4
            """)
    void findsWhatTheStandardSays(String pointer, String value) {
        String json = """
                {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\\\j": 5, "k\\"l": 6, " ": 7, "m~n": 8}
                """;
        assertThat(in(json, pointer).map(Value::toString)).hasValue(value);
    }

    @Test
    void theEmptyPointerIsTheWhole() {
        assertThat(in(" {\"a\" : [1, 2.50, null, \"\\u00e9\"] } ", ""))
                .hasValue(Value.of("{\"a\":[1,2.50,null,\"é\"]}"));
        assertThat(in("7", "")).hasValue(Value.of(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "text"                   | text
            ""                       | ``
            true                     | true
            false                    | false
            {"b": {}}                | {"b":{}}
            12345678901234567890     | 12345678901234567890
            -9007199254740993        | -9007199254740993
            1e999                    | 1e999
            """)
    void keepsAsText(String json, String text) {
        assertThat(in("{\"a\": " + json + "}", "/a")).hasValue(Value.of(text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.5, -0.5", "1.50, 1.5", "1e3, 1000", "999999999999999, 999999999999999"})
    void keepsAsNumber(String json, double number) {
        assertThat(in("[" + json + "]", "/0")).hasValue(Value.of(number));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": null}              | /a
            {"a": 1}                 | /b
            {"a": 1}                 | /a/b
            {"a": {"b": 1}}          | /b
            [1, 2]                   | /2
            [1, 2]                   | /01
            [1, 2]                   | /-
            [1, 2]                   | /99999999999999999999
            "a"                      | /a
            ``                       | ``
            """)
    void findsNothingWhereNothingIs(String json, String pointer) {
        assertThat(in(json, pointer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1",
                "{\"a\": 1}}",
                "{\"a\": 1} {\"a\": 2}",
                "{\"a\": 1} and more",
                "{\"a\": 1, \"b\": }",
                "log\n{\"a\": 1}",
                "{'a': 1}"
            })
    void takesNothingFromWhatIsNoSingleValue(String json) {
        assertThat(in(json, "/a")).isEmpty();
    }

    @Test
    void survivesDeepNestingAndLongNumbers() {
        assertThat(in("[".repeat(500_000), "/0")).isEmpty();
        assertThat(in("{\"a\":".repeat(100_000), "/a/a")).isEmpty();
        assertThat(in("[" + "9".repeat(900_000) + "]", "/0")).isEmpty();
        assertThat(in("[".repeat(100) + "]".repeat(100), "/0")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "/~", "/a~2", "#/a"})
    void isNoPointer(String text) {
        assertThat(JsonPointer.isOne(text)).isFalse();
    }

    @Test
    void aLongPointerIsOneToo() {
        assertThat(JsonPointer.isOne("/~01".repeat(200_000))).isTrue();
        assertThat(in("[]", "/0".repeat(200_000))).isEmpty();
    }
}
