package dev.afterwise.json;

import dev.afterwise.json.Mention.When;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ExpressionException;
import dev.afterwise.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes the expressions and templates of steps for what they are, and keeps what they refer to. For one thread. */
final class ExpressionForm {
    static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    private final YamlForm form;
    private final Problems problems;
    private final List<Mention> mentions = new ArrayList<>();

    ExpressionForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    /** What was referred to since this was asked last. */
    List<Mention> mentions() {
        List<Mention> since = List.copyOf(mentions);
        mentions.clear();
        return since;
    }

    /** An expression, with or without <code>${{ }}</code> around it. */
    @Nullable
    Expression expression(YamlNode node, String what, When when) {
        String text = form.literal(node, what);
        if (text == null || !(node instanceof Scalar scalar)) {
            return null;
        }
        int from = 0;
        int to = text.length();
        String stripped = text.strip();
        if (stripped.startsWith(OPEN) && stripped.endsWith(CLOSE) && stripped.indexOf(OPEN, 1) < 0) {
            from = text.indexOf(OPEN) + OPEN.length();
            to = text.lastIndexOf(CLOSE);
        }
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        try {
            Expression expression =
                    Expression.of(text.substring(from, Math.max(from, to)).strip());
            mention(scalar, expression, when);
            return expression;
        } catch (ExpressionException e) {
            unreadable(scalar, what, e, from);
            return null;
        }
    }

    /** Text with holes; a number, true or false is the text of it. */
    @Nullable
    Template template(YamlNode node, String what) {
        return template(node, what, When.BEFORE_ATTEMPT);
    }

    @Nullable
    Template template(YamlNode node, String what, When when) {
        String text = form.literal(node, what);
        return text == null || !(node instanceof Scalar scalar) ? null : template(scalar, what, when);
    }

    @Nullable
    Template template(Scalar scalar, String what) {
        return template(scalar, what, When.BEFORE_ATTEMPT);
    }

    private @Nullable Template template(Scalar scalar, String what, When when) {
        try {
            Template template = Template.of(scalar.text());
            template.expressions().forEach(hole -> mention(scalar, hole, when));
            return template;
        } catch (ExpressionException e) {
            unreadable(scalar, what, e, 0);
            return null;
        }
    }

    private void mention(Scalar where, Expression expression, When when) {
        expression.references().forEach(path -> mentions.add(new Mention(where, path, when)));
    }

    private void unreadable(Scalar at, String what, ExpressionException e, int offset) {
        problems.add(at, offset + e.offset(), what + " can't be read: " + clause(Printable.escaped(e.getMessage())));
    }

    /** A sentence as part of another. */
    private static String clause(String sentence) {
        String open = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return open.substring(0, 1).toLowerCase(Locale.ROOT) + open.substring(1);
    }
}
