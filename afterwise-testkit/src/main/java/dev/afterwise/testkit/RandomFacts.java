package dev.afterwise.testkit;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Facts such as many observers of one execution might state: of every kind, contradicting each other, with gaps, odd text
 * and missing values. Times are whole microseconds. For one thread.
 */
public final class RandomFacts {
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "it's \"quoted\" \\ and /slashed",
            "naïve café, 東京, مرحبا",
            "👩‍🚀 emoji 🚀",
            "tab\tnew\nline\r\0nul\u007f\u2028",
            "'; DROP TABLE execution; --",
            "%_*?[a-z]");
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random;
    private final ExecutionId execution;

    private RandomFacts(RandomGenerator random, ExecutionId execution) {
        this.random = random;
        this.execution = execution;
    }

    /** One fact about this execution. */
    public static Fact of(RandomGenerator random, ExecutionId execution) {
        return new RandomFacts(random, execution).fact();
    }

    /** At least one and some {@code size} facts about one execution, whose id is drawn too. */
    public static List<Fact> ofOne(RandomGenerator random, int size) {
        Instant at = EPOCH.plus(random.nextInt(100_000), ChronoUnit.MINUTES);
        var facts = new RandomFacts(random, ExecutionId.at(at, random));
        return IntStream.rangeClosed(0, random.nextInt(size))
                .mapToObj(i -> facts.fact())
                .toList();
    }

    /** The facts of up to {@code executions} executions, one after the other. */
    public static List<Fact> ofMany(RandomGenerator random, int executions, int factsEach) {
        return IntStream.rangeClosed(0, random.nextInt(executions))
                .mapToObj(i -> ofOne(random, factsEach))
                .flatMap(List::stream)
                .toList();
    }

    private Fact fact() {
        var origin = new Origin(execution, any(Source.values()), instant());
        var step = StepId.of(random.nextInt(3));
        int attempt = 1 + random.nextInt(3);
        return switch (random.nextInt(9)) {
            case 0 -> new Fact.Started(origin, profile(), text(), instant(), about());
            case 1 -> new Fact.StepStarted(origin, step, random.nextBoolean() ? null : StepId.of(7), action());
            case 2 -> new Fact.AttemptStarted(origin, step, attempt, nameOrNull(), instant());
            case 3 -> new Fact.AttemptEnded(origin, step, attempt, outcome(), usage(), payload());
            case 4 -> new Fact.Recovered(origin, step, attempt, recovery());
            case 5 -> new Fact.Noted(origin, new Event(text(), instant(), payload()));
            case 6 -> new Fact.Rated(origin, new Rating(name(), random.nextInt(5) / 4.0, text()));
            case 7 -> new Fact.Concluded(origin, outcome());
            default -> new Fact.Ended(origin, outcome(), usage(), payload());
        };
    }

    private Profile profile() {
        var profile = Profile.of(name()).withAgent(random.nextBoolean() ? name() : "");
        profile = profile.withModel(nameOrNull()).withRoute(nameOrNull());
        profile = random.nextBoolean() ? profile : profile.withComplexity(random.nextInt(100) / 8.0);
        profile = random.nextBoolean() ? profile : profile.with(name(), text());
        return random.nextBoolean() ? profile : profile.with(text(), random.nextDouble() * 1e6);
    }

    private About about() {
        return random.nextBoolean()
                ? About.NOTHING
                : new About(nameOrNull(), nameOrNull(), parent(), payload(), payload());
    }

    private @Nullable Parent parent() {
        return random.nextBoolean()
                ? null
                : new Parent(ExecutionId.of(name()), random.nextBoolean() ? null : StepId.of(1 + random.nextInt(3)));
    }

    private Action action() {
        return switch (random.nextInt(4)) {
            case 0 -> new Action.Phase(name(), took());
            case 1 -> new Action.ToolCall(name(), payload());
            case 2 -> new Action.ModelCall(name());
            default -> new Action.Delegate(ExecutionId.of(name()));
        };
    }

    /** Any way to end. */
    public static Outcome.Ended outcome(RandomGenerator random) {
        return new RandomFacts(random, ExecutionId.of("")).outcome();
    }

    private Outcome.Ended outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> new Outcome.Succeeded(took());
            case 1 -> new Outcome.Failed(took(), failure());
            case 2 -> new Outcome.Cancelled(took(), text());
            case 3 -> new Outcome.Abandoned();
            default -> new Outcome.Unknown(took());
        };
    }

    private Failure failure() {
        return Failure.of(any(FailureClass.values()), any(Severity.values()), any(Transience.values()), name(), text());
    }

    /** Any recovery. */
    public static Recovery recovery(RandomGenerator random) {
        return new RandomFacts(random, ExecutionId.of("")).recovery();
    }

    private Recovery recovery() {
        return switch (random.nextInt(12)) {
            case 6 -> new Recovery.ClearCache(text(), text());
            case 7 -> new Recovery.ReduceScope(1 / (2.0 + random.nextInt(6)), text());
            case 8 -> new Recovery.ResetBreaker(Duration.ofMillis(random.nextInt(5_000)), text());
            case 9 -> new Recovery.Simplify(text());
            case 10 -> new Recovery.Reprompt(text(), text());
            case 11 -> new Recovery.Custom("restart", text());
            case 0 -> new Recovery.FallBack(text(), text());
            case 1 -> new Recovery.CreatePath(text(), text());
            case 2 -> new Recovery.Skip(text());
            case 3 -> new Recovery.Escalate(text());
            case 4 -> new Recovery.GiveUp(text());
            default -> new Recovery.Retry(Duration.ofMillis(random.nextInt(5_000)), text());
        };
    }

    private Usage usage() {
        return random.nextBoolean()
                ? Usage.NONE
                : new Usage(
                        random.nextInt(1_000),
                        random.nextInt(1_000),
                        random.nextInt(100),
                        new Money(random.nextInt(1_000_000)),
                        random.nextInt(5));
    }

    private Payload payload() {
        return random.nextBoolean() ? Payload.NONE : Payload.text(text(), random.nextInt(1, 60));
    }

    private @Nullable Duration took() {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> Duration.ZERO;
            default -> Duration.of((long) Math.exp(random.nextDouble() * 25), ChronoUnit.MICROS);
        };
    }

    /** Within a second, so that contradicting observers agree about the time now and then; seldom far away. */
    private Instant instant() {
        return switch (random.nextInt(20)) {
            case 0 -> Instant.parse("0001-01-01T00:00:00.000001Z");
            case 1 -> Instant.parse("1969-12-31T23:59:59.999999Z");
            case 2 -> Instant.parse("9999-12-31T23:59:59.999999Z");
            default -> EPOCH.plus(random.nextInt(20) * 50_001L, ChronoUnit.MICROS);
        };
    }

    private String text() {
        return any(TEXTS);
    }

    private String name() {
        return any(NAMES);
    }

    private @Nullable String nameOrNull() {
        return random.nextBoolean() ? null : name();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
