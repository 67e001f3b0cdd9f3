package dev.afterwise.cli.knowledge;

import dev.afterwise.Dimension;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.Profile;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of which work something is said, or asked, as options. */
final class ScopeOptions {
    @Option(names = "--agent", paramLabel = "AGENT", order = 2, description = "by this agent")
    @Nullable
    String agent;

    @Option(names = "--model", paramLabel = "MODEL", order = 3, description = "with this model")
    @Nullable
    String model;

    @Option(names = "--route", paramLabel = "ROUTE", order = 4, description = "on this route")
    @Nullable
    String route;

    @Option(names = "--category", paramLabel = "WORD", order = 5, description = "in this category")
    String category = "";

    /** What is said of the work of a task, under these conditions. */
    Scope scope(@Nullable String task, List<String> conditions) {
        Subject subject = with(Subject.EVERYTHING, Dimension.TASK, task);
        subject = with(subject, Dimension.AGENT, agent);
        subject = with(subject, Dimension.MODEL, model);
        subject = with(subject, Dimension.ROUTE, route);
        return new Scope(subject, category, conditions);
    }

    /** The work that is asked about. */
    Profile profile(String task, @Nullable Double complexity, List<String> attributes) {
        Map<String, Value> values = new TreeMap<>();
        for (String each : attributes) {
            Condition.OfAttribute read = attribute(each);
            values.put(
                    read.name(),
                    read.number().isPresent() ? Value.of(read.number().getAsDouble()) : read.value());
        }
        try {
            Profile profile = Profile.of(task)
                    .withAgent(agent == null ? "" : agent)
                    .withModel(model)
                    .withRoute(route)
                    .with(values);
            return complexity == null ? profile : profile.withComplexity(complexity);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Condition.OfAttribute attribute(String text) {
        try {
            if (Condition.attribute(text) instanceof Condition.OfAttribute it && it.comparison() == Comparison.EQUAL) {
                return it;
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--attr: " + e.getMessage());
        }
        throw Refusal.usage("--attr must be NAME=VALUE, but it is (%s).".formatted(text));
    }

    private static Subject with(Subject subject, Dimension dimension, @Nullable String value) {
        return value == null ? subject : subject.with(dimension, value);
    }
}
