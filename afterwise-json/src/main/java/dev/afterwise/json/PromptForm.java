package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands under {@code llm}: a model, and what it is asked. For one thread. */
final class PromptForm {
    static final List<String> KEYS = List.of("model", "prompt", "system", "max_tokens");
    private static final String WHAT = "'llm'";
    private static final int LONGEST_NAME = 100;

    private final YamlForm form;
    private final ExpressionForm expressions;

    PromptForm(YamlForm form, ExpressionForm expressions) {
        this.form = form;
        this.expressions = expressions;
    }

    @Nullable
    Body prompt(YamlNode node) {
        Mapping llm = form.mapping(node, WHAT, KEYS);
        if (llm == null) {
            return null;
        }
        YamlNode named = form.required(llm, WHAT, "model");
        String model = named == null ? null : model(named);
        YamlNode asked = form.required(llm, WHAT, "prompt");
        Template prompt = asked == null ? null : template(asked, "'prompt'");
        YamlNode told = form.optional(llm, "system");
        Template system = told == null ? null : template(told, "'system'");
        YamlNode most = form.optional(llm, "max_tokens");
        Integer tokens = most == null
                ? Integer.valueOf(Body.Prompt.DEFAULT_MAX_TOKENS)
                : form.integer(most, "'max_tokens'", 1, Body.Prompt.MOST_TOKENS);
        return model == null || prompt == null || tokens == null
                ? null
                : new Body.Prompt(model, prompt, system, tokens);
    }

    private @Nullable Template template(YamlNode node, String what) {
        Scalar text = form.text(node, what);
        return text == null ? null : expressions.template(text, what);
    }

    private @Nullable String model(YamlNode node) {
        Scalar name = form.text(node, "'model'");
        if (name == null) {
            return null;
        }
        if (name.text().length() > LONGEST_NAME || name.text().contains(ExpressionForm.OPEN)) {
            form.wrong(
                    node,
                    "'model'",
                    "be a name of at most %d characters, the same in every run".formatted(LONGEST_NAME));
            return null;
        }
        return name.text();
    }
}
