package dev.afterwise.cli.advice;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = {
            "Say what will come of work before it is done: how likely it succeeds, how long it takes, what it costs,",
            "and what speaks for and against it. How well such chances were told in the past is said, too. What is not",
            "named although nearly all work of the task has it is averaged over past executions like it."
        })
public final class Predict implements Verb {
    @Parameters(paramLabel = "TASK", description = "the kind of work; one that is new is judged by the rest")
    String task = "";

    @Option(names = "--agent", paramLabel = "AGENT", order = 1, description = "who is to do it")
    @Nullable
    String agent;

    @Option(names = "--model", paramLabel = "MODEL", order = 2, description = "with which model")
    @Nullable
    String model;

    @Option(names = "--route", paramLabel = "ROUTE", order = 3, description = "by which route")
    @Nullable
    String route;

    @Option(names = "--complexity", paramLabel = "NUMBER", order = 4, description = "of which complexity")
    @Nullable
    Double complexity;

    @Option(
            names = {"--attr", "--attribute"},
            paramLabel = "NAME=VALUE",
            order = 5,
            description = "something else that is known of it; again for more")
    List<String> attributes = List.of();

    @Override
    public Answer answer(Session session) {
        Profile profile = profile();
        Answer answer = Predicted.in(session.open(Access.READ).predict(profile));
        return session.hint().isPresent() ? Predicted.nothing(task, 0).exit(Exit.NOT_ENOUGH_HISTORY) : answer;
    }

    private Profile profile() {
        if (task.isBlank()) {
            throw Refusal.usage("TASK must name a kind of work, but it is empty.");
        }
        if (complexity != null && !Double.isFinite(complexity)) {
            throw Refusal.usage("--complexity must be a finite number, but it is (%s).".formatted(complexity));
        }
        Profile profile = Profile.of(task).withModel(model).withRoute(route);
        profile = agent == null ? profile : profile.withAgent(agent);
        profile = complexity == null ? profile : profile.withComplexity(complexity);
        for (String each : attributes) {
            profile = with(profile, each);
        }
        return profile;
    }

    private static Profile with(Profile profile, String attribute) {
        try {
            if (attribute.indexOf('=') > 0
                    && Condition.attribute(attribute) instanceof Condition.OfAttribute it
                    && it.comparison() == Comparison.EQUAL) {
                Value value = it.number().isPresent() ? Value.of(it.number().getAsDouble()) : it.value();
                return profile.with(Map.of(it.name(), value));
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--attr: " + e.getMessage());
        }
        throw Refusal.usage("--attr must be NAME=VALUE, but it is (%s).".formatted(attribute));
    }
}
