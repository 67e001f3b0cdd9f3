package dev.afterwise.cli.live;

import dev.afterwise.Spread;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.live.Screen.Line;
import dev.afterwise.cli.shell.Gauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How it stands with a step, as people see it. Guarded by its tree. */
final class Branch {
    private static final int BAR = 10;
    private static final int MOST_BELOW = 6;

    /** Where a step is. */
    enum Stage {
        PENDING,
        RUNNING,
        /** Between two attempts, or until a person or a moment comes. */
        WAITING,
        OVER
    }

    final String id;
    private Stage stage = Stage.PENDING;
    private String head;
    private Tone tone = Tone.FAINT;
    private long since;
    private int done;
    private int of;
    private final List<Line> below = new ArrayList<>();

    Branch(String id, String pending) {
        this.id = id;
        this.head = pending;
    }

    Stage stage() {
        return stage;
    }

    /** Since when it is running, by the nanosecond clock. */
    long since() {
        return since;
    }

    boolean isGood() {
        return stage == Stage.OVER && tone != Tone.BAD && tone != Tone.WARNING;
    }

    void running(String text, long now) {
        change(Stage.RUNNING, text, Tone.STRONG);
        since = now;
    }

    void waiting(String text) {
        change(Stage.WAITING, text, Tone.WARNING);
    }

    void over(String text, Tone how) {
        change(Stage.OVER, text, how);
    }

    private void change(Stage to, String text, Tone how) {
        stage = to;
        head = text;
        tone = how;
    }

    void items(int over, int all) {
        done = over;
        of = all;
        if (stage == Stage.PENDING) {
            change(Stage.RUNNING, "● " + id, Tone.STRONG);
        }
    }

    /** Says something below it; of much that was said, the last few things stay. */
    void say(String text, Tone how) {
        below.add(new Line(text, how));
        if (below.size() > MOST_BELOW) {
            below.removeFirst();
        }
    }

    Line head(long now, Spread typical) {
        String items = of == 0 || stage == Stage.OVER
                ? ""
                : "  %s  %d of %d".formatted(Gauge.bar((double) done / of, BAR), done, of);
        return new Line(head + items + (stage == Stage.RUNNING && of == 0 ? clock(now, typical) : ""), tone);
    }

    List<Line> below() {
        return List.copyOf(below);
    }

    /** How long it has been running, and how long it usually does. */
    private String clock(long now, Spread typical) {
        double seconds = (now - since) / 1e9;
        String elapsed = Figures.duration(Duration.ofMillis(Math.round(seconds * 1e3)));
        if (typical.isEmpty()) {
            return seconds < 1 ? "" : "  " + elapsed;
        }
        double usual = typical.quantile(.5);
        String bar = Gauge.bar(usual <= 0 ? 1 : seconds / usual, BAR);
        double most = typical.quantile(.9);
        return seconds > most && typical.size() > 1
                ? "  %s  %s, usually at most %s".formatted(bar, elapsed, seconds(most))
                : "  %s  %s of about %s".formatted(bar, elapsed, seconds(usual));
    }

    static String seconds(double seconds) {
        return Figures.duration(Duration.ofMillis(Math.round(seconds * 1e3)));
    }
}
