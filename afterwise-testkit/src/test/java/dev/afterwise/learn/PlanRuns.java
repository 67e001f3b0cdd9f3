package dev.afterwise.learn;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Made-up runs of a plan, one an hour: what each step does is left to chance in a way that a test says. */
final class PlanRuns {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What happens at one step in one run. */
    @FunctionalInterface
    interface Play {
        /** @param run counts from 0 */
        List<Attempt> attempts(RandomGenerator random, int run);
    }

    /** One attempt of a step, as far as chance decides. */
    @FunctionalInterface
    interface Try {
        Outcome outcome(RandomGenerator random, int run, @Nullable String agent);
    }

    private record Named(StepId id, Action action, Play play) {}

    /** Fingerprints are not for free, and there are a million failures. */
    private static final Map<List<Enum<?>>, Failure> FAILURES = new ConcurrentHashMap<>();

    private final List<Named> steps = new ArrayList<>();
    private final Map<String, IntFunction<Value>> attributes = new TreeMap<>();
    private final String task;

    PlanRuns(String task) {
        this.task = task;
    }

    PlanRuns with(String step, Play play) {
        steps.add(new Named(StepId.named(step), new Action.ToolCall(step, Payload.NONE), play));
        return this;
    }

    /** What each run is told, by its number. */
    PlanRuns told(String attribute, IntToDoubleFunction number) {
        attributes.put(attribute, run -> Value.of(number.applyAsDouble(run)));
        return this;
    }

    /** Runs know by which threshold the step's alternatives are taken. */
    PlanRuns routed(String step, String rule) {
        attributes.put(Profile.THRESHOLD + step, run -> Value.of(rule));
        return this;
    }

    /** Runs of which number {@code from} is the first. */
    List<Execution> runs(RandomGenerator random, int from, int count) {
        var runs = new ArrayList<Execution>();
        for (int run = from; run < from + count; run++) {
            var made = new ArrayList<Step>();
            for (Named step : steps) {
                made.add(new Step(step.id(), null, step.action(), step.play().attempts(random, run)));
            }
            runs.add(new Execution(headline(run), About.NOTHING, made, List.of(), List.of()));
        }
        return runs;
    }

    List<Execution> runs(RandomGenerator random, int count) {
        return runs(random, 0, count);
    }

    private Map<String, Value> told(int run) {
        var told = new TreeMap<String, Value>();
        attributes.forEach((name, value) -> told.put(name, value.apply(run)));
        return told;
    }

    private Headline headline(int run) {
        return new Headline(
                ExecutionId.of(task + " " + run),
                Profile.of(task).with(told(run)),
                "",
                START.plus(Duration.ofHours(run)),
                new Outcome.Succeeded(null),
                Usage.NONE,
                new TreeMap<>());
    }

    /** Up to so many attempts, retried while failures may pass, each by an agent drawn evenly; without agents, by none. */
    static Play upTo(int most, Try one, String... agents) {
        return (random, run) -> {
            var attempts = new ArrayList<Attempt>();
            for (int number = 1; number <= most; number++) {
                String agent = agents.length == 0 ? null : agents[random.nextInt(agents.length)];
                Outcome outcome = one.outcome(random, run, agent);
                Recovery then = then(outcome, number < most);
                attempts.add(new Attempt(
                        number, agent, START.plus(Duration.ofHours(run)), outcome, Usage.NONE, Payload.NONE, then));
                if (!(then instanceof Recovery.Retry)) {
                    break;
                }
            }
            return attempts;
        };
    }

    /** One attempt by an agent that is taken by the number of the run. */
    static Play by(BiFunction<RandomGenerator, Integer, String> taken, Try one) {
        return (random, run) -> {
            String agent = taken.apply(random, run);
            Outcome outcome = one.outcome(random, run, agent);
            return List.of(new Attempt(
                    1,
                    agent,
                    START.plus(Duration.ofHours(run)),
                    outcome,
                    Usage.NONE,
                    Payload.NONE,
                    then(outcome, false)));
        };
    }

    private static @Nullable Recovery then(Outcome outcome, boolean left) {
        if (!(outcome instanceof Outcome.Failed(var ignored, Failure failure))) {
            return null;
        }
        return left && failure.transience() != Transience.PERMANENT
                ? new Recovery.Retry(Duration.ZERO, "it may pass")
                : new Recovery.GiveUp("no more");
    }

    static Outcome succeeded(double seconds) {
        return new Outcome.Succeeded(duration(seconds));
    }

    static Outcome failed(Transience transience) {
        return failed(1, FailureClass.UNAVAILABLE, transience);
    }

    static Outcome failed(double seconds, FailureClass failureClass, Transience transience) {
        Failure failure = FAILURES.computeIfAbsent(
                List.of(failureClass, transience),
                ignored -> Failure.of(failureClass, Severity.MEDIUM, transience, failureClass.label(), "it failed"));
        return new Outcome.Failed(duration(seconds), failure);
    }

    static Outcome timedOut(double seconds) {
        return failed(seconds, FailureClass.TIMEOUT, Transience.TRANSIENT);
    }

    /** Succeeds this often, in a time that is log-normal around a second. */
    static Outcome flaky(RandomGenerator random, double rate, Transience transience) {
        return random.nextDouble() < rate ? succeeded(skewed(random, 1, .8)) : failed(transience);
    }

    /** Log-normal. */
    static double skewed(RandomGenerator random, double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
