package dev.afterwise.cli.live;

import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.live.Branch.Stage;
import dev.afterwise.cli.live.Screen.Line;
import dev.afterwise.plan.Pace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The lines of a tree, as many as there is room for: first what is said below steps that are over is left out, then those that went well are folded into one
 * line, then those that are yet to come.
 */
record Foliage(List<Branch> branches, Pace pace, long now) {
    Foliage(Collection<Branch> branches, Pace pace, long now) {
        this(List.copyOf(branches), pace, now);
    }

    List<Line> lines(int rows) {
        // Of the items of a step and the steps of a nested plan, only those that go on or went wrong are of interest.
        List<Branch> shown = branches.stream()
                .filter(each -> !isPart(each) || !each.isGood())
                .toList();
        if (shown.size() <= rows) {
            List<Line> all = drawn(shown, each -> true);
            if (all.size() <= rows) {
                return all;
            }
            List<Line> fewer = drawn(shown, each -> each.stage() != Stage.OVER);
            if (fewer.size() <= rows) {
                return fewer;
            }
        }
        return folded(shown, rows);
    }

    private static boolean isPart(Branch branch) {
        return branch.id.indexOf('[') >= 0 || branch.id.indexOf('/') >= 0;
    }

    private List<Line> folded(List<Branch> shown, int rows) {
        List<Branch> good = shown.stream().filter(Branch::isGood).toList();
        List<Branch> pending =
                shown.stream().filter(each -> each.stage() == Stage.PENDING).toList();
        List<Branch> rest = shown.stream()
                .filter(each -> !each.isGood() && each.stage() != Stage.PENDING)
                .toList();
        int room = Math.max(1, rows - 2);
        List<Branch> kept = rest.subList(0, Math.min(rest.size(), room));
        // As many of those to come as there is still room for.
        int next = Math.clamp(room - kept.size(), 0, pending.size());
        var lines = new ArrayList<Line>();
        if (!good.isEmpty()) {
            lines.add(new Line("├─ ✓ %,d behind it".formatted(good.size()), Tone.FAINT));
        }
        var listed = new ArrayList<>(kept);
        listed.addAll(pending.subList(0, next));
        int hidden = rest.size() - kept.size() + pending.size() - next;
        lines.addAll(drawn(listed, each -> false, hidden == 0));
        if (hidden > 0) {
            lines.add(new Line("└─ · %,d more".formatted(hidden), Tone.FAINT));
        }
        return lines;
    }

    private List<Line> drawn(List<Branch> shown, Predicate<Branch> withBelow) {
        return drawn(shown, withBelow, true);
    }

    private List<Line> drawn(List<Branch> shown, Predicate<Branch> withBelow, boolean ends) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < shown.size(); i++) {
            Branch each = shown.get(i);
            boolean isLast = ends && i == shown.size() - 1;
            lines.add(each.head(now, pace.typical(each.id)).after(isLast ? "└─ " : "├─ "));
            if (withBelow.test(each)) {
                each.below().forEach(line -> lines.add(line.after(isLast ? "     " : "│    ")));
            }
        }
        return lines;
    }
}
