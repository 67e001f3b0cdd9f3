package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fault;
import dev.afterwise.FaultPlan;
import dev.afterwise.InjectedException;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lets go wrong what a {@link FaultPlan} says. Safe for use by many threads. */
public final class Faults {
    /** What an injected failure has for a type. */
    public static final String TYPE = "rehearsal";

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /**
     * What goes wrong with a call.
     *
     * @param delay how long it is held up before it is made
     * @param failure how it fails instead of being made, or null
     * @param corrupts whether what comes out is to be broken
     */
    public record Strike(Duration delay, @Nullable Failure failure, boolean corrupts) {
        static final Strike NONE = new Strike(Duration.ZERO, null, false);
    }

    private final Timekeeper time;
    private final List<Source> sources = new ArrayList<>();
    private final SortedMap<String, Long> struck = new TreeMap<>();
    private final Object lock = new Object();
    private @Nullable Long begun;

    public Faults(FaultPlan plan, Timekeeper time) {
        this.time = time;
        for (int i = 0; i < plan.faults().size(); i++) {
            sources.add(new Source(plan.faults().get(i), plan.seed() + 31L * i));
        }
    }

    /** Whether nothing ever goes wrong. */
    public boolean areNone() {
        return sources.isEmpty();
    }

    /**
     * What goes wrong with the next call, which is made now.
     *
     * @param names under which it is known: its step, its component
     */
    public Strike next(String... names) {
        if (sources.isEmpty()) {
            return Strike.NONE;
        }
        synchronized (lock) {
            long now = time.nanos();
            begun = begun == null ? (Long) now : begun;
            Duration since = Duration.ofNanos(now - begun);
            Strike strike = Strike.NONE;
            for (Source source : sources) {
                if (source.isAt(names) && source.strikes(since, now)) {
                    strike = with(strike, source.fault.kind());
                    struck.merge(names[0], 1L, Long::sum);
                }
            }
            return strike;
        }
    }

    /** Makes a call as the plan has it: late, not at all, or with what comes out broken. */
    @SuppressWarnings({"unchecked", "NullAway"}) // What is broken of a T is a T, or null.
    public <T extends @Nullable Object, X extends Exception> T struck(
            String component, Calls.Attempt<? extends T, ? extends X> call) throws X {
        Strike strike = next(component);
        try {
            time.sleep(strike.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (strike.failure() != null) {
            throw new InjectedException(strike.failure());
        }
        T result = call.make();
        return strike.corrupts() ? (T) broken(result) : result;
    }

    /** How often something was let go wrong, by the first name of the call. */
    public SortedMap<String, Long> struck() {
        synchronized (lock) {
            return new TreeMap<>(struck);
        }
    }

    private static Strike with(Strike strike, Fault.Kind kind) {
        return switch (kind) {
            case Fault.Kind.Latency(Duration add) ->
                new Strike(strike.delay().plus(add), strike.failure(), strike.corrupts());
            case Fault.Kind.Failing(FailureClass failureClass) ->
                failing(strike, failureClass, "an error was injected");
            case Fault.Kind.Overload ignored -> failing(strike, FailureClass.UNAVAILABLE, "an overload was injected");
            case Fault.Kind.Corrupt ignored -> new Strike(strike.delay(), strike.failure(), true);
        };
    }

    private static Strike failing(Strike strike, FailureClass failureClass, String message) {
        Failure failure = strike.failure() != null
                ? strike.failure()
                : Failure.of(
                        failureClass,
                        Severity.MEDIUM,
                        transience(failureClass),
                        TYPE,
                        message + " (" + failureClass.label() + ")");
        return new Strike(strike.delay(), failure, strike.corrupts());
    }

    private static Transience transience(FailureClass failureClass) {
        return switch (failureClass) {
            case TIMEOUT, RATE_LIMIT, NETWORK, CONNECTION, UNAVAILABLE, RESOURCE_EXHAUSTED, CIRCUIT_OPEN ->
                Transience.TRANSIENT;
            case SYNTAX, NOT_FOUND, PERMISSION, TOO_LARGE, VALIDATION, CANCELLED -> Transience.PERMANENT;
            case MODEL_ERROR, CACHE, UNKNOWN -> Transience.UNKNOWN;
        };
    }

    /** What is broken of a result: text is cut in half, a list loses its second half, anything else is gone. */
    static @Nullable Object broken(@Nullable Object result) {
        return switch (result) {
            case String text -> text.substring(0, text.length() / 2);
            case List<?> list -> List.copyOf(list.subList(0, list.size() / 2));
            case null, default -> null;
        };
    }

    /** One fault, with what it has to remember. */
    private static final class Source {
        private final Fault fault;
        private final Deque<Long> lately = new ArrayDeque<>();
        private long state;
        private int seen;

        Source(Fault fault, long seed) {
            this.fault = fault;
            this.state = seed;
        }

        boolean isAt(String... names) {
            if (fault.at().equals(Fault.EVERYWHERE)) {
                return true;
            }
            for (String name : names) {
                if (fault.at().equals(name)) {
                    return true;
                }
            }
            return false;
        }

        boolean strikes(Duration since, long now) {
            boolean isTooMuch = !(fault.kind() instanceof Fault.Kind.Overload(int most)) || exceeds(most, now);
            Fault.When when = fault.when();
            Duration inside = since.minus(when.after());
            if (!isTooMuch || inside.isNegative()) {
                return false;
            }
            if (when.lasting() != null && inside.compareTo(when.lasting()) >= 0) {
                return false;
            }
            if (when.flapping() instanceof Fault.Flapping(Duration down, Duration up)) {
                long period = down.plus(up).toNanos();
                if (inside.toNanos() % period >= down.toNanos()) {
                    return false;
                }
            }
            if (draw() >= when.share() || seen >= when.first()) {
                return false;
            }
            seen++;
            return true;
        }

        private boolean exceeds(int most, long now) {
            while (!lately.isEmpty() && now - lately.getFirst() >= SECOND) {
                lately.removeFirst();
            }
            if (lately.size() >= most) {
                return true;
            }
            lately.addLast(now);
            return false;
        }

        /** SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014), as a number from 0 to 1. */
        private double draw() {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
        }
    }
}
