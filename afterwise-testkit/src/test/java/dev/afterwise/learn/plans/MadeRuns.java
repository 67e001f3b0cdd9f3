package dev.afterwise.learn.plans;

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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Made-up runs of a plan of which all steps begin at once; a run fails if one of its steps does. */
public final class MadeRuns {
    public static final Instant START = Instant.parse("2026-01-05T00:10:00Z");

    /** One attempt, as far as chance decides. */
    @FunctionalInterface
    public interface Try {
        /** @param before whoever failed just before this attempt, or null */
        Outcome outcome(RandomGenerator random, int run, @Nullable String agent, @Nullable String before);
    }

    private record Made(String name, int most, List<String> agents, Try tried) {}

    private final List<Made> steps = new ArrayList<>();
    private final Map<String, IntFunction<Value>> params = new TreeMap<>();
    private Duration between = Duration.ofMinutes(67);

    public MadeRuns() {}

    public MadeRuns step(String name, Try tried) {
        return step(name, 1, List.of(), tried);
    }

    public MadeRuns step(String name, int most, List<String> agents, Try tried) {
        steps.add(new Made(name, most, agents, tried));
        return this;
    }

    public MadeRuns told(String param, IntFunction<Value> value) {
        params.put(param, value);
        return this;
    }

    public MadeRuns every(Duration time) {
        between = time;
        return this;
    }

    public List<Execution> runs(int count, long seed) {
        var random = new SplittableRandom(seed);
        var runs = new ArrayList<Execution>();
        for (int run = 0; run < count; run++) {
            runs.add(run(random, run));
        }
        return runs;
    }

    private Execution run(RandomGenerator random, int run) {
        Instant at = START.plus(between.multipliedBy(run));
        var made = new ArrayList<Step>();
        Duration longest = Duration.ofMillis(1);
        Failure failure = null;
        for (Made each : steps) {
            List<Attempt> attempts = attempts(each, random, run, at);
            made.add(new Step(
                    StepId.named(each.name()), null, new Action.ToolCall(each.name(), Payload.NONE), attempts));
            Duration took = Duration.ZERO;
            for (Attempt attempt : attempts) {
                took = took.plus(took(attempt.outcome()));
            }
            longest = took.compareTo(longest) > 0 ? took : longest;
            if (attempts.getLast().outcome() instanceof Outcome.Failed(var ignored, Failure its)) {
                failure = its;
            }
        }
        var told = new TreeMap<String, Value>();
        int number = run;
        params.forEach((name, value) -> told.put(name, value.apply(number)));
        var headline = new Headline(
                ExecutionId.of("nightly " + run),
                Profile.of("nightly").withAgent("plan").with(told),
                "",
                at,
                failure == null ? new Outcome.Succeeded(longest) : new Outcome.Failed(longest, failure),
                Usage.NONE,
                new TreeMap<>());
        return new Execution(headline, About.NOTHING, made, List.of(), List.of());
    }

    private static List<Attempt> attempts(Made step, RandomGenerator random, int run, Instant at) {
        var attempts = new ArrayList<Attempt>();
        String before = null;
        for (int number = 1; number <= step.most(); number++) {
            String agent = step.agents().isEmpty()
                    ? null
                    : step.agents().get(random.nextInt(step.agents().size()));
            Outcome outcome = step.tried().outcome(random, run, agent, before);
            boolean again = outcome instanceof Outcome.Failed && number < step.most();
            Recovery then = outcome instanceof Outcome.Failed
                    ? again ? new Recovery.Retry(Duration.ZERO, "it may pass") : new Recovery.GiveUp("no more")
                    : null;
            attempts.add(new Attempt(number, agent, at, outcome, Usage.NONE, Payload.NONE, then));
            if (!again) {
                break;
            }
            before = agent;
        }
        return attempts;
    }

    private static Duration took(Outcome outcome) {
        return outcome instanceof Outcome.Ended ended && ended.took() != null ? ended.took() : Duration.ZERO;
    }

    public static Outcome succeeded(double seconds) {
        return new Outcome.Succeeded(duration(seconds));
    }

    public static Outcome failed(double seconds, FailureClass failureClass) {
        return new Outcome.Failed(
                duration(seconds),
                Failure.of(failureClass, Severity.MEDIUM, Transience.PERMANENT, failureClass.label(), "it failed"));
    }

    public static double about(RandomGenerator random, double seconds) {
        return seconds * Math.exp(.2 * random.nextGaussian());
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
