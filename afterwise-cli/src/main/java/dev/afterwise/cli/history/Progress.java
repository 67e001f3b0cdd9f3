package dev.afterwise.cli.history;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Shell;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** How far the reading of a file has come: one line on a terminal, drawn again and again; nothing elsewhere. For one thread. */
final class Progress implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BAR = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private final String name;
    private final long bytes;
    private final boolean isShown;
    private final long start;
    private long lastDrawn;
    private long read;
    private long executions;

    /** @param bytes how many there are to read; 0 if nobody knows */
    Progress(Session session, String name, long bytes) {
        this.shell = session.shell();
        this.name = name;
        this.bytes = bytes;
        this.isShown = shell.panel().isThere() && session.format() != Format.NONE;
        this.start = shell.time().nanos();
        this.lastDrawn = start;
    }

    /** The stream, of which is counted what is read. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int got = super.read(into, from, most);
                read += Math.max(0, got);
                return got;
            }
        };
    }

    /** One line more is done with. */
    void executed() {
        executions++;
        if (isShown && executions % 64 == 0) {
            long now = shell.time().nanos();
            if (now - lastDrawn >= PAUSE.toNanos()) {
                lastDrawn = now;
                draw(Duration.ofNanos(now - start));
            }
        }
    }

    private void draw(Duration elapsed) {
        long rate = executions * 1_000 / Math.max(1, elapsed.toMillis());
        String counts = "%s executions, %s/s".formatted(Figures.whole(executions), Figures.whole(rate));
        String line = bytes == 0 ? counts : bar((double) read / bytes) + "  " + counts;
        shell.err()
                .print(CLEAR
                        + Figures.fitting(
                                Safe.line(name) + "  " + line, shell.panel().columns() - 1));
        shell.err().flush();
    }

    private static String bar(double share) {
        return Gauge.bar(share, BAR) + " " + (int) (Math.min(1, share) * 100) + " %";
    }

    /** Takes the line away again. */
    @Override
    public void close() {
        if (isShown && lastDrawn != start) {
            shell.err().print(CLEAR);
            shell.err().flush();
        }
    }
}
