package dev.afterwise.cli.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What to change in a text to get another, as {@code diff -u} writes it and {@code patch} reads it.
 *
 * <p>The fewest lines are taken out and put in (Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986); where
 * that is more than 2,000 lines, everything between the first and the last that differ.
 */
final class UnifiedDiff {
    private static final int AROUND = 3;
    private static final int MOST = 2_000;

    /**
     * A line with its line break.
     *
     * @param sign blank where it stays, {@code -} where it goes, {@code +} where it comes
     */
    private record Line(char sign, String text) {}

    private UnifiedDiff() {}

    /** Empty if nothing differs. */
    static String of(String name, String before, String after) {
        List<Line> lines = lines(split(before), split(after));
        var out = new StringBuilder();
        int old = 1;
        int now = 1;
        int at = 0;
        for (int change = next(lines, 0); change < lines.size(); change = next(lines, at)) {
            int from = Math.max(at, change - AROUND);
            old += from - at;
            now += from - at;
            at = end(lines, change);
            List<Line> hunk = lines.subList(from, at);
            int gone = (int) hunk.stream().filter(line -> line.sign != '+').count();
            int come = (int) hunk.stream().filter(line -> line.sign != '-').count();
            out.append("@@ -%s +%s @@\n".formatted(range(old, gone), range(now, come)));
            hunk.forEach(line -> out.append(line.sign).append(shown(line.text)).append('\n'));
            old += gone;
            now += come;
        }
        return out.isEmpty() ? "" : "--- %s\n+++ %s\n%s".formatted(name, name, out);
    }

    private static int next(List<Line> lines, int from) {
        int next = from;
        while (next < lines.size() && lines.get(next).sign == ' ') {
            next++;
        }
        return next;
    }

    private static String range(int from, int count) {
        return count == 1 ? String.valueOf(from) : (count == 0 ? from - 1 : from) + "," + count;
    }

    private static String shown(String line) {
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line + "\n\\ No newline at end of file";
    }

    /** Where a hunk ends: after three lines that stay, unless the next change is near. */
    private static int end(List<Line> lines, int first) {
        int last = first;
        for (int i = first; i < lines.size() && i - last <= 2 * AROUND; i++) {
            if (lines.get(i).sign != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + 1 + AROUND);
    }

    private static List<String> split(String text) {
        var lines = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return lines;
    }

    private static List<Line> lines(List<String> before, List<String> after) {
        int most = Math.min(before.size(), after.size());
        int head = 0;
        while (head < most && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        var lines = new ArrayList<Line>();
        before.subList(0, head).forEach(line -> lines.add(new Line(' ', line)));
        lines.addAll(middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail)));
        before.subList(before.size() - tail, before.size()).forEach(line -> lines.add(new Line(' ', line)));
        return lines;
    }

    private static List<Line> middle(List<String> before, List<String> after) {
        int most = Math.min(MOST, before.size() + after.size());
        int zero = most + 1;
        int[] reach = new int[2 * most + 3];
        List<int[]> trace = new ArrayList<>();
        for (int edits = 0; edits <= most; edits++) {
            trace.add(Arrays.copyOfRange(reach, zero - edits, zero + edits + 1));
            for (int k = -edits; k <= edits; k += 2) {
                int x = puts(reach, k, edits, zero) ? reach[zero + k + 1] : reach[zero + k - 1] + 1;
                while (x < before.size()
                        && x - k < after.size()
                        && before.get(x).equals(after.get(x - k))) {
                    x++;
                }
                reach[zero + k] = x;
                if (x >= before.size() && x - k >= after.size()) {
                    return back(trace, before, after);
                }
            }
        }
        var all = new ArrayList<Line>();
        before.forEach(line -> all.add(new Line('-', line)));
        after.forEach(line -> all.add(new Line('+', line)));
        return all;
    }

    /** Whether the way to diagonal {@code k} that gets furthest puts a line in, rather than taking one out. */
    private static boolean puts(int[] reach, int k, int edits, int zero) {
        return k == -edits || (k != edits && reach[zero + k - 1] < reach[zero + k + 1]);
    }

    private static List<Line> back(List<int[]> trace, List<String> before, List<String> after) {
        var lines = new ArrayList<Line>();
        int x = before.size();
        int y = after.size();
        for (int edits = trace.size() - 1; edits > 0; edits--) {
            int[] reach = trace.get(edits);
            int k = x - y;
            boolean isPut = puts(reach, k, edits, edits);
            int fromX = isPut ? reach[edits + k + 1] : reach[edits + k - 1];
            int fromY = fromX - (isPut ? k + 1 : k - 1);
            while (x > fromX && y > fromY) {
                lines.add(new Line(' ', before.get(--x)));
                y--;
            }
            lines.add(isPut ? new Line('+', after.get(--y)) : new Line('-', before.get(--x)));
        }
        while (x > 0) {
            lines.add(new Line(' ', before.get(--x)));
        }
        return lines.reversed();
    }
}
