package dev.afterwise.json;

import dev.afterwise.Fact;
import dev.afterwise.FactLines;

/** The lines of traces, for whoever writes files without knowing JSON. Found by {@link java.util.ServiceLoader}. */
public final class TraceLines implements FactLines {
    public TraceLines() {}

    @Override
    public String write(Fact fact) {
        return Facts.writeLine(fact);
    }

    @Override
    public Fact read(String line) {
        return Facts.readLine(line);
    }
}
