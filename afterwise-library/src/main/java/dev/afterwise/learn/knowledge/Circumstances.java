package dev.afterwise.learn.knowledge;

import dev.afterwise.Dimension;
import dev.afterwise.Profile;
import dev.afterwise.Value;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.store.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Conditions as people write them, held against work that is about to be done. */
final class Circumstances {
    private Circumstances() {}

    /** Whether a condition holds, as far as a profile says. */
    enum Answer {
        YES,
        NO,
        /** The profile says nothing of it, or it is about what nobody knows before the work is done. */
        UNKNOWN
    }

    static Answer of(String condition, Profile profile) {
        Optional<Condition.OfAttribute> read = read(condition);
        if (read.isEmpty()) {
            return Answer.UNKNOWN;
        }
        Value value = all(profile).get(read.get().name());
        return value == null ? Answer.UNKNOWN : read.get().holds(value) ? Answer.YES : Answer.NO;
    }

    /** The condition, if it is one of a column that can be asked; empty for what is said in words. */
    static Optional<Condition.OfAttribute> read(String condition) {
        try {
            return Condition.attribute(condition) instanceof Condition.OfAttribute it
                    ? Optional.of(it)
                    : Optional.empty();
        } catch (IllegalArgumentException inWords) {
            return Optional.empty();
        }
    }

    /** The parts of a circumstance that all have to hold. */
    static List<Circumstance> parts(Circumstance circumstance) {
        return circumstance instanceof Circumstance.Both both
                ? Stream.concat(parts(both.one()).stream(), parts(both.other()).stream())
                        .toList()
                : List.of(circumstance);
    }

    /** Who or what does the work, if that is what it is about. */
    static Optional<Dimension> dimension(Circumstance circumstance) {
        return circumstance instanceof Circumstance.Is(String column, var ignored)
                ? Arrays.stream(Dimension.values())
                        .filter(each -> each != Dimension.STEP && each.word().equals(column))
                        .findFirst()
                : Optional.empty();
    }

    /** What it is about, but for where exactly a number is cut or a stretch of hours ends. */
    static String matter(Circumstance circumstance) {
        return switch (circumstance) {
            case Circumstance.Above it -> it.column() + " >";
            case Circumstance.UpTo it -> it.column() + " <=";
            case Circumstance.Hours it -> "hours";
            case Circumstance.Both it -> matter(it.one()) + " and " + matter(it.other());
            default -> circumstance.text();
        };
    }

    private static SortedMap<String, Value> all(Profile profile) {
        var all = new TreeMap<>(profile.attributes());
        all.keySet().removeIf(Profile::isHandling);
        all.put("task", Value.of(profile.task()));
        for (var part : List.of(
                List.of("agent", profile.agent()),
                List.of("model", profile.model() == null ? "" : profile.model()),
                List.of("route", profile.route() == null ? "" : profile.route()))) {
            if (!part.getLast().isEmpty()) {
                all.put(part.getFirst(), Value.of(part.getLast()));
            }
        }
        if (profile.complexity() != null) {
            all.put("complexity", Value.of(profile.complexity()));
        }
        return all;
    }
}
