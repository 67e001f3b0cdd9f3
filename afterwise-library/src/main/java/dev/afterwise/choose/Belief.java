package dev.afterwise.choose;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * What is known of one arm: how often it worked and failed, and how long it took, each count fading with time at several speeds
 * at once. Which speed fits is decided by whoever reads, once it is known how much there is: see {@link Reading}.
 *
 * <p>Fading is a matter of time, not of how many outcomes came later, so beliefs form a commutative monoid: they can be gathered
 * by many processes and {@linkplain #merge merged} in any order, up to the rounding of the sums. An immutable value.
 */
public final class Belief {
    /** After how long a count is worth half: from ten seconds in steps of six to some month. */
    static final Duration[] HALF_LIVES = {
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(6),
        Duration.ofMinutes(36),
        Duration.ofMinutes(216),
        Duration.ofHours(22),
        Duration.ofHours(130),
        Duration.ofDays(32)
    };

    /** How many speeds there are. */
    static final int SPEEDS = HALF_LIVES.length;

    /** Less than this is written as nothing. */
    private static final double NEGLIGIBLE = 5e-4;

    /** Nothing is known. */
    public static final Belief NONE = new Belief(Long.MIN_VALUE, 0, 0, new double[3 * SPEEDS]);

    private final long atMillis;
    private final long tried;
    private final long worked;
    /** For each speed, fastest first: how often it worked, how often it failed, and seconds. */
    private final double[] faded;

    private Belief(long atMillis, long tried, long worked, double[] faded) {
        this.atMillis = atMillis;
        this.tried = tried;
        this.worked = worked;
        this.faded = faded;
    }

    /** One outcome. */
    public static Belief of(boolean worked, Duration took, Instant at) {
        var one = new double[3 * SPEEDS];
        double seconds = Math.max(0, took.toMillis() / 1e3);
        for (int speed = 0; speed < SPEEDS; speed++) {
            one[3 * speed] = worked ? 1 : 0;
            one[3 * speed + 1] = worked ? 0 : 1;
            one[3 * speed + 2] = seconds;
        }
        return new Belief(at.toEpochMilli(), 1, worked ? 1 : 0, one);
    }

    /** How often it was tried since anybody began to count. This number does not fade. */
    public long tried() {
        return tried;
    }

    /** How often it worked since anybody began to count. This number does not fade. */
    public long worked() {
        return worked;
    }

    public boolean isNone() {
        return tried == 0;
    }

    /** When it was learned, or the last of it. */
    Instant at() {
        return isNone() ? Instant.MIN : Instant.ofEpochMilli(atMillis);
    }

    /** All that went into either. */
    public Belief merge(Belief other) {
        if (isNone() || other.isNone()) {
            return isNone() ? other : this;
        }
        long later = Math.max(atMillis, other.atMillis);
        double[] sum = faded(later);
        double[] more = other.faded(later);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return new Belief(later, tried + other.tried, worked + other.worked, sum);
    }

    /** What is left without a part that was merged into this before. */
    Belief without(Belief part) {
        if (part.isNone()) {
            return this;
        }
        if (part.tried >= tried) {
            return NONE;
        }
        long later = Math.max(atMillis, part.atMillis);
        double[] rest = faded(later);
        double[] less = part.faded(later);
        for (int i = 0; i < rest.length; i++) {
            rest[i] = Math.max(0, rest[i] - less[i]);
        }
        long restTried = tried - part.tried;
        return new Belief(later, restTried, Math.clamp(worked - part.worked, 0, restTried), rest);
    }

    /** The same, faded until then; a moment that has passed leaves it as it is. */
    Belief at(Instant now) {
        long millis = now.toEpochMilli();
        return isNone() || millis <= atMillis ? this : new Belief(millis, tried, worked, faded(millis));
    }

    /** The same, learned at that moment at the latest: the clock of some other machine may be ahead. */
    Belief noLaterThan(Instant latest) {
        long millis = latest.toEpochMilli();
        return isNone() || atMillis <= millis ? this : new Belief(millis, tried, worked, faded);
    }

    double worked(int speed) {
        return faded[3 * speed];
    }

    double failed(int speed) {
        return faded[3 * speed + 1];
    }

    double seconds(int speed) {
        return faded[3 * speed + 2];
    }

    /** How many outcomes are left of it. */
    double count(int speed) {
        return worked(speed) + failed(speed);
    }

    /** How many outcomes are left of it at all speeds together, so that recent ones count more. */
    double weight() {
        double sum = 0;
        for (int speed = 0; speed < SPEEDS; speed++) {
            sum += count(speed);
        }
        return sum;
    }

    private double[] faded(long millis) {
        double[] copy = faded.clone();
        double passed = (double) millis - atMillis;
        if (passed > 0) {
            for (int speed = 0; speed < SPEEDS; speed++) {
                double left = Math.exp(-Math.log(2) * passed / HALF_LIVES[speed].toMillis());
                for (int i = 3 * speed; i < 3 * speed + 3; i++) {
                    copy[i] *= left;
                }
            }
        }
        return copy;
    }

    /** As {@link #parse} reads it: numbers of six digits with blanks between them. */
    String text() {
        var text = new StringBuilder()
                .append(atMillis)
                .append(' ')
                .append(tried)
                .append(' ')
                .append(worked);
        for (double each : faded) {
            text.append(' ')
                    .append(each < NEGLIGIBLE ? "0" : each == 1 ? "1" : String.format(Locale.ROOT, "%.6g", each));
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if it is no belief */
    static Belief parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3 + 3 * SPEEDS) {
            throw new IllegalArgumentException(
                    "A belief must have %d numbers, but this has %d.".formatted(3 + 3 * SPEEDS, parts.length));
        }
        var faded = new double[3 * SPEEDS];
        for (int i = 0; i < faded.length; i++) {
            faded[i] = Double.parseDouble(parts[3 + i]);
            if (!(faded[i] >= 0 && faded[i] < 1e15)) {
                throw new IllegalArgumentException(
                        "A count must be a number that is not negative, but this is (%s).".formatted(parts[3 + i]));
            }
        }
        long tried = Long.parseLong(parts[1]);
        long worked = Long.parseLong(parts[2]);
        if (tried < 1 || worked < 0 || worked > tried) {
            throw new IllegalArgumentException(
                    "Something tried (%d) times can't have worked (%d) times.".formatted(tried, worked));
        }
        return new Belief(Long.parseLong(parts[0]), tried, worked, faded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Belief it
                && atMillis == it.atMillis
                && tried == it.tried
                && worked == it.worked
                && Arrays.equals(faded, it.faded);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(atMillis) + Arrays.hashCode(faded);
    }

    @Override
    public String toString() {
        return isNone() ? "nothing" : "%d of %d, last at %s".formatted(worked, tried, at());
    }
}
