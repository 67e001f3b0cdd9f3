package dev.afterwise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How work is recorded.
 *
 * @param extent how much of it
 * @param pressure what happens when more is recorded than the store can take
 * @param secrets what else is left out before anything is stored, besides what looks like a secret anyway
 * @param traces the folder in which each execution gets a file that grows while it runs, or null
 * @param samples how many samples of metrics may wait for the store; more are dropped and counted
 */
public record Recording(
        Extent extent,
        Pressure pressure,
        List<Pattern> secrets,
        @Nullable Path traces,
        int samples) {
    /** Everything, with what tools are given and return. */
    public static final Recording STANDARD =
            new Recording(Extent.FULL, new Pressure.Block(Duration.ofSeconds(1)), List.of(), null, 10_000);

    /** The environment variable that says the extent: {@code off}, {@code outline} or {@code full}. */
    public static final String VARIABLE = "AFTERWISE_RECORDING";

    /** The environment variable that names the folder of traces. */
    public static final String TRACES_VARIABLE = "AFTERWISE_TRACES";

    /** How much of what happens is recorded. */
    public enum Extent {
        /** Nothing. Work is done all the same, and healed. */
        OFF,
        /** All but what tools and models are given and return. */
        OUTLINE,
        /** Everything. */
        FULL
    }

    /** What happens when more is recorded than the store can take. In each case it is counted what was lost. */
    public sealed interface Pressure {
        /** Whoever records waits for so long at most; what then finds no room is lost. */
        record Block(Duration atMost) implements Pressure {
            /** @throws IllegalArgumentException if it is negative */
            public Block {
                if (atMost.isNegative()) {
                    throw new IllegalArgumentException(
                            "A wait must not be negative, but this is (%s).".formatted(atMost));
                }
            }
        }

        /**
         * It goes into a file in this folder, from which it is stored as soon as there is time: if need be when the store is
         * opened the next time with the same folder. Lost is only what the disk doesn't take. Each store needs a folder of its own.
         */
        record Spill(Path folder) implements Pressure {}

        /** It is lost at once; nobody waits. */
        record Drop() implements Pressure {}
    }

    public Recording {
        secrets = List.copyOf(secrets);
        if (samples < 1) {
            throw new IllegalArgumentException(
                    "The samples that may wait must be 1 or more, but they are (%d).".formatted(samples));
        }
    }

    public Recording with(Extent other) {
        return new Recording(other, pressure, secrets, traces, samples);
    }

    public Recording with(Pressure other) {
        return new Recording(extent, other, secrets, traces, samples);
    }

    public Recording withSecrets(List<Pattern> others) {
        return new Recording(extent, pressure, others, traces, samples);
    }

    public Recording withTraces(@Nullable Path folder) {
        return new Recording(extent, pressure, secrets, folder, samples);
    }

    /** @throws IllegalArgumentException if it is not positive */
    public Recording withSamples(int most) {
        return new Recording(extent, pressure, secrets, traces, most);
    }

    /**
     * This, but for what the environment says otherwise: whoever runs a program has the last word.
     *
     * @throws IllegalArgumentException if it says what can't be
     */
    public Recording overriddenBy(Map<String, String> environment) {
        String said = environment.getOrDefault(VARIABLE, "").strip();
        String folder = environment.getOrDefault(TRACES_VARIABLE, "").strip();
        Recording recording = said.isEmpty() ? this : with(extent(said));
        return folder.isEmpty() ? recording : recording.withTraces(Path.of(folder));
    }

    private static Extent extent(String word) {
        for (Extent each : Extent.values()) {
            if (each.name().equalsIgnoreCase(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "%s must be off, outline or full, but it is (%s).".formatted(VARIABLE, word));
    }
}
