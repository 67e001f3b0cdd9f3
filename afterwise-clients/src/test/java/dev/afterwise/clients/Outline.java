package dev.afterwise.clients;

import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a few lines: what it was, how it went and what says so, what was spent, and its steps as a tree, those of one
 * parent by name.
 */
final class Outline {
    private final Execution execution;
    private final StringBuilder text = new StringBuilder();

    private Outline(Execution execution) {
        this.execution = execution;
    }

    static String of(Execution execution) {
        var outline = new Outline(execution);
        outline.head();
        outline.steps(null, "  ");
        return outline.text.toString();
    }

    private void head() {
        String signal = execution.events().stream()
                .filter(event -> event.name().equals("outcome_from"))
                .map(event -> event.payload().json())
                .collect(Collectors.joining());
        text.append(execution.profile().task())
                .append(went(execution.outcome()))
                .append(" by ")
                .append(signal.replace("\"", ""))
                .append("; agent ")
                .append(execution.profile().agent())
                .append(", model ")
                .append(execution.profile().model())
                .append(", talk ")
                .append(Objects.requireNonNullElse(execution.about().conversation(), "-"))
                .append(spent(execution.headline().usage()))
                .append('\n');
    }

    private void steps(@Nullable StepId parent, String indent) {
        for (Step step : children(parent).toList()) {
            text.append(indent)
                    .append(step.action().kind())
                    .append(' ')
                    .append(step.action().name())
                    .append(went(step.outcome()))
                    .append(spent(step.usage()));
            if (step.action() instanceof Action.ToolCall(var ignored, var arguments)
                    && !arguments.json().equals("null")) {
                text.append(", given ")
                        .append(arguments.json().replace("\\", "").replace("\"", ""));
            }
            text.append('\n');
            steps(step.id(), indent + "  ");
        }
    }

    private Stream<Step> children(@Nullable StepId parent) {
        return execution.steps().stream()
                .filter(step -> Objects.equals(step.parent(), parent))
                .sorted((one, other) ->
                        one.action().name().compareTo(other.action().name()));
    }

    private static String went(Outcome outcome) {
        return outcome instanceof Outcome.Failed(var ignored, var failure)
                ? " failed (%s, %s: %s)"
                        .formatted(
                                failure.failureClass().name().toLowerCase(Locale.ROOT),
                                failure.type(),
                                failure.message())
                : " " + outcome.status().word();
    }

    private static String spent(Usage usage) {
        String tokens = usage.inputTokens() + usage.outputTokens() == 0
                ? ""
                : ", %d in (%d cached), %d out"
                        .formatted(usage.inputTokens(), usage.cachedTokens(), usage.outputTokens());
        return usage.cost().equals(Money.ZERO)
                ? tokens
                : tokens + ", $" + usage.cost().dollars().stripTrailingZeros().toPlainString();
    }
}
