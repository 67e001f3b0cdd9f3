package dev.afterwise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the effect of an adopted recommendation is measured, and what came out so far.
 *
 * @param since no run that began before was under it
 * @param until when it was decided what comes of it; null while it is being measured, or if that was broken off
 * @param experiment the id of the {@link Experiment} that draws which runs are under it; empty where nothing can be drawn, so that
 *     the time after is compared with the time before
 * @param realised the effect as measured up to now, its interval valid however often it is looked at, its p-value unknown; null
 *     while there is too little
 * @param said how it stands, in a sentence; empty before it was looked at
 */
public record Measurement(
        Instant since,
        @Nullable Instant until,
        String experiment,
        @Nullable Evidence realised,
        String said) {
    static Measurement begin(Instant since, String experiment) {
        return new Measurement(since, null, experiment, null, "");
    }

    /** Whether chance says which runs are under it, so that whatever else changes meets both sides alike. */
    public boolean isDrawn() {
        return !experiment.isEmpty();
    }

    Measurement with(@Nullable Evidence effect, String sentence) {
        return new Measurement(since, until, experiment, effect, sentence);
    }

    Measurement ending(Instant at) {
        return new Measurement(since, at, experiment, realised, said);
    }
}
