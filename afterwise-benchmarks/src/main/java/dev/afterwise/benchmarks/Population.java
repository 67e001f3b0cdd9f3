package dev.afterwise.benchmarks;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Usage;
import dev.afterwise.heal.classify.Classifier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The executions of a team of agents in 90 days, oldest first: 12 agents, 48 tasks, 5 models, 6 routes. Some tasks and words
 * are far more frequent than others; three agents share a task, four of five times with the model that they prefer, and it
 * takes one of two routes; one of nine fails. Each has a start, an end, a complexity, two attributes and a description, which are some
 * 600 bytes as JSON.
 * The same seed and number give the same ones. For one thread.
 */
final class Population {
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration LENGTH = Duration.ofDays(90);
    static final int AGENTS = 12;
    static final int TASKS = 48;

    private static final int MODELS = 5;
    private static final int ROUTES = 6;
    private static final int WORDS = 4_000;
    private static final long SEED = 17;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    /** Has its own chance, so that all else is the same with it and without. */
    private final RandomGenerator circumstances =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + 1);

    private final Classifier classifier = new Classifier();
    private final long executions;
    private long made;

    Population(long executions) {
        this.executions = executions;
    }

    /** The facts of the next executions; none when there are no more. */
    List<Fact> next(int atMost) {
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < atMost && made < executions; i++) {
            next(facts);
        }
        return facts;
    }

    private void next(List<Fact> facts) {
        long apart = LENGTH.toSeconds() * 1_000_000 / executions;
        Instant start = FIRST.plus(apart * made + random.nextLong(apart), ChronoUnit.MICROS);
        made++;
        ExecutionId id = ExecutionId.at(start, random);
        var took = Duration.of((long) (Math.exp(random.nextGaussian()) * 2_000_000), ChronoUnit.MICROS);
        int task = skewed(TASKS);
        int agent = (task + 5 * random.nextInt(3)) % AGENTS;
        var profile = Profile.of("task-" + task)
                .withAgent("agent-" + agent)
                .withModel("model-" + (random.nextInt(5) == 0 ? random.nextInt(MODELS) : agent % MODELS))
                .withRoute("route-" + (task + random.nextInt(2)) % ROUTES)
                .withComplexity(circumstances.nextInt(100) / 10.0)
                .with("branch", "branch-" + (int) (30 * Math.pow(circumstances.nextDouble(), 2.5)))
                .with("files", circumstances.nextInt(40));
        var usage = new Usage(
                200 + random.nextInt(4_000), 50 + random.nextInt(600), 0, new Money(random.nextInt(40_000)), 1);
        Outcome.Ended outcome =
                random.nextInt(9) == 0 ? new Outcome.Failed(took, failure()) : new Outcome.Succeeded(took);
        facts.add(new Fact.Started(origin(id, start), profile, description(), start, About.NOTHING));
        facts.add(new Fact.Ended(origin(id, start.plus(took)), outcome, usage, Payload.NONE));
    }

    private static Origin origin(ExecutionId id, Instant at) {
        return new Origin(id, Source.RECORDED, at);
    }

    /** Small numbers far more often than large ones. */
    private int skewed(int bound) {
        return (int) (bound * Math.pow(random.nextDouble(), 2.5));
    }

    /** Half a dozen words; the hundredth word is a hundred times as rare as the first. */
    private String description() {
        var text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            int rank = (int) Math.pow(WORDS, random.nextDouble());
            text.append(i == 0 ? "" : " ").append(word(rank));
        }
        return text.toString();
    }

    private static String word(int rank) {
        return "" + (char) ('a' + rank % 26) + (char) ('a' + rank / 26 % 26) + "o" + Integer.toString(rank, 36);
    }

    private Failure failure() {
        return classifier.classify(
                random.nextInt(3) == 0 ? "ConnectException" : "TimeoutException",
                "no answer from service-" + (char) ('a' + skewed(20)) + " after " + random.nextInt(9_000) + " ms");
    }
}
