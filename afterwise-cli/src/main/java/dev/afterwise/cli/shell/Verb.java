package dev.afterwise.cli.shell;

import dev.afterwise.cli.answer.Answer;
import java.io.IOException;

/** A command that does something, once picocli has filled in its arguments. */
public interface Verb {
    /**
     * Does it.
     *
     * @throws Refusal if it can't be done, and why
     * @throws InterruptedException if the thread was told to stop
     * @throws IOException if a file can't be read or written
     */
    Answer answer(Session session) throws IOException, InterruptedException;

    /** Whether it answers into a file, if there is to be one. */
    default boolean writesFile() {
        return false;
    }
}
