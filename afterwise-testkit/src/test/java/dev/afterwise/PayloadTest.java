package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void textBecomesAJsonString() {
        assertThat(Payload.text("say \"hi\"\\\n\r\t\0\u0001\u007f", 100).json())
                .isEqualTo("\"say \\\"hi\\\"\\\\\\n\\r\\t\\u0000\\u0001\\u007f\"");
        assertThat(Payload.text("東京 é", 100).json()).isEqualTo("\"東京 é\"");
        assertThat(Payload.text("🚀", 100).json()).isEqualTo("\"\\ud83d\\ude80\"");
    }

    @Test
    void cutsLongText() {
        assertThat(Payload.text("abcdef", 6)).isEqualTo(new Payload("\"abcdef\"", false));
        assertThat(Payload.text("abcdef", 5)).isEqualTo(new Payload("\"abcde\"", true));
        assertThat(Payload.text("abcdef", 0)).isEqualTo(new Payload("\"\"", true));
        assertThat(Payload.text("🚀", 1)).isEqualTo(new Payload("\"\\ud83d\"", true));
    }

    @Test
    void nothingIsNull() {
        assertThat(Payload.NONE.isNone()).isTrue();
        assertThat(Payload.text("null", 10).isNone()).isFalse();
    }
}
