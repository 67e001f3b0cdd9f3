package dev.afterwise.testkit;

import dev.afterwise.Afterwise;
import dev.afterwise.LoopSettings;
import dev.afterwise.Outcome;
import dev.afterwise.Settings;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Watcher;
import dev.afterwise.store.Store;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Work that is done again and again, and fails in ways that can be learned and in others that can't: a plan of four steps, run by
 * a real {@link Afterwise} in virtual time, by seeded chance.
 *
 * <p>What there is to learn: that a step's failures pass when it is tried again; which of three agents to take; up to which complexity
 * one agent is better and above it another. One failure of twelve is beyond learning. Left to itself, 66 % of the runs succeed; whoever
 * knows everything gets to 87 %. For one thread.
 */
public final class RepeatedWork implements AutoCloseable {
    private static final int HARDEST = 10;
    private static final int HARD = 6;
    private static final double FETCHED = .9;
    private static final double PUBLISHED = .92;
    private static final String COMPLEXITY = "complexity";

    private final ManualTime time = new ManualTime();
    private final RandomGenerator chance;
    private final Afterwise afterwise;
    private final Plan plan;

    /** @param loop when there is learned, and what becomes of what is recommended */
    public RepeatedWork(long seed, LoopSettings loop) {
        this.chance = shared(seed);
        Settings settings = Settings.STANDARD.with(time).with(shared(~seed)).with(LoopSettings.ASKED);
        this.afterwise = Afterwise.with(Store.inMemory(time), settings);
        afterwise.loop().use(loop);
        this.plan = new Plan(
                "support",
                List.of(new Param(COMPLEXITY, Param.Kind.NUMBER, null)),
                new TreeMap<>(),
                List.of(
                        PlanStep.builder("fetch").body(passing()).build(),
                        step("sort", "fetch")
                                .among(List.of(
                                        way("careful", 3, hardness -> .97),
                                        way("plain", 2, hardness -> .94),
                                        way("hasty", 1, hardness -> .82)))
                                .build(),
                        step("answer", "sort")
                                .among(List.of(
                                        way("small", 2, hardness -> hardness <= HARD ? .98 : .6),
                                        way("large", 6, hardness -> hardness <= HARD ? .84 : .97)))
                                .build(),
                        step("publish", "answer")
                                .body(code("publish", 1, hardness -> PUBLISHED))
                                .build()));
    }

    /** Steps run on threads of their own, though one at a time. */
    private static RandomGenerator shared(long seed) {
        var random = new SplittableRandom(seed);
        return () -> {
            synchronized (random) {
                return random.nextLong();
            }
        };
    }

    private static PlanStep.Builder step(String id, String after) {
        return PlanStep.builder(id)
                .needs(List.of(after))
                .env(Map.of("COMPLEXITY", Template.of("${{ params.complexity }}")));
    }

    private Alternative way(String agent, int seconds, IntToDoubleFunction succeeds) {
        return new Alternative(agent, code(agent, seconds, succeeds));
    }

    /** Fails for good. */
    private Body code(String name, int seconds, IntToDoubleFunction succeeds) {
        return new Body.Code(name, env -> {
            take(seconds);
            int hardness = (int) Double.parseDouble(env.getOrDefault("COMPLEXITY", "0"));
            if (chance.nextDouble() >= succeeds.applyAsDouble(hardness)) {
                throw new IllegalArgumentException("the result is not valid");
            }
            return Map.of();
        });
    }

    /** Fails in a way that has passed the next time. */
    private Body passing() {
        return new Body.Code("fetch", env -> {
            take(1);
            if (chance.nextDouble() >= FETCHED) {
                throw new ConnectException("Connection refused");
            }
            return Map.of();
        });
    }

    private void take(int seconds) {
        time.advance(Duration.ofMillis(Math.round(1_000 * seconds * Math.exp(.3 * chance.nextGaussian()))));
    }

    /** The front door by which it is done. */
    public Afterwise afterwise() {
        return afterwise;
    }

    /**
     * Works for so many weeks, evenly by day and night.
     *
     * @return how many runs there were each week, and how many succeeded
     */
    public List<Tally> weeks(int weeks, int runsADay) throws InterruptedException {
        var tallies = new ArrayList<Tally>();
        for (int week = 0; week < weeks; week++) {
            int succeeded = 0;
            for (int run = 0; run < 7 * runsADay; run++) {
                succeeded += succeeds() ? 1 : 0;
                time.advance(Duration.ofDays(1).dividedBy(runsADay));
                afterwise.loop().onceIfDue();
            }
            tallies.add(new Tally(7L * runsADay, succeeded));
        }
        return tallies;
    }

    private boolean succeeds() throws InterruptedException {
        int hardness = chance.nextInt(1, HARDEST + 1);
        Launch launch = Launch.in(Path.of("."), "").with(Map.of(COMPLEXITY, Value.of(hardness)));
        PlanResult result = afterwise.execute(plan, launch, Watcher.NOBODY);
        return result.outcome() instanceof Outcome.Succeeded;
    }

    @Override
    public void close() {
        afterwise.close();
    }
}
