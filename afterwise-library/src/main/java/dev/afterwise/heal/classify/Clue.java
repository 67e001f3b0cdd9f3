package dev.afterwise.heal.classify;

import java.util.List;
import java.util.stream.Collectors;

/** What a rule looks for in a symptom: one of several things of one kind. */
sealed interface Clue {
    /** Words of the type or the message. */
    record Says(List<Phrase> phrases) implements Clue {}

    /** Words of the type. */
    record Typed(List<Phrase> phrases) implements Clue {}

    /** The status of an HTTP answer, given or told in the message. */
    record Answered(List<Range> statuses) implements Clue {}

    record Exited(List<Range> codes) implements Clue {}

    record Killed(List<Range> signals) implements Clue {}

    /** The beginning of the SQL state. */
    record InState(List<String> beginnings) implements Clue {}

    /** A header of an HTTP answer, such as {@code retry-after}, or one of a certain value: {@code x-remaining=0}. */
    record Headed(List<String> headers) implements Clue {}

    /** None of what another clue looks for. */
    record Without(Clue clue) implements Clue {}

    /** Whole numbers from one to another. */
    record Range(int from, int to) {
        /** @throws NumberFormatException if it is neither a number nor two with a hyphen between */
        static Range of(String text) {
            String[] ends = text.strip().split("-", 2);
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        boolean has(int number) {
            return from <= number && number <= to;
        }
    }

    /** Its kind as rules are written. */
    default String kind() {
        return switch (this) {
            case Says it -> "says";
            case Typed it -> "type";
            case Answered it -> "status";
            case Exited it -> "exit";
            case Killed it -> "signal";
            case InState it -> "sqlstate";
            case Headed it -> "header";
            case Without it -> "not " + it.clue.kind();
        };
    }

    /**
     * The clue as a rule has it.
     *
     * @param kind such as {@code says}
     * @param things what is looked for
     * @throws IllegalArgumentException if there is no such kind, or things of this kind are not written so
     */
    static Clue of(String kind, List<String> things) {
        return switch (kind) {
            case "says" -> new Says(things.stream().map(Phrase::of).toList());
            case "type" -> new Typed(things.stream().map(Phrase::of).toList());
            case "status" -> new Answered(ranges(things));
            case "exit" -> new Exited(ranges(things));
            case "signal" -> new Killed(ranges(things));
            case "sqlstate" -> new InState(things);
            case "header" -> new Headed(things);
            default ->
                throw new IllegalArgumentException(
                        "a clue must begin with says, type, status, exit, signal, sqlstate, header or not, but it"
                                + " begins with '"
                                + kind + "'");
        };
    }

    private static List<Range> ranges(List<String> things) {
        try {
            return things.stream().map(Range::of).collect(Collectors.toUnmodifiableList());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "a number must be written as in 429 or 500-599, but it is '" + String.join("; ", things) + "'", e);
        }
    }
}
