package dev.afterwise;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Facts as lines of text, for files that a program may leave half-written. What is read equals what was written. Found by {@link
 * ServiceLoader}: afterwise-json brings one. Safe for use by many threads.
 */
public interface FactLines {
    /** The fact as a line, without the line's end. */
    String write(Fact fact);

    /** @throws RuntimeException if the line isn't that of a fact */
    Fact read(String line);

    /** The one on the class path. */
    static FactLines found() {
        Optional<FactLines> found = ServiceLoader.load(FactLines.class).findFirst();
        return found.orElseThrow(() -> new IllegalStateException("""
                Something on the class path must be able to write facts into files, but nothing is.
                Maybe add afterwise-json."""));
    }
}
