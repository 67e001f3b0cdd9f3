package dev.afterwise.cli.eval;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The executions of a {@link NullWorld}, as they are made. For one thread. */
final class NullWork {
    /** A Monday. */
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static final int[] SIZES = {200, 500, 1_200, 2_500};
    private static final int[] DAYS = {14, 28, 56};
    private static final int VERSIONS = 4;
    private static final int CUSTOMERS = 40;
    private static final int MOST_REPEATS = 5;
    private static final double CANCELLED = .01;
    private static final double UNKNOWN = .02;

    private static final List<Failure> FAILURES = List.of(
            failure(FailureClass.UNAVAILABLE, "ConnectException", "Connection refused: ledger:5432"),
            failure(FailureClass.VALIDATION, "ParseException", "Unexpected end of input at line 17"),
            failure(FailureClass.UNKNOWN, "IllegalStateException", "The basket is empty"));

    private final RandomGenerator random;
    private final Noise noise;
    private final int size;
    private final Duration length;
    private final double rate;
    private final double median;
    private final double sigma;
    private final Weather weather;

    NullWork(Noise noise, RandomGenerator random) {
        this.noise = noise;
        this.random = random;
        this.size = SIZES[random.nextInt(SIZES.length)];
        this.length = Duration.ofDays(DAYS[random.nextInt(DAYS.length)]);
        this.rate = random.nextDouble(.5, .98);
        this.median = Math.exp(random.nextDouble(-2, 3));
        this.sigma = noise == Noise.SKEWED ? 2 : .5;
        this.weather = new Weather(noise, START, START.plus(length), random);
    }

    private static Failure failure(FailureClass failureClass, String type, String message) {
        return Failure.of(failureClass, Severity.MEDIUM, Transience.PERMANENT, type, message);
    }

    /** The oldest first. */
    List<Execution> executions() {
        List<Instant> starts = IntStream.range(0, size)
                .mapToObj(ignored -> moment())
                .filter(at -> random.nextDouble() < weather.work(at))
                .sorted()
                .toList();
        var executions = new ArrayList<Execution>();
        for (Instant at : starts) {
            Execution one = execution(at, profile(at));
            int times = noise == Noise.DUPLICATED ? 1 + random.nextInt(MOST_REPEATS) : 1;
            for (int i = 0; i < times; i++) {
                executions.add(repeated(one));
            }
        }
        return executions;
    }

    private Instant moment() {
        return START.plusMillis(random.nextLong(length.toMillis()));
    }

    private Execution repeated(Execution one) {
        Headline it = one.headline();
        var headline = new Headline(
                ExecutionId.at(it.startedAt(), random),
                it.profile(),
                it.description(),
                it.startedAt(),
                it.outcome(),
                it.usage(),
                it.recoveries());
        return new Execution(headline, one.about(), one.steps(), one.events(), one.ratings());
    }

    private Profile profile(Instant at) {
        long version = VERSIONS * Duration.between(START, at).toMillis() / length.toMillis();
        return Profile.of(oneOf("order", "invoice"))
                .withAgent(oneOf("ada", "ben", "cleo"))
                .withModel(oneOf("small", "large"))
                .withRoute(oneOf("direct", "two_phase"))
                .withComplexity(random.nextInt(100) / 10.0)
                .with("region", oneOf("eu", "us", "asia", "africa"))
                .with("customer", "customer-" + (int) (CUSTOMERS * Math.pow(random.nextDouble(), 2)))
                .with("version", "1." + version)
                .with("size", Math.rint(1_000 * skewed(1)) / 10);
    }

    private Execution execution(Instant at, Profile profile) {
        List<String> names = steps();
        boolean succeeds = random.nextDouble() < rate * weather.success(at);
        Failure failure = succeeds ? null : FAILURES.get(random.nextInt(FAILURES.size()));
        int failing = random.nextInt(names.size());
        double slowness = median * weather.slowness(at);
        var steps = new ArrayList<Step>();
        Instant clock = at;
        for (int i = 0; i < names.size(); i++) {
            Duration took = seconds(slowness / 4 * skewed(sigma));
            steps.add(step(names.get(i), clock, outcome(took, i == failing ? failure : null)));
            clock = clock.plus(took);
        }
        var headline = new Headline(
                ExecutionId.at(at, random),
                profile,
                "",
                at,
                end(Duration.between(at, clock), failure),
                usage(),
                new TreeMap<>());
        return new Execution(headline, About.NOTHING, steps, List.of(), List.of());
    }

    /** Every execution ends with the last of them, whether it fails or not. */
    private List<String> steps() {
        var names = new ArrayList<>(random.nextBoolean() ? List.of("fetch", "parse") : List.of("parse", "fetch"));
        if (random.nextBoolean()) {
            names.add(random.nextInt(names.size() + 1), "cache");
        }
        names.add("check");
        return names;
    }

    private Step step(String name, Instant at, Outcome outcome) {
        String agent = name.equals("fetch") ? oneOf("mirror", "origin") : null;
        var attempt = new Attempt(1, agent, at, outcome, Usage.NONE, Payload.NONE, null);
        return new Step(StepId.named(name), null, new Action.ToolCall(name, Payload.NONE), List.of(attempt));
    }

    private static Outcome outcome(Duration took, @Nullable Failure failure) {
        return failure == null ? new Outcome.Succeeded(took) : new Outcome.Failed(took, failure);
    }

    private Outcome end(Duration took, @Nullable Failure failure) {
        double chance = random.nextDouble();
        if (chance < CANCELLED) {
            return new Outcome.Cancelled(took, "no longer wanted");
        }
        return chance < CANCELLED + UNKNOWN ? new Outcome.Unknown(null) : outcome(took, failure);
    }

    private Usage usage() {
        double more = noise == Noise.SKEWED ? 2 : .6;
        long input = (long) (1_000 * skewed(more));
        long output = (long) (200 * skewed(more));
        return new Usage(input, output, 0, new Money((long) (5_000 * skewed(more))), 1);
    }

    private double skewed(double spread) {
        return Math.exp(spread * random.nextGaussian());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(1_000 * (1 + Math.round(seconds * 1e6)));
    }

    private String oneOf(String... names) {
        return names[random.nextInt(names.length)];
    }
}
