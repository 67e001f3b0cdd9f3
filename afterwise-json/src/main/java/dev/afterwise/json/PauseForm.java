package dev.afterwise.json;

import dev.afterwise.json.Mention.When;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands under {@code approve}, {@code wait} and {@code check}: steps that only decide when, and whether, it goes on. */
final class PauseForm {
    static final List<String> WAIT_KEYS = List.of("until");

    private final YamlForm form;
    private final Problems problems;
    private final ExpressionForm expressions;

    PauseForm(YamlForm form, Problems problems, ExpressionForm expressions) {
        this.form = form;
        this.problems = problems;
        this.expressions = expressions;
    }

    @Nullable
    Body approval(YamlNode node) {
        Scalar text = form.text(node, "'approve'");
        Template question = text == null ? null : expressions.template(text, "'approve'");
        return question == null ? null : new Body.Approval(question);
    }

    @Nullable
    Body pause(YamlNode node) {
        if (node instanceof Scalar) {
            Duration length = form.duration(node, "'wait'");
            return length == null ? null : Body.Wait.of(length);
        }
        Mapping wait = form.mapping(node, "'wait'", WAIT_KEYS);
        YamlNode moment = wait == null ? null : form.required(wait, "'wait'", "until");
        Scalar text = moment == null ? null : form.text(moment, "'until'");
        Template until = text == null ? null : expressions.template(text, "'until'");
        if (text == null || until == null) {
            return null;
        }
        if (!until.hasHoles() && Body.Wait.moment(text.text().strip()).isEmpty()) {
            form.wrong(text, "'until'", "be a moment such as 2027-01-31T06:00:00Z or 2027-01-31T06:00:00+01:00");
            return null;
        }
        return Body.Wait.until(until);
    }

    @Nullable
    Body check(YamlNode node) {
        var checks = new ArrayList<Expression>();
        List<YamlNode> items = form.several(node, "'check'", "be an expression or a list of them");
        for (YamlNode item : items) {
            Expression check = expressions.expression(item, "'check'", When.BEFORE_ATTEMPT);
            if (check != null) {
                checks.add(check);
            }
        }
        if (items.isEmpty() && node instanceof Sequence) {
            problems.add(node, "'check' must have at least one expression, but it has none");
        }
        return checks.isEmpty() ? null : new Body.Check(checks);
    }
}
