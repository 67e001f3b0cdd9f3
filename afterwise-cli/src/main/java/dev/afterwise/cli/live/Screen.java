package dev.afterwise.cli.live;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Terminal;
import java.io.PrintStream;
import java.util.List;

/** A part of a terminal that is drawn anew in the same place. For one thread at a time. */
final class Screen {
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\r\u001b[J";

    private final PrintStream out;
    private final Paint paint;
    private final Terminal terminal;
    private int drawn;

    Screen(PrintStream out, Paint paint, Terminal terminal) {
        this.out = out;
        this.paint = paint;
        this.terminal = terminal;
    }

    /** A line, as it comes from outside. */
    record Line(String text, Tone tone) {
        Line after(String before) {
            return new Line(before + text, tone);
        }
    }

    /** How many lines there is room for. */
    int rows() {
        return Math.max(2, terminal.rows() - 1);
    }

    int columns() {
        return terminal.columns() - 1;
    }

    /** Shows these lines instead of those that were drawn before; only the last ones, if there are too many. */
    void draw(List<Line> lines) {
        List<Line> shown = lines.subList(Math.max(0, lines.size() - rows()), lines.size());
        var screen = new StringBuilder(drawn == 0 ? "\r" : "\u001b[%dA\r".formatted(drawn));
        for (Line line : shown) {
            String text = Figures.fitting(Safe.line(line.text), columns());
            // What is cleared before it is written again flickers.
            screen.append(paint.apply(line.tone, text)).append(CLEAR_LINE).append('\n');
        }
        screen.append(CLEAR_BELOW);
        drawn = shown.size();
        out.print(screen);
        out.flush();
    }
}
