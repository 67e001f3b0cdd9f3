package dev.afterwise.cli.plan;

import dev.afterwise.json.Printable;
import dev.afterwise.plan.Body;

/**
 * What a body does, in words.
 *
 * @param kind such as {@code run}
 */
record Deed(String kind, String whole) {
    static Deed of(Body body) {
        String kind = body instanceof Body.Script ? "script" : body.kind();
        return new Deed(kind, body.summary());
    }

    /** Its first line, and no more than 80 characters of that. */
    String inShort() {
        String first = whole.lines().findFirst().orElse("");
        return Printable.cut(first) + (whole.indexOf('\n') >= 0 ? " ..." : "");
    }
}
