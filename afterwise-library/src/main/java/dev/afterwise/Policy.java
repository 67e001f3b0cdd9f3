package dev.afterwise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The sum of what was adopted. Where two changes say different things about one subject, the later one holds; when it is
 * taken back, the earlier one holds again.
 *
 * @param version counts from 0, the policy under which nothing was adopted
 * @param changes in the order of their adoption
 */
public record Policy(long version, List<Change> changes) {
    public static final Policy INITIAL = new Policy(0, List.of());

    public Policy {
        changes = List.copyOf(changes);
    }

    /** The next version, in which this change holds. */
    public Policy with(Change change) {
        var more = new ArrayList<>(changes);
        more.remove(change);
        more.add(change);
        return new Policy(version + 1, more);
    }

    /** The next version, from which this change was taken. */
    public Policy without(Change change) {
        var fewer = new ArrayList<>(changes);
        fewer.remove(change);
        return new Policy(version + 1, fewer);
    }

    /** Which of the alternatives to take; empty also where a threshold was adopted later. */
    public Optional<String> preferredAgent(Subject subject) {
        return choice(subject) instanceof Change.PreferAgent(var ignored, String agent)
                ? Optional.of(agent)
                : Optional.empty();
    }

    /** By which number to take one of two alternatives; empty also where one was preferred later. */
    public Optional<Change.SetThreshold> threshold(Subject subject) {
        return choice(subject) instanceof Change.SetThreshold threshold ? Optional.of(threshold) : Optional.empty();
    }

    /** The latest change about which alternative to take, or null. */
    private @Nullable Change choice(Subject subject) {
        return changes.reversed().stream()
                .filter(change -> change instanceof Change.PreferAgent || change instanceof Change.SetThreshold)
                .filter(change -> change.subject().equals(subject))
                .findFirst()
                .orElse(null);
    }

    /** How often to try in all. */
    public OptionalInt attempts(Subject subject) {
        return last(subject, Change.RetryUpTo.class).stream()
                .mapToInt(Change.RetryUpTo::attempts)
                .findFirst();
    }

    /** How long an attempt may take. */
    public Optional<Duration> timeout(Subject subject) {
        return last(subject, Change.TimeOutAfter.class).map(Change.TimeOutAfter::limit);
    }

    private <C extends Change> Optional<C> last(Subject subject, Class<C> kind) {
        return changes.reversed().stream()
                .filter(change -> kind.isInstance(change) && change.subject().equals(subject))
                .map(kind::cast)
                .findFirst();
    }
}
