package dev.afterwise.learn.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of one template, or of one that was merged into another. */
final class Group {
    final TemplateId id;
    /** A number by which the older of two is told. */
    final long order;

    List<String> tokens;
    boolean isOpen;
    long lines;
    /** The number of the last line that had it. */
    long seen;

    private @Nullable Group into;

    Group(TemplateId id, long order, List<String> tokens) {
        this.id = id;
        this.order = order;
        this.tokens = tokens;
        this.isOpen = tokens.contains(Tokens.ANY);
    }

    void become(List<String> pattern) {
        tokens = pattern;
        isOpen = true;
    }

    Group root() {
        Group root = this;
        while (root.into != null) {
            root = root.into;
        }
        Group at = this;
        while (at.into != null && at.into != root) {
            Group next = at.into;
            at.into = root;
            at = next;
        }
        return root;
    }

    void mergeInto(Group other) {
        into = other;
        other.lines += lines;
        other.seen = Math.max(other.seen, seen);
    }

    Template template() {
        return new Template(id, Tokens.text(tokens), lines);
    }
}
