package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Tone;
import java.util.Locale;

/** What a sentence means to its reader: a shape and a word on the page, a tone on a terminal. In the order in which they are read. */
enum Sign {
    WORSE(Tone.BAD),
    /** A failure that was never seen before. */
    NEW(Tone.WARNING),
    BETTER(Tone.GOOD),
    /** It waits for a person. */
    WAITING(Tone.WARNING),
    /** There was enough to look at, and nothing to see. */
    STEADY(Tone.PLAIN),
    /** There was not enough to look at. */
    UNKNOWN(Tone.FAINT);

    private final Tone tone;

    Sign(Tone tone) {
        this.tone = tone;
    }

    Tone tone() {
        return tone;
    }

    /** The word used in JSON. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
