package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Body;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands under {@code run}: a list is a program and its arguments, a text is a script. For one thread. */
final class CommandForm {
    private static final String MUST = "be a list of a program and its arguments, or the text of a script";

    private final YamlForm form;
    private final Problems problems;

    CommandForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    @Nullable
    Body body(YamlNode node) {
        if (!(node instanceof Scalar scalar)) {
            return command(node);
        }
        if (scalar.kind() != Kind.TEXT) {
            String advice =
                    scalar.kind() == Kind.NOTHING ? "" : "; did you mean \"" + Printable.cut(scalar.text()) + "\"?";
            problems.add(node, "'run' must " + MUST + ", but it is " + node.shown() + advice);
            return null;
        }
        return script(scalar);
    }

    private @Nullable Body script(Scalar node) {
        String text = form.literal(node, "a script");
        if (text == null || !isFixed(node)) {
            return null;
        }
        if (text.isBlank()) {
            problems.add(node, "a script must not be blank");
            return null;
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Body.Script.MAX_BYTES) {
            problems.add(
                    node,
                    "a script must be at most %,d bytes long, but this is %,d; put it into a file and run that"
                            .formatted(Body.Script.MAX_BYTES, bytes));
            return null;
        }
        return new Body.Script(text);
    }

    private @Nullable Body command(YamlNode node) {
        List<YamlNode> items = form.items(node, "'run'", MUST);
        if (items == null) {
            return null;
        }
        var arguments = new ArrayList<String>(items.size());
        for (YamlNode item : items) {
            String argument = form.literal(item, "an argument");
            if (argument != null && item instanceof Scalar scalar && isFixed(scalar)) {
                arguments.add(argument);
            }
        }
        if (arguments.size() < items.size()) {
            return null;
        }
        if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
            problems.add(items.isEmpty() ? node : items.getFirst(), "'run' must begin with a program, but it does not");
            return null;
        }
        return new Body.Command(arguments);
    }

    /** What is run is the same in every run, so that no data can become a part of it. */
    private boolean isFixed(Scalar text) {
        int hole = text.text().indexOf(ExpressionForm.OPEN);
        if (hole >= 0) {
            problems.add(
                    text,
                    hole,
                    "'run' must not have '${{', for data never becomes part of what runs; put it into 'env', and read it there");
        }
        return hole < 0;
    }
}
