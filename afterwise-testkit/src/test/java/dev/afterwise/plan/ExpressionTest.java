package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Map<String, Value> VALUES = Map.of(
            "params.n", Value.of(7),
            "params.text", Value.of("it's"),
            "params.digits", Value.of("7.0"),
            "params.no", Value.of("false"),
            "params.empty", Value.of(""),
            "steps.a-b.outputs.label", Value.of("billing"));

    private static final Scope SCOPE = new Scope() {
        @Override
        public @Nullable Value value(List<String> path) {
            return VALUES.get(String.join(".", path));
        }

        @Override
        public boolean exists(String file) {
            return file.equals("there");
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            params.n > 6                                    ~ true
            params.n > 7                                    ~ false
            params.n >= 7 && params.n <= 7                  ~ true
            params.n == 7                                   ~ true
            params.n == '7'                                 ~ true
            params.n == params.digits                       ~ true
            params.n != 7                                   ~ false
            params.text == 'it''s'                          ~ true
            params.text == "it's"                           ~ true
            steps.a-b.outputs.label in ['bug', 'billing']   ~ true
            steps.a-b.outputs.label in ['bug']              ~ false
            !(steps.a-b.outputs.label == 'bug')             ~ true
            params.no                                       ~ false
            params.empty                                    ~ false
            params.n                                        ~ true
            params.missing                                  ~ false
            !params.missing                                 ~ true
            params.missing == null                          ~ true
            params.missing == ''                            ~ false
            params.missing < 1                              ~ false
            params.missing >= 1                             ~ false
            true || params.text > 1                         ~ true
            false && params.text > 1                        ~ false
            true || false && false                          ~ true
            contains(params.text, 't')                      ~ true
            starts_with(params.text, 't')                   ~ false
            exists('there') && !exists('elsewhere')         ~ true
            -1 < 0 && 1e3 == 1000                           ~ true
            """)
    void comesTo(String text, boolean expected) {
        assertThat(Expression.of(text).holds(SCOPE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "params.",
                "a b",
                "a ==",
                "(a",
                "a)",
                "'open",
                "unknown(a)",
                "contains(a)",
                "1.2.3",
                "a = b",
                "a in b",
                "a && ",
                "[1]",
                "$(rm)",
                "`x`",
                "a;b"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Expression.of(text)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void orderingTextIsAnErrorRatherThanAGuess() {
        assertThatThrownBy(() -> Expression.of("params.text > 1").holds(SCOPE))
                .hasMessage("Only numbers can be compared by '>', but this is ('it's').");
    }

    @Test
    void nestingIsBounded() {
        String deep = "(".repeat(60) + "1" + ")".repeat(60);

        assertThatThrownBy(() -> Expression.of(deep)).hasMessageContaining("nested deeper than 50");
        assertThatThrownBy(() -> Expression.of("!".repeat(1_999) + "1")).hasMessageContaining("nested deeper than 50");
    }

    @Test
    void aLongChainIsNoNesting() {
        assertThat(Expression.of("1 && ".repeat(390) + "1").holds(SCOPE)).isTrue();
        assertThatThrownBy(() -> Expression.of("1 && ".repeat(400) + "1")).hasMessageContaining("2,000 characters");
    }

    @Test
    void itsReferencesAreAllOfThem() {
        assertThat(Expression.of("a.b in [c.d, 1] && contains(e.f, g.h) || i.j > k.l")
                        .references())
                .containsExactly(
                        List.of("a", "b"),
                        List.of("c", "d"),
                        List.of("e", "f"),
                        List.of("g", "h"),
                        List.of("i", "j"),
                        List.of("k", "l"));
    }
}
