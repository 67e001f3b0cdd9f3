package dev.afterwise.cli.eval;

import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Value;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.learn.predict.Factor;
import dev.afterwise.learn.recommend.Occasion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a replay of executions.
 *
 * @param arm what is chosen: {@code agent}, {@code model} or {@code route}
 * @param instance what says which piece of work it is: {@code task} or {@code attributes.NAME}
 * @param contexts what is known of a piece of work beyond that
 */
record Replays(String arm, String instance, List<String> contexts) {
    private static final String ATTRIBUTE = "attributes.";
    private static final List<String> ARMS = List.of("agent", "model", "route");

    Replays {
        if (!ARMS.contains(arm)) {
            throw Refusal.usage("--arm must be agent, model or route, but it is (%s).".formatted(arm));
        }
        refuseUnlessKnown("--instance", instance);
        contexts.forEach(each -> refuseUnlessKnown("--context", each));
    }

    private static void refuseUnlessKnown(String option, String name) {
        boolean isKnown = name.equals("task")
                || name.equals("complexity")
                || ARMS.contains(name)
                || (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length());
        if (!isKnown) {
            throw Refusal.usage("%s must be task, agent, model, route, complexity or attributes.NAME, but it is (%s)."
                    .formatted(option, name));
        }
    }

    /** Pieces of work with an outcome of every arm; empty if there is none, or less than two arms. */
    Optional<Replay> of(List<Headline> executions) {
        Map<String, Piece> pieces = new LinkedHashMap<>();
        SortedSet<String> arms = new TreeSet<>();
        for (Headline each : executions) {
            Optional<String> taken = text(each.profile(), arm);
            Optional<String> piece = text(each.profile(), instance);
            Optional<Boolean> worked = worked(each.outcome());
            if (taken.isPresent() && piece.isPresent() && worked.isPresent()) {
                arms.add(taken.get());
                pieces.computeIfAbsent(piece.get(), name -> new Piece(occasion(each.profile(), name), new TreeMap<>()))
                        .add(
                                taken.get(),
                                new Trial.Came(
                                        worked.get(),
                                        each.usage().cost().dollars().doubleValue()));
            }
        }
        List<Trial> whole = pieces.values().stream()
                .filter(each -> each.came.keySet().equals(arms))
                .map(each -> new Trial(each.occasion, List.copyOf(each.came.values())))
                .toList();
        return arms.size() < 2 || whole.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replay(List.copyOf(arms), whole));
    }

    private record Piece(Occasion occasion, SortedMap<String, List<Trial.Came>> came) {
        void add(String arm, Trial.Came one) {
            came.computeIfAbsent(arm, first -> new ArrayList<>()).add(one);
        }
    }

    private Occasion occasion(Profile profile, String piece) {
        List<Factor> circumstances = new ArrayList<>();
        for (String each : contexts) {
            text(profile, each).ifPresent(value -> circumstances.add(new Factor(each, value)));
        }
        return new Occasion(circumstances, piece);
    }

    private static Optional<Boolean> worked(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> Optional.of(true);
            case Outcome.Failed failed -> Optional.of(false);
            case Outcome.Running running -> Optional.empty();
            case Outcome.Cancelled cancelled -> Optional.empty();
            case Outcome.Unknown unknown -> Optional.empty();
            case Outcome.Abandoned abandoned -> Optional.empty();
        };
    }

    private static Optional<String> text(Profile profile, String name) {
        return switch (name) {
            case "task" -> Optional.of(profile.task());
            case "agent" -> Optional.of(profile.agent()).filter(agent -> !agent.isEmpty());
            case "model" -> Optional.ofNullable(profile.model());
            case "route" -> Optional.ofNullable(profile.route());
            case "complexity" ->
                Optional.ofNullable(profile.complexity())
                        .map(each -> Value.of(each).toString());
            default ->
                Optional.ofNullable(profile.attributes().get(name.substring(ATTRIBUTE.length())))
                        .map(Value::toString);
        };
    }
}
