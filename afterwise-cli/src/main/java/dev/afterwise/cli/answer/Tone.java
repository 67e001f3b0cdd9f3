package dev.afterwise.cli.answer;

/** How a piece of text is meant, which a terminal may show by a colour. Never the only sign of it. */
public enum Tone {
    PLAIN(""),
    GOOD("32"),
    BAD("31"),
    WARNING("33"),
    FAINT("2"),
    STRONG("1");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The parameters of the ANSI sequence that begins it; empty for none. */
    String code() {
        return code;
    }
}
