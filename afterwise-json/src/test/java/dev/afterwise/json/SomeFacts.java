package dev.afterwise.json;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
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
import dev.afterwise.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Facts of every case, with the oddest values that the domain allows. The same seed gives the same facts. */
final class SomeFacts {
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "naïve café, 東京, مرحبا",
            "👩‍🚀 \ud83d",
            "\ude80 half a pair",
            "\"quoted\" \\ and /slashed/",
            "tab\tnew\r\nline \0 \u001b[31m \u007f \u2028",
            "null",
            "{\"json\": [1, 2]}");
    private static final List<Instant> INSTANTS = List.of(
            Instant.EPOCH,
            Instant.MIN,
            Instant.MAX,
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.parse("-0001-12-31T23:59:59.999999999Z"),
            Instant.parse("9999-12-31T23:59:59.999999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.parse("2026-01-31T09:30:00.000001Z"),
            Instant.parse("2026-01-31T09:30:00.123456789Z"));
    private static final List<Duration> DURATIONS = List.of(
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofNanos(-1),
            Duration.ofNanos(1_500),
            Duration.ofMillis(-1),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE / 1_000_000),
            Duration.ofDays(365));
    private static final List<Double> NUMBERS =
            List.of(0.0, -0.0, 1.0, -1.5, 0.1 + 0.2, Double.MIN_VALUE, Double.MAX_VALUE, 1e21, 1e-7);

    private final RandomGenerator random;
    private final ExecutionId execution;

    private SomeFacts(long seed) {
        random = new SplittableRandom(seed);
        execution = ExecutionId.at(Instant.ofEpochSecond(1_700_000_000), random);
    }

    /** Up to 20 facts about one execution. */
    static List<Fact> of(long seed) {
        var some = new SomeFacts(seed);
        var facts = new ArrayList<Fact>();
        for (int i = some.random.nextInt(21); i > 0; i--) {
            facts.add(some.fact(some.random.nextInt(9)));
        }
        return facts;
    }

    private Fact fact(int kind) {
        var origin = new Origin(execution, any(Source.values()), any(INSTANTS));
        var step = StepId.of(random.nextLong());
        return switch (kind) {
            case 0 -> new Fact.Started(origin, profile(), any(TEXTS), any(INSTANTS), about());
            case 1 -> new Fact.StepStarted(origin, step, maybe() ? null : StepId.of(random.nextLong()), action());
            case 2 -> new Fact.AttemptStarted(origin, step, random.nextInt(), textOrNull(), any(INSTANTS));
            case 3 -> new Fact.AttemptEnded(origin, step, random.nextInt(), outcome(), usage(), payload());
            case 4 -> new Fact.Recovered(origin, step, random.nextInt(), recovery());
            case 5 -> new Fact.Noted(origin, new Event(any(TEXTS), any(INSTANTS), payload()));
            case 6 -> new Fact.Rated(origin, new Rating(any(TEXTS), random.nextDouble(), any(TEXTS)));
            case 7 -> new Fact.Concluded(origin, outcome());
            default -> new Fact.Ended(origin, outcome(), usage(), payload());
        };
    }

    private Profile profile() {
        var attributes = new TreeMap<String, Value>();
        for (int i = random.nextInt(4); i > 0; i--) {
            attributes.put(any(TEXTS), maybe() ? Value.of(any(TEXTS)) : Value.of(any(NUMBERS)));
        }
        return new Profile(
                "task " + any(TEXTS),
                any(TEXTS),
                textOrNull(),
                textOrNull(),
                maybe() ? null : any(NUMBERS),
                attributes);
    }

    private About about() {
        return new About(textOrNull(), textOrNull(), parent(), payload(), payload());
    }

    private @Nullable Parent parent() {
        return maybe() ? null : new Parent(ExecutionId.of(any(TEXTS)), maybe() ? null : StepId.named(any(TEXTS)));
    }

    private Action action() {
        return switch (random.nextInt(4)) {
            case 0 -> new Action.Phase(any(TEXTS), durationOrNull());
            case 1 -> new Action.ToolCall(any(TEXTS), payload());
            case 2 -> new Action.ModelCall(any(TEXTS));
            default -> new Action.Delegate(ExecutionId.of(any(TEXTS)));
        };
    }

    private Outcome.Ended outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> new Outcome.Succeeded(durationOrNull());
            case 1 -> new Outcome.Failed(durationOrNull(), failure());
            case 2 -> new Outcome.Cancelled(durationOrNull(), any(TEXTS));
            case 3 -> new Outcome.Abandoned();
            default -> new Outcome.Unknown(durationOrNull());
        };
    }

    private Failure failure() {
        return new Failure(
                any(FailureClass.values()),
                any(Severity.values()),
                any(Transience.values()),
                any(TEXTS),
                any(TEXTS),
                maybe() ? Fingerprint.of(any(TEXTS), any(TEXTS)) : new Fingerprint("of an older release"));
    }

    private Recovery recovery() {
        return maybe() ? new Recovery.Retry(any(DURATIONS), any(TEXTS)) : new Recovery.GiveUp(any(TEXTS));
    }

    private Usage usage() {
        return maybe()
                ? Usage.NONE
                : new Usage(
                        random.nextLong(Long.MAX_VALUE),
                        random.nextLong(Long.MAX_VALUE),
                        random.nextInt(2),
                        new Money(maybe() ? -random.nextLong(Long.MAX_VALUE) : Long.MIN_VALUE),
                        random.nextLong(10));
    }

    private Payload payload() {
        return maybe() ? Payload.NONE : new Payload(any(TEXTS), maybe());
    }

    private @Nullable Duration durationOrNull() {
        return maybe() ? null : any(DURATIONS);
    }

    private @Nullable String textOrNull() {
        return maybe() ? null : any(TEXTS);
    }

    private boolean maybe() {
        return random.nextInt(2) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
