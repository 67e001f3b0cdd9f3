package dev.afterwise.sql;

import dev.afterwise.Failure;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of an execution is kept beside it. It needs no database, so it is made before a transaction begins.
 *
 * @param description null if there is none
 * @param said null if nothing was
 * @param failed null if it did not fail, and so is {@code failure}
 */
record Derivation(
        @Nullable Wording description,
        @Nullable Wording said,
        @Nullable FailedRow failed,
        @Nullable Failure failure) {
    static Derivation of(Headline headline) {
        return new Derivation(
                Wording.of(Speech.DESCRIPTION, headline),
                Wording.of(Speech.SAID, headline),
                FailedRow.of(headline),
                headline.outcome() instanceof Outcome.Failed failed ? failed.failure() : null);
    }

    List<Wording> texts() {
        return Stream.of(description, said).filter(Objects::nonNull).toList();
    }
}
