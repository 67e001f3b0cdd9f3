package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.plan.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys {@code run} and {@code http}, of which one says what is done. For one thread. */
final class BodyForm {
    static final List<String> KEYS = List.of("run", "http");

    private final YamlForm form;
    private final CommandForm commands;
    private final RequestForm requests;

    BodyForm(YamlForm form, Problems problems, ExpressionForm expressions) {
        this.form = form;
        this.commands = new CommandForm(form, problems);
        this.requests = new RequestForm(form, problems, expressions);
    }

    /** What one of the keys says; there must be exactly one. */
    @Nullable
    Body body(Mapping mapping, String what) {
        form.oneOf(mapping, what, KEYS);
        return present(mapping);
    }

    /** What the keys say that are there; if that is more than one, which must be a problem, any of them. */
    @Nullable
    Body present(Mapping mapping) {
        YamlNode run = form.optional(mapping, "run");
        Body command = run == null ? null : commands.body(run);
        YamlNode http = form.optional(mapping, "http");
        Body request = http == null ? null : requests.request(http);
        return command == null ? request : command;
    }
}
