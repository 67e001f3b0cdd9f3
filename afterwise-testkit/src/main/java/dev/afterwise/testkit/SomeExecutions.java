package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Money;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Executions of few kinds within three weeks, and filters that let some of them through. */
final class SomeExecutions {
    private static final Instant START = Instant.parse("2025-12-25T00:00:00Z");
    private static final int HOURS = 21 * 24;
    private static final List<String> NAMES = List.of("", "ann", "bob", "it's");

    private static final List<String> WORDS = List.of(
            "invoice",
            "for",
            "Customer",
            "order",
            "refund",
            "late",
            "überfällig",
            "no",
            "route",
            "to",
            "it's",
            "4711",
            "請求");
    private static final List<Comparison> COMPARISONS = List.of(Comparison.values());
    private static final List<Status> STATUSES = List.of(Status.values());

    private SomeExecutions() {}

    static List<AnExecution> list(RandomGenerator random, int atMost) {
        return IntStream.rangeClosed(0, random.nextInt(atMost))
                .mapToObj(i -> one(random))
                .toList();
    }

    static AnExecution one(RandomGenerator random) {
        Instant at = START.plus(random.nextInt(HOURS), ChronoUnit.HOURS);
        var told = anExecution()
                .withId(ExecutionId.at(at, random))
                .of("task " + name(random))
                .by(name(random))
                .on(random.nextBoolean() ? null : name(random))
                .via(random.nextBoolean() ? null : name(random))
                .startedAt(random.nextBoolean() ? at : at.plus(random.nextLong(3_600_000_000L), ChronoUnit.MICROS))
                .took(random.nextInt(5) == 0 ? null : Duration.of(random.nextLong(100_000_000), ChronoUnit.MICROS));
        if (random.nextBoolean()) {
            told.ofComplexity(random.nextInt(10) / 2.0);
        }
        if (random.nextBoolean()) {
            told.with("team", name(random)).with("files", random.nextInt(5));
        }
        if (random.nextInt(3) > 0) {
            told.described(text(random));
        }
        if (random.nextBoolean()) {
            told.spending(new Usage(random.nextInt(999), random.nextInt(999), 1, new Money(random.nextInt(999)), 2));
        }
        return switch (random.nextInt(9)) {
            case 0 -> told.running();
            case 1 -> told.cancelled(name(random));
            case 2 -> told.endedSomehow();
            case 3 -> told.failedWith("timeout", "after " + random.nextInt(100) + " s");
            case 4 -> told.failedWith("network", "no route to " + name(random));
            case 8 -> told.abandoned();
            case 5 -> told.failedWith("timeout", "no route to " + name(random));
            default -> told;
        };
    }

    static Filter filter(RandomGenerator random) {
        var subject = Subject.EVERYTHING;
        if (random.nextInt(3) == 0) {
            subject = subject.with(Dimension.TASK, "task " + name(random));
        }
        for (Dimension dimension : List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE)) {
            if (random.nextInt(4) == 0) {
                subject = subject.with(dimension, name(random));
            }
        }
        Instant from = START.plus(random.nextInt(HOURS), ChronoUnit.HOURS);
        var window = new Window(
                random.nextBoolean() ? null : from,
                random.nextBoolean() ? null : from.plus(random.nextInt(HOURS), ChronoUnit.HOURS));
        Set<Status> statuses = EnumSet.of(STATUSES.get(random.nextInt(STATUSES.size())));
        statuses.add(Status.SUCCEEDED);
        Filter filter = Filter.of(subject).with(window);
        if (random.nextBoolean()) {
            filter = filter.with(statuses);
        }
        if (random.nextInt(3) == 0) {
            filter = filter.with(List.of(condition(random)));
        }
        return random.nextInt(3) == 0 ? filter.saying(word(random)) : filter;
    }

    private static Condition condition(RandomGenerator random) {
        Comparison comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
        return random.nextBoolean()
                ? new Condition.OfComplexity(comparison, random.nextInt(10) / 2.0)
                : attribute(random, comparison);
    }

    /** A comparison of an attribute that some of these executions have. */
    static Condition.OfAttribute attribute(RandomGenerator random, Comparison comparison) {
        return comparison.orders() || random.nextBoolean()
                ? new Condition.OfAttribute("files", comparison, Value.of(random.nextInt(5)))
                : new Condition.OfAttribute("team", comparison, Value.of(name(random)));
    }

    /** A few words, of which the first are frequent and the last are rare. */
    static String text(RandomGenerator random) {
        return IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> word(random))
                .collect(Collectors.joining(" "));
    }

    private static String word(RandomGenerator random) {
        return WORDS.get(Math.min(random.nextInt(WORDS.size()), random.nextInt(WORDS.size())));
    }

    private static String name(RandomGenerator random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
