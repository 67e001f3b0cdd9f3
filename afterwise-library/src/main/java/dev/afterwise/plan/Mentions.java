package dev.afterwise.plan;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a step refers to. */
public final class Mentions {
    private static final String STEPS = "steps";

    private Mentions() {}

    /** The ids of the steps whose outcomes or outputs it reads. */
    public static SortedSet<String> steps(PlanStep step) {
        return expressions(step)
                .flatMap(expression -> expression.references().stream())
                .filter(path -> path.size() > 1 && path.getFirst().equals(STEPS))
                .map(path -> path.get(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All expressions in it, also those within templates. */
    public static Stream<Expression> expressions(PlanStep step) {
        return Stream.of(
                        Stream.ofNullable(step.condition()),
                        step.success().stream(),
                        inside(step.env().values()),
                        items(step.forEach()),
                        step.bodies().flatMap(Mentions::expressions))
                .flatMap(each -> each);
    }

    private static Stream<Expression> items(@Nullable ForEach forEach) {
        return forEach == null
                ? Stream.empty()
                : switch (forEach.in()) {
                    case ForEach.In.Listed(List<Template> items) -> inside(items);
                    case ForEach.In.Found(Expression expression) -> Stream.of(expression);
                };
    }

    private static Stream<Expression> expressions(Body body) {
        return switch (body) {
            case Body.Command ignored -> Stream.empty();
            case Body.Script ignored -> Stream.empty();
            case Body.Code ignored -> Stream.empty();
            case Body.Request it ->
                Stream.of(inside(List.of(it.url())), inside(it.headers().values()), inside(it.body()))
                        .flatMap(each -> each);
            case Body.Prompt it -> Stream.concat(inside(it.prompt()), inside(it.system()));
            case Body.Agent it -> inside(it.with().values());
            case Body.Nested it -> inside(it.with().values());
            case Body.Approval(Template question) -> inside(question);
            case Body.Wait it -> inside(it.until());
            case Body.Check(List<Expression> checks) -> checks.stream();
        };
    }

    private static Stream<Expression> inside(@Nullable Template template) {
        return template == null ? Stream.empty() : template.expressions().stream();
    }

    private static Stream<Expression> inside(Collection<Template> templates) {
        return templates.stream().flatMap(each -> each.expressions().stream());
    }
}
