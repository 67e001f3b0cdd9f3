package dev.afterwise.heal.classify;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a failure asks to wait, as far as its message says: "Please try again in 1m12.5s", "Retry-After: 30". */
public final class Delays {
    private static final int MAX_CHARS = 4_000;
    private static final String AMOUNT = "(\\d{1,9}+(?!\\d)(?:\\.\\d{1,6}+(?!\\d))?)\\s{0,2}";
    private static final Pattern ASKED = Pattern.compile(
            "(?:retry|again|wait|available)[ -](?:after|in|for|at least)\\W{0,4}(?:" + AMOUNT
                    + "(h|hours?|hrs?)(?![a-z])\\s{0,2})?(?:" + AMOUNT + "(m|minutes?|mins?)(?![a-z])\\s{0,2})?(?:"
                    + AMOUNT
                    + "(ms|milliseconds?|millis|s|seconds?|secs?)?(?![a-z]))?",
            Pattern.CASE_INSENSITIVE);

    private Delays() {}

    /** Zero if it doesn't say. */
    public static Duration askedIn(String message) {
        String text = message.length() > MAX_CHARS ? message.substring(0, MAX_CHARS) : message;
        Matcher asked = ASKED.matcher(text);
        while (asked.find()) {
            Duration wait = amount(asked.group(1), 3_600)
                    .plus(amount(asked.group(3), 60))
                    .plus(amount(asked.group(5), isMillis(asked.group(6)) ? 0.001 : 1));
            if (!wait.isZero()) {
                return wait;
            }
        }
        return Duration.ZERO;
    }

    private static boolean isMillis(@org.jspecify.annotations.Nullable String unit) {
        return unit != null && unit.toLowerCase(Locale.ROOT).startsWith("m");
    }

    private static Duration amount(@org.jspecify.annotations.Nullable String number, double seconds) {
        return number == null
                ? Duration.ZERO
                : Duration.ofMillis(Math.round(Double.parseDouble(number) * seconds * 1_000));
    }
}
