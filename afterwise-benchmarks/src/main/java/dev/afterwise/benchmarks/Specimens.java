package dev.afterwise.benchmarks;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.heal.classify.Classifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Executions as a recorder would tell them: an agent that calls two tools and two models, one tool call of five tried twice,
 * one execution of eight failing. As JSON they have some 3.2 KB each. The same seed gives the same ones. For one thread.
 */
final class Specimens {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final String WORDS =
            "the order was not found in the warehouse and the customer asked for a new delivery ";

    private final RandomGenerator random;
    private final Classifier classifier = new Classifier();
    private final List<Fact> facts = new ArrayList<>();
    private ExecutionId id;
    private Instant now;
    private int steps;

    Specimens(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        now = FIRST;
        id = ExecutionId.at(now, random);
    }

    /** The facts of the next executions, one list each. */
    List<List<Fact>> next(int executions) {
        List<List<Fact>> all = new ArrayList<>(executions);
        for (int i = 0; i < executions; i++) {
            all.add(next());
        }
        return all;
    }

    private List<Fact> next() {
        facts.clear();
        steps = 0;
        id = ExecutionId.at(now, random);
        Instant began = now;
        var profile = Profile.of("task-" + random.nextInt(8))
                .withAgent("agent-" + random.nextInt(12))
                .withModel("model-" + random.nextInt(4))
                .withRoute(random.nextBoolean() ? "direct" : "two_phase")
                .withComplexity(random.nextInt(100) / 10.0)
                .with("customer", "customer-" + random.nextInt(500))
                .with("files", random.nextInt(40));
        facts.add(new Fact.Started(
                origin(),
                profile,
                "Answers ticket " + random.nextInt(1_000_000),
                now,
                new About("ticket-" + random.nextInt(1_000_000), null, null, prose(160), Payload.NONE)));
        model();
        tool("find-order");
        tool("write-reply");
        model();
        Duration took = Duration.between(began, now);
        facts.add(new Fact.Ended(
                origin(),
                random.nextInt(8) == 0 ? new Outcome.Failed(took, failure()) : new Outcome.Succeeded(took),
                Usage.NONE,
                prose(40)));
        now = now.plusMillis(random.nextInt(60_000));
        return List.copyOf(facts);
    }

    private void model() {
        StepId step = begin(new Action.ModelCall("model-" + random.nextInt(4)));
        var usage = new Usage(
                200 + random.nextInt(4_000), 50 + random.nextInt(600), 0, new Money(random.nextInt(40_000)), 1);
        facts.add(new Fact.AttemptEnded(origin(), step, 1, new Outcome.Succeeded(pass()), usage, Payload.NONE));
    }

    private void tool(String name) {
        StepId step = begin(new Action.ToolCall(name, prose(40)));
        int attempt = 1;
        if (random.nextInt(5) == 0) {
            facts.add(new Fact.AttemptEnded(
                    origin(), step, 1, new Outcome.Failed(pass(), failure()), Usage.NONE, Payload.NONE));
            facts.add(new Fact.Recovered(
                    origin(), step, 1, new Recovery.Retry(Duration.ofMillis(random.nextInt(500)), "it may pass")));
            attempt = 2;
            facts.add(new Fact.AttemptStarted(origin(), step, attempt, null, now));
        }
        facts.add(new Fact.AttemptEnded(origin(), step, attempt, new Outcome.Succeeded(pass()), Usage.NONE, prose(40)));
    }

    private StepId begin(Action action) {
        StepId step = StepId.of(++steps);
        facts.add(new Fact.StepStarted(origin(), step, null, action));
        facts.add(new Fact.AttemptStarted(origin(), step, 1, null, now));
        return step;
    }

    private Failure failure() {
        return classifier.classify(
                "TimeoutException", "no answer from order-service after " + random.nextInt(9_000) + " ms");
    }

    private Duration pass() {
        var took = Duration.ofNanos(1_000L * (1 + random.nextInt(900_000)));
        now = now.plus(took);
        return took;
    }

    private Origin origin() {
        return new Origin(id, Source.RECORDED, now);
    }

    /** Text of some length, cut from anywhere. */
    private Payload prose(int chars) {
        int length = chars / 2 + random.nextInt(chars);
        int from = random.nextInt(WORDS.length());
        return Payload.text(WORDS.repeat(2 + length / WORDS.length()).substring(from, from + length), 64_000);
    }
}
