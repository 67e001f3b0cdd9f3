package dev.afterwise.cli.answer;

import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import java.util.List;

/** The cells of how something ended. */
public final class Outcomes {
    private Outcomes() {}

    /** How long it took; absent while it runs, or where nobody measured. */
    public static Cell took(Outcome outcome) {
        return outcome instanceof Outcome.Ended ended ? Cell.took(ended.took()) : Cell.ABSENT;
    }

    /** What went wrong, or why it was stopped; absent if neither. */
    public static Cell error(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed it -> failure(it.failure());
            case Outcome.Cancelled it
            when !it.reason().isEmpty() ->
                new Cell.Compound(Cell.text(it.reason()), List.of(Field.of("message", Cell.text(it.reason()))));
            default -> Cell.ABSENT;
        };
    }

    private static Cell failure(Failure failure) {
        String type = failure.type().isEmpty() ? failure.failureClass().label() : failure.type();
        String shown = failure.message().isBlank()
                ? type
                : type + ": " + failure.message().strip();
        return new Cell.Compound(
                Cell.text(shown),
                List.of(
                        Field.of("class", Cell.name(failure.failureClass().label())),
                        Field.of("type", Cell.text(failure.type())),
                        Field.of("message", Cell.text(failure.message())),
                        Field.of("fingerprint", Cell.name(failure.fingerprint().hex()))));
    }
}
