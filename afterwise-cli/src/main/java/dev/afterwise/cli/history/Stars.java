package dev.afterwise.cli.history;

import dev.afterwise.cli.shell.Refusal;

/** How people say what they think of something. */
public final class Stars {
    private static final double MOST = 5;

    private Stars() {}

    /**
     * From 0, useless, to 1, perfect.
     *
     * @param said good, bad, or from 1 to 5
     * @throws Refusal if it is none of them
     */
    public static double score(String said) {
        return switch (said) {
            case "good" -> 1;
            case "bad" -> 0;
            case "1", "2", "3", "4", "5" -> (Integer.parseInt(said) - 1) / (MOST - 1);
            default ->
                throw Refusal.usage("A rating must be good, bad, or from 1 to 5, but it is (%s).".formatted(said));
        };
    }
}
