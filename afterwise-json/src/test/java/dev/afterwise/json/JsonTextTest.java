package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Payload;
import dev.afterwise.Severity;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class JsonTextTest {
    @Test
    void writesEveryKindOfMember() {
        String json = JsonText.object(object -> object.text("text", "a")
                .text("none", null)
                .textUnlessEmpty("empty", "")
                .word("word", Severity.HIGH)
                .number("whole", -7)
                .number("real", 0.5)
                .number("beyond", Double.NaN)
                .instant("at", Instant.parse("2026-01-31T09:30:00.000001Z"))
                .instant("again", Instant.parse("2026-01-31T09:30:00.000001Z"))
                .instant("later", Instant.parse("2026-01-31T09:30:01Z"))
                .micros("took", Duration.ofMillis(2))
                .payload("cut", new Payload("\"x", true))
                .texts("texts", List.of("a", "b"))
                .texts("no_texts", List.of())
                .list("list", List.of(1, 2), each -> object.number("each", each))
                .object("inner", inner -> {}));
        assertThat(json).isEqualTo("""
                        {"text":"a","word":"high","whole":-7,"real":0.5,"beyond":"NaN",\
                        "at":"2026-01-31T09:30:00.000001Z","again":"2026-01-31T09:30:00.000001Z",\
                        "later":"2026-01-31T09:30:01.000000Z","took":2000,"cut":{"json":"\\"x","truncated":true},\
                        "texts":["a","b"],"no_texts":[],"list":[{"each":1},{"each":2}],"inner":{}}""");
    }

    @Test
    void escapesWhatJacksonEscapesAndNothingElse() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate(c)) {
                String text = "a" + c + "b";
                assertThat(JsonText.object(json -> json.text(text, text))).isEqualTo(byJackson(text));
            }
        }
    }

    @Test
    void escapesSurrogatesSoThatHalfAPairSurvives() {
        assertThat(JsonText.object(json -> json.text("k", "\ud83d\ude00 \ud83d")))
                .isEqualTo("{\"k\":\"\\uD83D\\uDE00 \\uD83D\"}");
    }

    @Test
    void growsWithItsText() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(20_000); length > 0; length--) {
                text.append("ab\"\\\n\u00e9\u20ac\u0001".charAt(random.nextInt(8)));
            }
            String all = text.toString();
            assertThat(JsonText.object(json -> json.text(all, all))).isEqualTo(byJackson(all));
        }
    }

    private static String byJackson(String text) {
        var out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty(text, text);
            json.writeEndObject();
        }
        return out.toString();
    }
}
