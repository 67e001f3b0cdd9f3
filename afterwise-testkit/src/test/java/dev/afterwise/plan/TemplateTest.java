package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Value;
import dev.afterwise.plan.Template.Encoding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static Scope says(@Nullable Value value) {
        return new Scope() {
            @Override
            public @Nullable Value value(List<String> path) {
                return value;
            }

            @Override
            public boolean exists(String file) {
                return false;
            }
        };
    }

    @Test
    void whatFillsAHoleIsNotReadForHoles() {
        assertThat(Template.of("<${{ params.x }}|${{params.x}}>").filled(says(Value.of("${{ params.y }}"))))
                .isEqualTo("<${{ params.y }}|${{ params.y }}>");
    }

    @Test
    void aHoleWithoutAValueBecomesNothing() {
        assertThat(Template.of("a${{ params.x }}b").filled(says(null))).isEqualTo("ab");
    }

    @Test
    void aValueCannotLeaveAnAddressPart() {
        assertThat(Template.of("https://h/${{ params.x }}")
                        .encoded(Encoding.URL)
                        .filled(says(Value.of("../a b?c=d&e#f/ä"))))
                .isEqualTo("https://h/..%2Fa%20b%3Fc%3Dd%26e%23f%2F%C3%A4");
    }

    @Test
    void aValueCannotLeaveAJsonString() {
        Template inside = Template.of("{\"a\":\"x${{ params.x }}\"}").encoded(Encoding.JSON_TEXT);

        assertThat(inside.filled(says(Value.of("\",\"b\":1\n\\")))).isEqualTo("{\"a\":\"x\\\",\\\"b\\\":1\\n\\\\\"}");
    }

    @Test
    void aWholeJsonValueKeepsItsKind() {
        Template whole = Template.of("${{ params.x }}").encoded(Encoding.JSON_VALUE);

        assertThat(whole.filled(says(Value.of(7)))).isEqualTo("7");
        assertThat(whole.filled(says(Value.of("true")))).isEqualTo("true");
        assertThat(whole.filled(says(Value.of("a\"b")))).isEqualTo("\"a\\\"b\"");
        assertThat(whole.filled(says(null))).isEqualTo("null");
    }

    @Test
    void aHoleMustBeClosedAndHoldAnExpression() {
        assertThatThrownBy(() -> Template.of("a ${{ params.x")).hasMessageContaining("must be closed");
        assertThatThrownBy(() -> Template.of("ab${{ (x }}"))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.offset()).isGreaterThan(4));
        assertThat(Template.of("$ {{ x }} $x $(x) }}").hasHoles()).isFalse();
    }
}
