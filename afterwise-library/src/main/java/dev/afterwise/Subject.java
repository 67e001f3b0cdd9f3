package dev.afterwise;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a summary, a change or a breaker is about: the values of some dimensions. The fewer, the wider; none is
 * everything.
 */
public record Subject(SortedMap<Dimension, String> parts) {
    public static final Subject EVERYTHING = new Subject(Collections.emptySortedMap());

    public Subject {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    public static Subject task(String name) {
        return EVERYTHING.with(Dimension.TASK, name);
    }

    /** One step of a plan. */
    public static Subject step(String task, String step) {
        return task(task).with(Dimension.STEP, step);
    }

    /** A component, whoever calls it: what fails together, such as a service. */
    public static Subject component(String name) {
        return EVERYTHING.with(Dimension.STEP, name);
    }

    public Subject with(Dimension dimension, String value) {
        var more = new TreeMap<>(parts);
        more.put(dimension, value);
        return new Subject(more);
    }

    public Optional<String> part(Dimension dimension) {
        return Optional.ofNullable(parts.get(dimension));
    }

    /** Whether executions with this profile belong to the subject. Steps are inside executions, so they don't decide. */
    public boolean covers(Profile profile) {
        return parts.entrySet().stream()
                .allMatch(part ->
                        part.getKey() == Dimension.STEP || part.getValue().equals(value(profile, part.getKey())));
    }

    /** What this profile has in one dimension; empty where it says nothing. */
    public static String value(Profile profile, Dimension dimension) {
        return switch (dimension) {
            case TASK -> profile.task();
            case AGENT -> profile.agent();
            case MODEL -> profile.model() == null ? "" : profile.model();
            case ROUTE -> profile.route() == null ? "" : profile.route();
            case STEP -> "";
        };
    }

    /** Such as {@code task=email step=fetch}; {@code everything} if it has no parts. */
    @Override
    public String toString() {
        return parts.isEmpty()
                ? "everything"
                : parts.entrySet().stream().map(Subject::text).collect(Collectors.joining(" "));
    }

    private static String text(Map.Entry<Dimension, String> part) {
        return part.getKey().word() + "=" + part.getValue();
    }
}
