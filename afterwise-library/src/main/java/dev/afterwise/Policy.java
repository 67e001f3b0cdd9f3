package dev.afterwise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sum of what was adopted. Where two changes say different things about one subject, the later one holds; when it is
 * taken back, the earlier one holds again.
 *
 * @param version counts from 0, the policy under which nothing was adopted
 * @param changes in the order of their adoption
 * @param experiments those that run, in the order of their beginning; what they change holds only for the runs that they draw
 */
public record Policy(long version, List<Change> changes, List<Experiment> experiments) {
    public static final Policy INITIAL = new Policy(0, List.of());

    /**
     * What holds for one run.
     *
     * @param policy what was adopted, and what the variants of the run change; without experiments
     * @param variants what the run is to be recorded with: its variant by the {@link Experiment#attribute attribute} of each
     *     experiment that drew it
     */
    public record ForRun(Policy policy, SortedMap<String, Value> variants) {
        public ForRun {
            variants = Collections.unmodifiableSortedMap(new TreeMap<>(variants));
        }
    }

    public Policy {
        changes = List.copyOf(changes);
        experiments = List.copyOf(experiments);
    }

    /** Without experiments. */
    public Policy(long version, List<Change> changes) {
        this(version, changes, List.of());
    }

    /**
     * What holds for a run with this profile.
     *
     * @param profile if it holds variants already, they stay
     * @param key what is to be handled alike: what the run is about, its conversation, or else its own id
     */
    public ForRun forRun(Profile profile, String key) {
        if (experiments.isEmpty()) {
            return new ForRun(this, Collections.emptySortedMap());
        }
        var all = new ArrayList<>(changes);
        var variants = new TreeMap<String, Value>();
        for (Experiment experiment : experiments) {
            if (experiment.isDrawnByRun() && experiment.subject().covers(profile)) {
                Value drawn = profile.attributes().get(experiment.attribute());
                Optional<Variant> its =
                        drawn == null ? experiment.variantFor(key) : experiment.variant(drawn.toString());
                its.ifPresent(variant -> {
                    all.addAll(variant.changes());
                    variants.put(experiment.attribute(), Value.of(variant.name()));
                });
            }
        }
        return new ForRun(new Policy(version, all), variants);
    }

    /**
     * What holds for a run that was drawn before: its variants stay what they were, even if their experiments are over.
     *
     * @param recorded how the run was recorded
     * @param known all experiments
     */
    public ForRun asDrawn(Profile recorded, List<Experiment> known) {
        var all = new ArrayList<>(changes);
        var variants = new TreeMap<String, Value>();
        for (Experiment experiment : known) {
            Value drawn = recorded.attributes().get(experiment.attribute());
            if (drawn != null) {
                experiment.variants().forEach(each -> all.removeAll(each.changes()));
                experiment.variant(drawn.toString()).ifPresent(each -> all.addAll(each.changes()));
                variants.put(experiment.attribute(), drawn);
            }
        }
        return new ForRun(new Policy(version, all), variants);
    }

    /** The next version, in which this experiment runs, instead of what was known of it before. */
    public Policy with(Experiment experiment) {
        var more = new ArrayList<>(experiments);
        int at = more.stream().map(Experiment::id).toList().indexOf(experiment.id());
        if (at >= 0) {
            more.set(at, experiment);
        } else {
            more.add(experiment);
        }
        return new Policy(version + 1, changes, more);
    }

    /** The next version, in which this experiment runs no more. */
    public Policy without(Experiment experiment) {
        return new Policy(
                version + 1,
                changes,
                experiments.stream()
                        .filter(each -> !each.id().equals(experiment.id()))
                        .toList());
    }

    /** The next version, in which this change holds. */
    public Policy with(Change change) {
        var more = new ArrayList<>(changes);
        more.remove(change);
        more.add(change);
        return new Policy(version + 1, more, experiments);
    }

    /** The next version, from which this change was taken. */
    public Policy without(Change change) {
        var fewer = new ArrayList<>(changes);
        fewer.remove(change);
        return new Policy(version + 1, fewer, experiments);
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

    /** Which variant code is to take where it has this choice. */
    public Optional<String> preferredVariant(String choice) {
        return changes.reversed().stream()
                .flatMap(change ->
                        change instanceof Change.PreferVariant it && it.choice().equals(choice)
                                ? Stream.of(it.variant())
                                : Stream.empty())
                .findFirst();
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

    /**
     * Which agent, model or route to take for work like this; what was adopted last of all that holds for it.
     *
     * @param dimension which of the three
     */
    public Optional<String> preferred(Profile work, Dimension dimension) {
        return changes.reversed().stream()
                .filter(change -> !change.subject().parts().containsKey(Dimension.STEP)
                        && change.subject().covers(work))
                .flatMap(change -> preferred(change, work, dimension).stream())
                .findFirst();
    }

    private static Optional<String> preferred(Change change, Profile work, Dimension dimension) {
        return switch (change) {
            case Change.PreferAgent it when dimension == Dimension.AGENT -> Optional.of(it.agent());
            case Change.PreferModel it when dimension == Dimension.MODEL -> Optional.of(it.model());
            case Change.PreferRoute it when dimension == Dimension.ROUTE -> Optional.of(it.route());
            case Change.PreferWhere it
            when dimension == it.dimension() && it.where().holds(work) -> Optional.of(it.choice());
            default -> Optional.empty();
        };
    }

    /**
     * Where the threshold of that name was moved to.
     *
     * @param subject the task whose plan has it; everything, if the settings have it
     */
    public OptionalDouble movedThreshold(Subject subject, String name) {
        return changes.reversed().stream()
                .flatMap(change -> change instanceof Change.MoveThreshold it
                                && it.name().equals(name)
                                && it.subject().equals(subject)
                        ? Stream.of(it.above())
                        : Stream.empty())
                .mapToDouble(above -> above)
                .findFirst();
    }

    /** What to do first about failures of a class in a component, by name; nothing where nobody said so. */
    public List<String> strategies(String component, FailureClass against) {
        return changes.reversed().stream()
                .flatMap(change -> change instanceof Change.PreferStrategies it
                                && it.against() == against
                                && it.subject().equals(Subject.component(component))
                        ? Stream.of(it.strategies())
                        : Stream.empty())
                .findFirst()
                .orElse(List.of());
    }

    /** By how much more than usual the runs of this work may do about failures. */
    public OptionalDouble boost(Profile work) {
        return changes.reversed().stream()
                .flatMap(change ->
                        change instanceof Change.BoostBy it && it.subject().covers(work)
                                ? Stream.of(it.factor())
                                : Stream.empty())
                .mapToDouble(factor -> factor)
                .findFirst();
    }

    /** Whether nothing is to be tried out on this work. */
    public boolean isShielded(Profile work) {
        return changes.stream()
                .anyMatch(change ->
                        change instanceof Change.ShieldWork && change.subject().covers(work));
    }

    private <C extends Change> Optional<C> last(Subject subject, Class<C> kind) {
        return changes.reversed().stream()
                .filter(change -> kind.isInstance(change) && change.subject().equals(subject))
                .map(kind::cast)
                .findFirst();
    }
}
