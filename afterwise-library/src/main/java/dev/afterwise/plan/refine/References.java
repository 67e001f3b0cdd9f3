package dev.afterwise.plan.refine;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ForEach;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the expressions of a step refer to, such as {@code [steps, fetch, outputs, page]}. */
final class References {
    private References() {}

    static Set<List<String>> of(PlanStep step) {
        var found = new HashSet<List<String>>();
        Stream.of(
                        Stream.ofNullable(step.condition()),
                        step.success().stream(),
                        all(step.env().values()),
                        forEach(step),
                        Traces.bodies(step).flatMap(References::of))
                .flatMap(each -> each)
                .forEach(each -> found.addAll(each.references()));
        return found;
    }

    /** Whether one of them is of the step: of its outcome or of what it makes. */
    static boolean mentions(Set<List<String>> references, String step) {
        return references.stream()
                .anyMatch(path -> path.size() > 1
                        && path.getFirst().equals("steps")
                        && path.get(1).equals(step));
    }

    private static Stream<Expression> forEach(PlanStep step) {
        ForEach items = step.forEach();
        return switch (items == null ? null : items.in()) {
            case null -> Stream.empty();
            case ForEach.In.Listed(List<Template> listed) -> all(listed);
            case ForEach.In.Found(Expression expression) -> Stream.of(expression);
        };
    }

    private static Stream<Expression> of(Body body) {
        return switch (body) {
            case Body.Request request ->
                Stream.of(
                                all(List.of(request.url())),
                                all(request.headers().values()),
                                Stream.ofNullable(request.body()).flatMap(text -> text.expressions().stream()))
                        .flatMap(each -> each);
            case Body.Prompt prompt ->
                Stream.concat(
                        all(List.of(prompt.prompt())),
                        Stream.ofNullable(prompt.system()).flatMap(text -> text.expressions().stream()));
            case Body.Agent agent -> all(agent.with().values());
            case Body.Nested nested -> all(nested.with().values());
            case Body.Approval approval -> all(List.of(approval.question()));
            case Body.Wait wait -> Stream.ofNullable(wait.until()).flatMap(text -> text.expressions().stream());
            case Body.Check check -> check.checks().stream();
            case Body.Command ignored -> Stream.empty();
            case Body.Script ignored -> Stream.empty();
            case Body.Code ignored -> Stream.empty();
        };
    }

    private static Stream<Expression> all(Collection<Template> templates) {
        return templates.stream().flatMap(template -> template.expressions().stream());
    }
}
