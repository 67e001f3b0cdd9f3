package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Knowledge.From;
import dev.afterwise.Knowledge.Kind;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Knowledge.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnowledgeTest {
    private static Knowledge saying(String statement, String action) {
        return new Knowledge(
                "0a1b2c3d4e5f",
                Kind.PATTERN,
                Scope.EVERYTHING,
                statement,
                action,
                new Provenance(From.WRITTEN, "", Instant.EPOCH),
                Trust.of(.5, Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "two\nlines",
                "an escape \u001b[31m",
                "turned \u202e round",
                "zero\u200bwidth",
                "half \ud83d"
            })
    void aStatementIsOneLineOfPrintableCharacters(String statement) {
        assertThatThrownBy(() -> saying(statement, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "The statement must be one line of 1 to 1,000 printable characters, but it is (");
    }

    @Test
    void textsHaveLimits() {
        assertThat(saying("a".repeat(1_000), "").statement()).hasSize(1_000);
        assertThatThrownBy(() -> saying("a".repeat(1_001), "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> saying("a", "a".repeat(1_001))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scope(Subject.EVERYTHING, "", Collections.nCopies(11, "a > 1")))
                .hasMessage("There must be at most 10 conditions, but there are 11.");
        assertThatThrownBy(() -> Scope.of(Subject.task("a\nb"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyTextCanBeMadeOneLine() {
        assertThat(Knowledge.oneLine("two\r\n  lines\t and \u001b[31mred\u202e", 100))
                .isEqualTo("two lines and [31mred");
        assertThat(Knowledge.oneLine("\u0000\u0001", 100)).isEmpty();
        assertThat(Knowledge.oneLine("a".repeat(2_000_000), 1_000)).hasSizeLessThanOrEqualTo(1_000);
        assertThat(saying(Knowledge.oneLine("half \ud83d of a pair", 100), "").statement())
                .isEqualTo("half of a pair");
    }

    @Test
    void theSameMatterHasTheSameId() {
        Scope mail = Scope.of(Subject.task("mail"));
        Scope other = Scope.of(Subject.task("post"));
        assertThat(Knowledge.id(Kind.PATTERN, mail, "hours"))
                .matches("[0-9a-f]{12}")
                .isEqualTo(Knowledge.id(Kind.PATTERN, new Scope(mail.subject(), "", List.of("x > 3")), "hours"))
                .isNotEqualTo(Knowledge.id(Kind.PATTERN, other, "hours"))
                .isNotEqualTo(Knowledge.id(Kind.KNOWN_ISSUE, mail, "hours"))
                .isNotEqualTo(Knowledge.id(Kind.PATTERN, mail, "days"));
    }
}
