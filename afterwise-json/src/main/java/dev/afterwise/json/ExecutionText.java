package dev.afterwise.json;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Step;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An execution as one line of a file of executions. */
final class ExecutionText {
    private ExecutionText() {}

    static String of(Execution execution) {
        return of(execution, List.of());
    }

    /** @param facts that fold to it, if the line is to say all there is; none if not */
    static String of(Execution execution, List<Fact> facts) {
        Headline headline = execution.headline();
        return JsonText.object(json -> {
            json.text("id", headline.id().hex());
            profile(json, headline.profile());
            json.textUnlessEmpty("description", headline.description());
            json.instant("started", headline.startedAt());
            outcome(json, headline.outcome());
            usage(json, headline.usage());
            attributes(json, headline.profile());
            if (!execution.steps().isEmpty()) {
                json.list("steps", execution.steps(), step -> step(json, step));
            }
            if (!facts.isEmpty()) {
                json.list(ExecutionForm.FACTS, facts, fact -> FactForm.write(json, fact));
            }
        });
    }

    private static void profile(JsonText json, Profile profile) {
        json.text("task", profile.task())
                .textUnlessEmpty("agent", profile.agent())
                .text("model", profile.model())
                .text("route", profile.route());
        Double complexity = profile.complexity();
        if (complexity != null) {
            json.number("complexity", complexity.doubleValue());
        }
    }

    private static void attributes(JsonText json, Profile profile) {
        if (!profile.attributes().isEmpty()) {
            json.object(
                    "attributes",
                    attributes -> profile.attributes().forEach((name, value) -> {
                        switch (value) {
                            case Value.Text it -> attributes.text(whole(name), it.text());
                            case Value.Numeric it -> attributes.number(whole(name), new BigDecimal(it.toString()));
                        }
                    }));
        }
    }

    /** The text with question marks for halves of surrogate pairs, which no key may have. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static void outcome(JsonText json, Outcome outcome) {
        switch (outcome) {
            case Outcome.Running it -> {}
            case Outcome.Succeeded it -> ended(json, it);
            case Outcome.Unknown it -> ended(json, it);
            case Outcome.Abandoned it -> ended(json, it);
            case Outcome.Failed it -> {
                ended(json, it);
                json.object(
                        "error",
                        error -> error.textUnlessEmpty("type", it.failure().type())
                                .textUnlessEmpty("message", it.failure().message()));
            }
            case Outcome.Cancelled it -> {
                ended(json, it);
                if (!it.reason().isEmpty()) {
                    json.object("error", error -> error.text("message", it.reason()));
                }
            }
        }
    }

    private static void ended(JsonText json, Outcome.Ended outcome) {
        Duration took = outcome.took();
        if (took != null) {
            json.number("duration_ms", Moments.millis(took));
        }
        json.word("outcome", outcome.status());
    }

    private static void usage(JsonText json, Usage usage) {
        json.numberUnlessZero("input_tokens", usage.inputTokens())
                .numberUnlessZero("output_tokens", usage.outputTokens());
        if (usage.cost().micros() != 0) {
            json.number("cost_usd", usage.cost().dollars().stripTrailingZeros());
        }
        json.numberUnlessZero("api_calls", usage.apiCalls());
    }

    private static void step(JsonText json, Step step) {
        json.text("name", step.action().name()).text("kind", kind(step.action()));
        if (step.action() instanceof Action.Phase phase && phase.estimate() != null) {
            json.number("estimate_ms", Moments.millis(phase.estimate()));
        }
        if (!step.attempts().isEmpty()) {
            Attempt first = step.attempts().getFirst();
            json.instant("started", first.startedAt());
            outcome(json, step.outcome());
        }
    }

    private static @Nullable String kind(Action action) {
        return switch (action) {
            case Action.Phase it -> null;
            case Action.Delegate it -> null;
            case Action.ToolCall it -> "tool";
            case Action.ModelCall it -> "model";
        };
    }
}
