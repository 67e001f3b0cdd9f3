package dev.afterwise.json;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody asks before work begins, as a JSON object:
 *
 * <pre>{@code
 * {"task", "agent", "model", "route", "complexity", "attributes": {...}, "description",
 *  "choose": {"agent": [...], "model": [...], "route": [...]}, "prefer": "reliability|balanced|speed|cost" or [speed, cost],
 *  "explore": true, "components": [...], "errors": 3, "chars": 2000}
 * }</pre>
 *
 * <p>Only {@code task} must be there; null is the same as absent; unknown keys are errors.
 *
 * @param work what is known of it
 * @param description what is to be done, in words; empty if nobody said
 * @param choose from what to take, by the dimensions to be chosen
 * @param explores whether chance may have a hand in what is taken, so that something is learned
 * @param components that the work is going to call
 * @param errors how many of the task's errors to tell of, at most
 * @param chars how long the text of what is known may be
 */
public record WorkInquiry(
        Profile work,
        String description,
        SortedMap<Dimension, List<String>> choose,
        Preference preference,
        boolean explores,
        List<String> components,
        int errors,
        int chars) {
    private static final Set<String> KEYS = Set.of(
            "task",
            "agent",
            "model",
            "route",
            "complexity",
            "attributes",
            "description",
            "choose",
            "prefer",
            "explore",
            "components",
            "errors",
            "chars");
    private static final Map<String, Dimension> CHOICES = Map.of(
            Dimension.AGENT.word(), Dimension.AGENT,
            Dimension.MODEL.word(), Dimension.MODEL,
            Dimension.ROUTE.word(), Dimension.ROUTE);
    private static final Map<String, Preference> PREFERENCES = Map.of(
            "reliability", Preference.RELIABILITY,
            "balanced", Preference.BALANCED,
            "speed", Preference.SPEED,
            "cost", Preference.COST);
    private static final int MOST_ARMS = 100;
    private static final int MOST_ATTRIBUTES = 100;
    private static final int MOST_COMPONENTS = 20;
    private static final int MOST_DESCRIPTION_CHARS = 8_000;

    public WorkInquiry {
        choose = Collections.unmodifiableSortedMap(new TreeMap<>(choose));
        components = List.copyOf(components);
    }

    /** @throws UnreadableException if it is none; the message names the key and the value */
    public static WorkInquiry read(String json) {
        Fields asked = Body.of(json);
        asked.only(KEYS, "a question about work");
        Body.name(asked, "task");
        Profile work = ExecutionForm.profile(asked);
        if (work.attributes().size() > MOST_ATTRIBUTES) {
            throw asked.wrong("attributes", "have at most %d members".formatted(MOST_ATTRIBUTES));
        }
        String description = asked.textOrEmpty("description");
        if (description.length() > MOST_DESCRIPTION_CHARS) {
            throw asked.wrong("description", "have at most %,d characters".formatted(MOST_DESCRIPTION_CHARS));
        }
        return new WorkInquiry(
                work,
                description,
                choose(asked),
                preference(asked),
                Body.flag(asked, "explore", true),
                asked.has("components") ? Body.names(asked, "components", MOST_COMPONENTS) : List.of(),
                Body.between(asked, "errors", 0, 20, 3),
                Body.between(asked, "chars", 0, 20_000, 2_000));
    }

    private static SortedMap<Dimension, List<String>> choose(Fields asked) {
        var choose = new TreeMap<Dimension, List<String>>();
        if (asked.has("choose")) {
            Fields given = asked.object("choose");
            given.only(CHOICES.keySet(), "'choose'");
            CHOICES.forEach((word, dimension) -> {
                if (given.has(word)) {
                    List<String> arms = Body.names(given, word, MOST_ARMS);
                    if (arms.isEmpty()) {
                        throw given.wrong(word, "name something to choose from");
                    }
                    choose.put(dimension, arms);
                }
            });
        }
        return choose;
    }

    private static Preference preference(Fields asked) {
        return switch (asked.valueOrNull("prefer")) {
            case null -> Preference.RELIABILITY;
            case String word ->
                Objects.requireNonNull(PREFERENCES.get(asked.oneOf(
                        "prefer", PREFERENCES.keySet().stream().sorted().toList())));
            case List<?> two
            when two.size() == 2 && two.get(0) instanceof Numeral speed && two.get(1) instanceof Numeral cost ->
                preference(asked, speed.real(), cost.real());
            default -> throw asked.wrong("prefer", "be a word, or what the usual duration and cost are worth");
        };
    }

    private static Preference preference(Fields asked, double speed, double cost) {
        try {
            return new Preference(speed, cost);
        } catch (IllegalArgumentException e) {
            throw asked.wrong("prefer", "be two numbers from 0 to 1");
        }
    }
}
