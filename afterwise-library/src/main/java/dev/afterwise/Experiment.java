package dev.afterwise;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Several ways to handle a subject, drawn at random for each run, so that what differs in how the runs go comes of the way.
 *
 * <p>The same key always gets the same variant of one experiment, whoever asks and whenever: it is a hash, not a draw. Two
 * experiments draw independently of each other.
 *
 * @param id 8 hex digits
 * @param name for people; unique among those that run
 * @param subject which runs it is about
 * @param variants at least two; the first is the original, to which the others are compared
 */
public record Experiment(
        String id, String name, Subject subject, Aim aim, List<Variant> variants, Instant startedAt, State state) {
    /** With the id of an experiment after it, the attribute of a run that holds its variant. */
    public static final String ATTRIBUTE = "experiment.";

    static final String KEY = "experiment_key.";

    private static final double TOLERANCE = 1e-9;

    /** Where an experiment is in its life. */
    public sealed interface State {
        /** The word for it, the same in JSON and on the command line. */
        String word();

        /**
         * It goes on.
         *
         * @param dropped variants that were given up; runs that would have got one of them are handled as ever, and don't count
         */
        record Running(SortedSet<String> dropped) implements State {
            /** With all its variants. */
            public static final Running ALL = new Running(Collections.emptySortedSet());

            public Running {
                dropped = Collections.unmodifiableSortedSet(new TreeSet<>(dropped));
            }

            @Override
            public String word() {
                return "running";
            }
        }

        /** A variant was found to be better than the original, or taken by somebody. */
        record Decided(Instant at, String winner, String because) implements State {
            @Override
            public String word() {
                return "decided";
            }
        }

        /** It ended without a winner. */
        record Stopped(Instant at, String because) implements State {
            @Override
            public String word() {
                return "stopped";
            }
        }
    }

    /** @throws IllegalArgumentException if it has fewer than two variants, two of one name, or shares that don't add up to 1 */
    public Experiment {
        variants = List.copyOf(variants);
        if (variants.size() < 2) {
            throw new IllegalArgumentException(
                    "An experiment must have at least 2 variants, but (%s) has %d.".formatted(name, variants.size()));
        }
        var names = new HashSet<String>();
        for (Variant variant : variants) {
            if (!names.add(variant.name())) {
                throw new IllegalArgumentException(
                        "The variants of an experiment must have different names, but two of (%s) are called (%s)."
                                .formatted(name, variant.name()));
            }
        }
        double sum = variants.stream().mapToDouble(Variant::share).sum();
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException(
                    "The shares of an experiment's variants must add up to 1, but those of (%s) are %s in all."
                            .formatted(name, sum));
        }
    }

    /** One that begins now. Its id comes of its name and its beginning. */
    public static Experiment begin(String name, Subject subject, Aim aim, List<Variant> variants, Instant now) {
        String id = ExecutionId.digest(name + "\n" + now).substring(0, 8);
        return new Experiment(id, name, subject, aim, variants, now, State.Running.ALL);
    }

    /** The attribute of a run that holds its variant. */
    public String attribute() {
        return ATTRIBUTE + id;
    }

    /** The attribute of a run that was drawn together with others of its key, and holds a hash of that key. */
    public static String keyAttribute(String attribute) {
        return KEY + attribute.substring(ATTRIBUTE.length());
    }

    /** What runs keep of a key: 16 hex digits. */
    public static String hash(String key) {
        return ExecutionId.digest(key).substring(0, 16);
    }

    public Variant original() {
        return variants.getFirst();
    }

    public Optional<Variant> variant(String named) {
        return variants.stream().filter(each -> each.name().equals(named)).findFirst();
    }

    /** Whether every run of the subject is drawn; otherwise only what code asks for is, because only code knows the variants. */
    public boolean isDrawnByRun() {
        return variants.stream().anyMatch(each -> !each.changes().isEmpty());
    }

    /** Whether runs still get this variant. */
    public boolean draws(String variant) {
        return state instanceof State.Running(var dropped) && !dropped.contains(variant);
    }

    public boolean isRunning() {
        return state instanceof State.Running;
    }

    /**
     * Which variant this key gets; empty if the experiment is over, or its variant was dropped.
     *
     * @param key what is to be handled alike: a customer, a conversation, a run
     */
    public Optional<Variant> variantFor(String key) {
        double place = place(key);
        double until = 0;
        for (Variant variant : variants) {
            until += variant.share();
            if (place < until) {
                return Optional.of(variant).filter(each -> draws(each.name()));
            }
        }
        return Optional.of(variants.getLast()).filter(each -> draws(each.name()));
    }

    /** From 0 to below 1, uniform over keys. */
    private double place(String key) {
        long bits = Long.parseUnsignedLong(ExecutionId.digest(id + "\n" + key).substring(0, 16), 16);
        return (double) (bits >>> 11) / (double) (1L << 53);
    }

    public Experiment with(State next) {
        return new Experiment(id, name, subject, aim, variants, startedAt, next);
    }
}
