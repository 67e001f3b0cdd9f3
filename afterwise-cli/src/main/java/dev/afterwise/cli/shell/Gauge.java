package dev.afterwise.cli.shell;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Format;

/**
 * How far something has come whose length is known: one line on a terminal, drawn again and again; elsewhere a line at each
 * quarter, so that a log shows that it goes on. For one thread.
 */
public final class Gauge implements AutoCloseable {
    private static final int BAR = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private final String name;
    private final int length;
    private final String unit;
    private final boolean isShown;

    /** @param length how many {@code unit} there are, at least one */
    public Gauge(Session session, String name, int length, String unit) {
        this.shell = session.shell();
        this.name = name;
        this.length = length;
        this.unit = unit;
        this.isShown = session.format() != Format.NONE;
    }

    /** So many are over. */
    public void at(int done) {
        if (!isShown) {
            return;
        }
        String line = "%s  %s  %d of %d %s".formatted(name, bar((double) done / length, BAR), done, length, unit);
        if (shell.panel().isThere()) {
            shell.err().print(CLEAR + Figures.fitting(line, shell.panel().columns() - 1));
            shell.err().flush();
        } else if (done == length || done * 4 / length > (done - 1) * 4 / length) {
            shell.err().println(line);
        }
    }

    /** So much of a bar as the share, from 0 to 1, that is over. */
    public static String bar(double share, int columns) {
        int full = (int) Math.round(Math.clamp(share, 0, 1) * columns);
        return "█".repeat(full) + "░".repeat(columns - full);
    }

    /** Leaves the line where it is, and goes on below it. */
    @Override
    public void close() {
        if (isShown && shell.panel().isThere()) {
            shell.err().println();
        }
    }
}
