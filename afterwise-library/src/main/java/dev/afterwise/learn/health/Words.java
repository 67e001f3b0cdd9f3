package dev.afterwise.learn.health;

import java.util.Locale;

/** Seconds in words. */
final class Words {
    private Words() {}

    static String time(double seconds) {
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.0f ms", seconds * 1e3);
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.3g s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 7_200
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%,d h %02d min", whole / 3_600, whole % 3_600 / 60);
    }
}
