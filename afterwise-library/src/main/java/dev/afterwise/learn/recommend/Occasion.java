package dev.afterwise.learn.recommend;

import dev.afterwise.learn.predict.Factor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an arm is chosen for.
 *
 * @param circumstances what is known of it that other work may have in common with it
 * @param piece which very piece of work it is, if it may come again; else null
 */
public record Occasion(List<Factor> circumstances, @Nullable String piece) {
    /** Work of which nothing is known. */
    public static final Occasion ANY = new Occasion(List.of(), null);

    public Occasion {
        circumstances = List.copyOf(circumstances);
    }

    /** The same circumstances, whichever piece it is. */
    public Occasion ofAnyPiece() {
        return new Occasion(circumstances, null);
    }
}
