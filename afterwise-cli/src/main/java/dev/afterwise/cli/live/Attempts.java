package dev.afterwise.cli.live;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Tone;
import org.jspecify.annotations.Nullable;

/** How attempts at steps are told in a line. What is in it from outside is not made safe here. */
final class Attempts {
    private Attempts() {}

    /** Such as {@code failed after 1.2 s (timeout): It took longer than PT1S.} */
    static String outcome(Outcome.Ended outcome) {
        var took = outcome.took();
        String after = took == null ? "" : Figures.duration(took);
        return switch (outcome) {
            case Outcome.Succeeded it -> "succeeded in " + after;
            case Outcome.Failed it ->
                "failed after %s (%s): %s"
                        .formatted(
                                after,
                                it.failure().failureClass().label(),
                                said(it.failure().message(), it.failure().type()));
            case Outcome.Cancelled it -> "cancelled: " + it.reason();
            case Outcome.Unknown it -> "ended, nobody knows how";
            case Outcome.Abandoned it -> "abandoned";
        };
    }

    /** Such as {@code retry in 800 ms: it may pass}. */
    static String recovery(Recovery recovery) {
        return switch (recovery) {
            case Recovery.Retry it -> "retry in %s: %s".formatted(Figures.duration(it.after()), it.because());
            case Recovery.FallBack it -> "fall back to %s: %s".formatted(it.to(), it.because());
            case Recovery.CreatePath it -> "create %s: %s".formatted(it.path(), it.because());
            case Recovery.ClearCache it -> "clear %s: %s".formatted(it.cache(), it.because());
            case Recovery.ReduceScope it -> "reduce to %s: %s".formatted(Figures.percent(it.fraction()), it.because());
            case Recovery.ResetBreaker it -> "probe in %s: %s".formatted(Figures.duration(it.after()), it.because());
            case Recovery.Simplify it -> "simplify: " + it.because();
            case Recovery.Reprompt it -> "ask again with the error: " + it.because();
            case Recovery.Custom it -> "%s: %s".formatted(it.name(), it.because());
            case Recovery.Skip it -> "skip: " + it.because();
            case Recovery.Escalate it -> "wait for a person: " + it.because();
            case Recovery.GiveUp it -> "give up: " + it.because();
        };
    }

    static Tone tone(Outcome.Ended outcome) {
        return switch (outcome.status()) {
            case SUCCEEDED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case CANCELLED, ABANDONED -> Tone.WARNING;
            case RUNNING, UNKNOWN -> Tone.PLAIN;
        };
    }

    static String sign(Outcome.Ended outcome) {
        return switch (outcome.status()) {
            case SUCCEEDED -> "✓";
            case FAILED -> "✗";
            case CANCELLED, RUNNING, UNKNOWN, ABANDONED -> "■";
        };
    }

    static String by(@Nullable String agent) {
        return agent == null ? "" : " by " + agent;
    }

    /** The last line, which is where programs say what was wrong. */
    private static String said(String message, String type) {
        return message.isBlank() ? type : message.strip().lines().reduce("", (first, last) -> last);
    }
}
