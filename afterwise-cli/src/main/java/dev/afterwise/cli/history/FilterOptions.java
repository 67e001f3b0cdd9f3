package dev.afterwise.cli.history;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Terms;
import dev.afterwise.store.Window;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which executions are meant, as options. */
final class FilterOptions {
    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "only this kind of work")
    @Nullable
    String task;

    @Option(names = "--agent", paramLabel = "AGENT", order = 2, description = "only by this agent")
    @Nullable
    String agent;

    @Option(names = "--model", paramLabel = "MODEL", order = 3, description = "only with this model")
    @Nullable
    String model;

    @Option(names = "--route", paramLabel = "ROUTE", order = 4, description = "only on this route")
    @Nullable
    String route;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            order = 5,
            split = ",",
            description = "only succeeded, failed, cancelled, unknown, abandoned or running ones; several with commas")
    List<Status> statuses = List.of();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            order = 6,
            description =
                    "only from then on: a date, a date with a time (UTC if it names no zone), or 7d, 24h before the newest execution")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            order = 7,
            description = "only before then; a date alone is included")
    @Nullable
    String until;

    @Option(
            names = "--attr",
            paramLabel = "CONDITION",
            order = 7,
            description =
                    "only with such an attribute: name=value, name!=value, or 'name>7' (also < <= >=) in quotes; again for more")
    List<String> attributes = List.of();

    @Option(
            names = "--complexity",
            paramLabel = "CONDITION",
            order = 7,
            description = "only of such a complexity: 7, or '>7', '<=3' in quotes; again for more")
    List<String> complexities = List.of();

    @Option(
            names = "--text",
            paramLabel = "WORDS",
            order = 7,
            description = "only with all these words in description or error message")
    @Nullable
    String text;

    /** @throws Refusal if a condition or a moment can't be understood, or they are the wrong way round */
    Filter filter(History history) {
        Subject subject = with(
                with(
                        with(with(Subject.EVERYTHING, Dimension.TASK, task), Dimension.AGENT, agent),
                        Dimension.MODEL,
                        model),
                Dimension.ROUTE,
                route);
        Filter filter = Filter.of(subject).with(conditions()).saying(words()).with(window(history));
        return statuses.isEmpty() ? filter : filter.with(EnumSet.copyOf(statuses));
    }

    private List<Condition> conditions() {
        var conditions = new ArrayList<Condition>();
        read("--attr", attributes, Condition::attribute, conditions);
        read("--complexity", complexities, Condition::complexity, conditions);
        return conditions;
    }

    private static void read(
            String option, List<String> texts, Function<String, Condition> reading, List<Condition> conditions) {
        for (String each : texts) {
            try {
                conditions.add(reading.apply(each));
            } catch (IllegalArgumentException e) {
                throw Refusal.usage(option + ": " + e.getMessage());
            }
        }
    }

    private String words() {
        if (text == null) {
            return "";
        }
        if (Terms.of(text).isEmpty()) {
            throw Refusal.usage("--text must hold a word, letters or digits, but it is (%s).".formatted(text));
        }
        return text;
    }

    private static Subject with(Subject subject, Dimension dimension, @Nullable String value) {
        return value == null ? subject : subject.with(dimension, value);
    }

    private Window window(History history) {
        return When.window(since, until, () -> When.newest(history, Filter.ALL));
    }
}
