package dev.afterwise.learn;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One execution's passage through one step of a plan.
 *
 * @param numbers what the execution was told, as far as it is numbers
 * @param routing the threshold that chose among the step's alternatives, or null
 * @param attempts at least one, by number
 */
record Visit(
        ExecutionId execution,
        SortedMap<String, Double> numbers,
        @Nullable Routing routing,
        List<Attempt> attempts) {
    private static final int EXAMPLES = 5;
    private static final String COMPLEXITY = "complexity";

    /** Of which nothing else is known. */
    Visit(ExecutionId execution, List<Attempt> attempts) {
        this(execution, Collections.emptySortedMap(), null, attempts);
    }

    static Visit of(Execution execution, String step, List<Attempt> attempts) {
        return new Visit(
                execution.id(),
                numbers(execution.profile()),
                Routing.of(execution.profile(), step),
                inHindsight(
                        execution,
                        own(attempts.stream()
                                .sorted(Comparator.comparingInt(Attempt::number))
                                .toList())));
    }

    /**
     * As it looks now. Where all steps say that they succeeded, and the execution failed nevertheless, because somebody said so later
     * or judged it useless, whoever was chosen has failed. Which of several choices is to blame nobody knows; but as long as they
     * were drawn independently, each is blamed as often as the others whatever it is compared with.
     */
    private static List<Attempt> inHindsight(Execution execution, List<Attempt> attempts) {
        Attempt last = attempts.getLast();
        if (last.agent() == null
                || !(last.outcome() instanceof Outcome.Succeeded(Duration took))
                || !(execution.outcome() instanceof Outcome.Failed(var ignored, Failure failure))
                || !saysItSucceeded(execution)) {
            return attempts;
        }
        var seen = new ArrayList<>(attempts.subList(0, attempts.size() - 1));
        seen.add(last.with(new Outcome.Failed(took, failure)));
        return seen;
    }

    private static boolean saysItSucceeded(Execution execution) {
        return execution.steps().stream()
                .filter(step -> step.parent() == null && !step.attempts().isEmpty())
                .allMatch(step -> step.attempts().getLast().outcome() instanceof Outcome.Succeeded);
    }

    /** Those before the step was done in another way: what a fallback brings is no credit of the step's own retries. */
    private static List<Attempt> own(List<Attempt> attempts) {
        for (int i = 0; i < attempts.size(); i++) {
            if (attempts.get(i).then() instanceof Recovery.FallBack) {
                return attempts.subList(0, i + 1);
            }
        }
        return attempts;
    }

    private static SortedMap<String, Double> numbers(Profile profile) {
        var numbers = new TreeMap<String, Double>();
        if (profile.complexity() != null) {
            numbers.put(COMPLEXITY, profile.complexity());
        }
        profile.attributes().forEach((name, value) -> {
            if (value instanceof Value.Numeric(double number) && !Profile.isHandling(name)) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }

    /** @throws NullPointerException if the execution was told no such number */
    double number(String attribute) {
        return Objects.requireNonNull(numbers.get(attribute));
    }

    /** Whether it began with an attempt of one of several alternatives that ended in success or failure. */
    boolean isChoice() {
        String agent = first().agent();
        return first().number() == 1
                && agent != null
                && !agent.equals(Recovery.FallBack.AGENT)
                && isDecided(first().outcome());
    }

    Attempt first() {
        return attempts.getFirst();
    }

    Attempt last() {
        return attempts.getLast();
    }

    /** Whether every attempt ended in success or failure. */
    boolean isDecided() {
        return attempts.stream().allMatch(attempt -> isDecided(attempt.outcome()));
    }

    /** Whether the last attempt failed and there was to be no other. */
    boolean gaveUp() {
        return failure(last()) != null && !(last().then() instanceof Recovery.Retry);
    }

    static boolean isDecided(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded || outcome instanceof Outcome.Failed;
    }

    static @Nullable Failure failure(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Failed(var ignored, Failure failure) ? failure : null;
    }

    static @Nullable Duration took(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
    }

    /** How long the successes among these took, as far as it is known. */
    static List<Duration> successes(Stream<Attempt> attempts) {
        return attempts.filter(attempt -> attempt.outcome() instanceof Outcome.Succeeded)
                .map(Visit::took)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** How many of these attempts, which must be decided, there are and how many succeeded. */
    static Tally tally(List<Attempt> attempts) {
        return new Tally(
                attempts.size(),
                attempts.stream()
                        .filter(attempt -> attempt.outcome() instanceof Outcome.Succeeded)
                        .count());
    }

    /** The newest few of these. */
    static List<ExecutionId> examples(List<Visit> visits) {
        return visits.reversed().stream()
                .map(Visit::execution)
                .distinct()
                .limit(EXAMPLES)
                .toList();
    }
}
