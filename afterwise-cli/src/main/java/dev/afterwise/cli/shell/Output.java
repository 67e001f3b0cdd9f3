package dev.afterwise.cli.shell;

import dev.afterwise.cli.answer.Format;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of an answer: a form on standard output, or a file.
 *
 * @param format of what is on standard output
 * @param file where the answer itself is to go, as it was written; null if to standard output
 */
public record Output(Format format, @Nullable Path file) {
    /** Tables and sentences for people. */
    public static final Output TEXT = new Output(Format.TEXT, null);

    /**
     * What a word after {@code -o} means: a form, or a file if it looks like one.
     *
     * @throws Refusal if it is neither
     */
    public static Output of(String word) {
        if (word.equals("-")) {
            return TEXT;
        }
        return word.contains(".") || word.contains("/")
                ? new Output(Format.TEXT, Path.of(word))
                : new Output(Words.choose(word, Format.values()), null);
    }

    /** The word after {@code -o} that means this. */
    @Override
    public String toString() {
        return file == null ? Words.of(format) : file.toString();
    }
}
