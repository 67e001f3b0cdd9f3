package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void leavesOrdinaryTextAlone() {
        assertThat(Printable.escaped("naïve café, 東京, 🚀")).isEqualTo("naïve café, 東京, 🚀");
    }

    @Test
    void escapesWhatCommandsATerminalOrHidesText() {
        assertThat(Printable.escaped("a\u001b[31m\n\r\t\0\u007f\u0085\u202e\u2028\ufeff\ud83d"))
                .isEqualTo("a\\u001b[31m\\n\\r\\t\\u0000\\u007f\\u0085\\u202e\\u2028\\ufeff\\ud83d");
    }

    @Test
    void cutsLongText() {
        assertThat(Printable.quoted("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "...'");
        assertThat(Printable.quoted("x".repeat(80))).isEqualTo("'" + "x".repeat(80) + "'");
    }
}
