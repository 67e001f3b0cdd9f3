package dev.afterwise;

import java.time.Instant;

/**
 * Something that somebody did through a server, or was kept from doing.
 *
 * @param key sorts by time
 * @param by who, as their token is called
 * @param what as it is asked for: {@code recommendations approve}
 * @param about which one: an id, and what else stood beside it
 * @param because why, in their words; empty if they said nothing
 * @param outcome {@code done}, {@code refused} or {@code failed}
 */
public record Act(String key, Instant at, String by, String what, String about, String because, String outcome) {
    /** How long each text may be. */
    private static final int MOST_CHARS = 500;

    /** Longer texts are cut. */
    public Act {
        by = Excerpt.of(by, MOST_CHARS);
        what = Excerpt.of(what, MOST_CHARS);
        about = Excerpt.of(about, MOST_CHARS);
        because = Excerpt.of(because, MOST_CHARS);
    }
}
