package dev.afterwise.json;

import dev.afterwise.json.Mention.When;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ForEach;
import dev.afterwise.plan.ForEach.In;
import dev.afterwise.plan.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands under {@code for_each}: a list of items, or a map that also says how many there may be. For one thread. */
final class ForEachForm {
    static final List<String> KEYS = List.of("in", "as", "most", "parallel");
    private static final String WHAT = "'for_each'";

    private final YamlForm form;
    private final Problems problems;
    private final ExpressionForm expressions;

    ForEachForm(YamlForm form, Problems problems, ExpressionForm expressions) {
        this.form = form;
        this.problems = problems;
        this.expressions = expressions;
    }

    /** Null if nothing is said, or there is a problem with it. */
    @Nullable
    ForEach forEach(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        if (!(node instanceof Mapping)) {
            In in = in(node, WHAT, ForEach.DEFAULT_MOST);
            return in == null
                    ? null
                    : new ForEach(in, ForEach.DEFAULT_NAME, ForEach.DEFAULT_MOST, ForEach.MOST_AT_ONCE);
        }
        Mapping map = form.mapping(node, WHAT, KEYS);
        if (map == null) {
            return null;
        }
        Integer most = number(map, "most", ForEach.DEFAULT_MOST, ForEach.MOST);
        Integer atOnce = number(map, "parallel", ForEach.MOST_AT_ONCE, ForEach.MOST_AT_ONCE);
        YamlNode from = form.required(map, WHAT, "in");
        In in = from == null ? null : in(from, "'in'", most == null ? ForEach.MOST : most);
        YamlNode named = form.optional(map, "as");
        String as = named == null ? ForEach.DEFAULT_NAME : as(named);
        return in == null || as == null || most == null || atOnce == null ? null : new ForEach(in, as, most, atOnce);
    }

    private @Nullable Integer number(Mapping map, String key, int otherwise, int most) {
        YamlNode node = form.optional(map, key);
        return node == null ? Integer.valueOf(otherwise) : form.integer(node, "'" + key + "'", 1, most);
    }

    private @Nullable In in(YamlNode node, String what, int most) {
        if (node instanceof Sequence list) {
            if (list.items().size() > most) {
                problems.add(
                        list.items().get(most),
                        "%s must have at most %,d items, but it has %,d; say more by 'most'"
                                .formatted(what, most, list.items().size()));
                return null;
            }
            var items = new ArrayList<Template>();
            for (YamlNode item : list.items()) {
                Template template = expressions.template(item, "an item", When.BEFORE_ITEMS);
                if (template != null) {
                    items.add(template);
                }
            }
            return items.size() < list.items().size() ? null : new In.Listed(items);
        }
        if (!(node instanceof Scalar)) {
            form.wrong(node, what, "be a list of items, or an expression that makes one");
            return null;
        }
        Expression expression = expressions.expression(node, what, When.BEFORE_ITEMS);
        return expression == null ? null : new In.Found(expression);
    }

    private @Nullable String as(YamlNode node) {
        Scalar text = form.text(node, "'as'");
        String name = text == null ? null : form.name(text, "'as'");
        if (name != null && References.ROOTS.contains(name)) {
            form.wrong(node, "'as'", "be a name that nothing else has, such as 'item'");
            return null;
        }
        return name;
    }
}
