package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Scalar;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference in an expression of a plan, such as {@code steps.fetch.outputs.page}.
 *
 * @param where the scalar that holds the expression
 */
record Mention(Scalar where, List<String> path, When when) {
    private static final int LONGEST_SEARCHED = 10_000;

    /** When the expression is worked out. */
    enum When {
        /** When it isn't known yet for which items the step is done. */
        BEFORE_ITEMS,
        BEFORE_ATTEMPT,
        /** When what the attempt made can be referred to, too. */
        AFTER_ATTEMPT
    }

    /** Such as {@code 'params.ticket'}. */
    String shown() {
        return Printable.quoted(String.join(".", path));
    }

    /** Where it stands in the scalar's text; the beginning, if it stands there several times or otherwise than usual. */
    int offset() {
        String text = where.text();
        if (text.length() > LONGEST_SEARCHED) {
            return 0;
        }
        Matcher places = Pattern.compile(
                        "(?<![A-Za-z0-9_.-])" + Pattern.quote(String.join(".", path)) + "(?![A-Za-z0-9_.-])")
                .matcher(text);
        if (!places.find()) {
            return 0;
        }
        int first = places.start();
        return places.find() ? 0 : first;
    }
}
