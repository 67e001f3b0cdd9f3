package dev.afterwise.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.testkit.Seeded;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class MarkupTest {
    private static final List<String> PIECES = List.of(
            "<script>alert(1)</script>",
            "</style>",
            "\"><img src=x onerror=alert(1)>",
            "' onload='x",
            "&amp;",
            "]]>",
            "<!--",
            "\u001b[2J",
            "\u202e",
            "\u2066",
            "\u0000",
            "\ufffe",
            "\ud800",
            "\u2028",
            "\r\n",
            "\t",
            "a",
            "ü",
            "漢",
            "😀",
            "\ud83d",
            "javascript:alert(1)",
            "{{x}}",
            "`");

    static String hostile(RandomGenerator random, int size) {
        var text = new StringBuilder();
        for (int i = 0; i < 1 + size / 5; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void whateverIsInATextIsOnlyText() throws Exception {
        Seeded.check(500, MarkupTest::hostile, text -> {
            String markup =
                    new Markup().open("p", "title", text).text(text).close().toString();
            Element p = Xml.parse(markup).getDocumentElement();
            assertThat(p.getChildNodes().getLength()).isLessThanOrEqualTo(1);
            assertThat(p.getAttributes().getLength()).isEqualTo(1);
            assertThat(p.getTextContent()).isEqualTo(p.getAttribute("title"));
            assertThat(p.getTextContent()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");
        });
    }

    @Test
    void harmlessTextIsLeftAsItIs() {
        assertThat(new Markup().put("p", "naïve 漢字 😀").toString()).isEqualTo("<p>naïve 漢字 😀</p>");
    }

    @Test
    void everyElementMustBeClosed() {
        var open = new Markup().open("p").open("b").close();
        assertThatThrownBy(open::toString)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("(p)");
    }

    @Test
    void coordinatesAreShort() {
        assertThat(Markup.number(12.345)).isEqualTo("12.3");
        assertThat(Markup.number(12)).isEqualTo("12");
        assertThat(Markup.percent(.5)).isEqualTo("50%");
    }
}
