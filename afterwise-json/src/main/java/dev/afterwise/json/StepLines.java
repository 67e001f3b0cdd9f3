package dev.afterwise.json;

import dev.afterwise.json.Passage.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The steps of a plan's text with the comments that belong to each: those directly above it, no further indented than it is, and those
 * directly below that are. Blank lines between steps belong to none, and stay where they are.
 */
final class StepLines {
    private final Page page;
    private final Listing steps;

    StepLines(String text, Listing steps) {
        this.page = new Page(text);
        this.steps = steps;
    }

    String insertBefore(int index, Map<String, ?> step) {
        if (steps.flow()) {
            int at = steps.items().get(index).from();
            return page.splice(at, at, FlowText.of(step) + ", ");
        }
        int at = from(index);
        return page.splice(at, at, lines(index, step) + separator());
    }

    String insertAfter(int index, Map<String, ?> step) {
        if (steps.flow()) {
            int at = steps.items().get(index).to();
            return page.splice(at, at, ", " + FlowText.of(step));
        }
        int at = to(index);
        return page.splice(at, at, separator() + lines(index, step));
    }

    /** Takes the step out and puts it in so that it has the index {@code to} then. */
    String move(int from, int to) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < steps.items().size(); i++) {
            order.add(i);
        }
        order.add(to, order.remove(/* index */ from));
        var moved = new StringBuilder();
        int done = 0;
        for (int slot = 0; slot < order.size(); slot++) {
            moved.append(page.text(), done, from(slot)).append(page.text(), from(order.get(slot)), to(order.get(slot)));
            done = to(slot);
        }
        return moved.append(page.text(), done, page.text().length()).toString();
    }

    private int from(int index) {
        Passage item = steps.items().get(index);
        if (steps.flow()) {
            return item.from();
        }
        int dash = YamlEdit.dash(page, item);
        int least = index == 0 ? 0 : to(index - 1);
        int at = page.lineStart(dash);
        while (at > least) {
            int above = page.lineStart(at - 1);
            boolean isItsOwn =
                    above >= least && page.isComment(above) && page.column(page.afterSpace(above)) <= page.column(dash);
            if (!isItsOwn) {
                break;
            }
            at = above;
        }
        return at;
    }

    private int to(int index) {
        Passage item = steps.items().get(index);
        if (steps.flow()) {
            return item.to();
        }
        int column = page.column(YamlEdit.dash(page, item));
        int end = page.lineEnd(item.to());
        int below = page.nextLine(end);
        while (below < page.text().length() && page.isComment(below) && page.column(page.afterSpace(below)) > column) {
            end = page.lineEnd(below);
            below = page.nextLine(below);
        }
        return end;
    }

    /** As the steps are kept apart that are there. */
    private String separator() {
        boolean isSpaced = false;
        for (int i = 1; i < steps.items().size(); i++) {
            isSpaced |= page.text().substring(to(i - 1), from(i)).lines().count() > 1;
        }
        return isSpaced ? page.lineBreak() + page.lineBreak() : page.lineBreak();
    }

    /** A step like the one there, without the last line break. */
    private String lines(int like, Map<String, ?> step) {
        Passage item = steps.items().get(like);
        int dash = YamlEdit.dash(page, item);
        int column = page.column(dash);
        int keys = page.lineStart(item.from()) == page.lineStart(dash) ? page.column(item.from()) : column + 2;
        var lines = new StringBuilder();
        step.forEach((key, value) -> lines.append(YamlEdit.lines(keys, key, value, page.lineBreak())));
        String first = " ".repeat(column) + "-" + " ".repeat(keys - column - 1);
        return first + lines.substring(keys, lines.length() - page.lineBreak().length());
    }

    static List<String> ids(Listing steps) {
        return steps.items().stream().map(StepLines::id).toList();
    }

    private static String id(Passage step) {
        Passage shown = step instanceof Passage.Repeat repeat ? repeat.of() : step;
        return shown instanceof Passage.Table table && table.at("id") instanceof Passage.Leaf id
                ? id.value().text()
                : "";
    }
}
