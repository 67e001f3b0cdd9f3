package dev.afterwise.plan;

import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param needs the steps that must be behind it before this one begins
 * @param condition without which it is skipped, or null
 * @param among the ways to do it, at least one
 * @param threshold by which one of two ways is taken: the first up to it, the second above; or null
 * @param explore how often the threshold is passed over, from 0 to 1, to learn whether it is right
 * @param env variables added to the environment of its commands
 * @param component what it calls, shared with whatever else calls it; null for the host of a request, or else for nothing shared
 * @param outputs what steps after it can refer to, by name
 * @param success what must hold for an attempt to be a success, besides its exit code or status
 * @param timeout how long one attempt may take
 * @param onError what to do about failures; what none of these covers is tried again if it may pass
 * @param fallback what to do when nothing else is left to try, or null
 * @param critical whether the run fails, and steps that need this one are left out, when it fails
 * @param parallel whether other steps may run at the same time
 * @param forEach over what it is done again and again, or null
 * @param demand what it asks of whoever says when it begins
 * @param heal what may be done about its failures without asking a person
 */
public record PlanStep(
        String id,
        List<String> needs,
        @Nullable Expression condition,
        List<Alternative> among,
        @Nullable String threshold,
        double explore,
        SortedMap<String, Template> env,
        @Nullable String component,
        SortedMap<String, Output> outputs,
        List<Expression> success,
        Duration timeout,
        Retries retry,
        List<OnError> onError,
        @Nullable Body fallback,
        boolean critical,
        boolean parallel,
        @Nullable ForEach forEach,
        Demand demand,
        Healing heal) {
    /** What a step gets that names no time-out. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private static final int MAX_DEED_CHARS = 4_000;

    /** The agent of a step's fallback. */
    public static final String FALLBACK = Recovery.FallBack.AGENT;

    /** @throws IllegalArgumentException if there is no alternative, or two have one name, or the time-out isn't positive */
    public PlanStep {
        needs = List.copyOf(needs);
        among = List.copyOf(among);
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
        success = List.copyOf(success);
        onError = List.copyOf(onError);
        if (among.isEmpty() || among.stream().map(Alternative::agent).distinct().count() < among.size()) {
            throw new IllegalArgumentException(
                    "The step (%s) must have at least one alternative, each with a name of its own, but it has (%s)."
                            .formatted(id, among));
        }
        if (threshold != null && among.size() != 2) {
            throw new IllegalArgumentException(
                    "The step (%s) must have two alternatives to choose from by a threshold, but it has %d."
                            .formatted(id, among.size()));
        }
        if (!(explore >= 0 && explore <= 1)) {
            throw new IllegalArgumentException(
                    "What step (%s) explores must be from 0 to 1, but it is (%s).".formatted(id, explore));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "The time-out of step (%s) must be positive, but it is (%s).".formatted(id, timeout));
        }
        if (forEach != null && among.stream().anyMatch(way -> way.body() instanceof Body.Approval)) {
            throw new IllegalArgumentException(
                    "The step (%s) must ask a person once, but it has items to ask for.".formatted(id));
        }
    }

    /** A step with one way to do it, tried once. */
    public static PlanStep of(String id, Body body) {
        return builder(id).body(body).build();
    }

    /** Begins a step; it needs at least a {@link Builder#body body} or {@link Builder#among alternatives}. */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    public PlanStep needing(String... steps) {
        return edit().needs(List.of(steps)).build();
    }

    public PlanStep choosing(List<Alternative> alternatives) {
        return edit().among(alternatives).build();
    }

    public PlanStep within(Duration limit) {
        return edit().timeout(limit).build();
    }

    public PlanStep retrying(Retries retries) {
        return edit().retry(retries).build();
    }

    /** How much it holds of the plan's resources while it runs, by name. */
    public SortedMap<String, Integer> uses() {
        return demand.uses();
    }

    /** Of the steps that could begin, those with the highest begin first. */
    public int priority() {
        return demand.priority();
    }

    /** How long it takes, as somebody says who knows, or null. */
    public @Nullable Duration estimate() {
        return demand.estimate();
    }

    /** Whether it only looks if all is well. */
    public boolean isCheckpoint() {
        return among.stream().allMatch(way -> way.body() instanceof Body.Check);
    }

    /** All that can be done in it. */
    Stream<Body> bodies() {
        return Stream.concat(among.stream().map(Alternative::body), Stream.ofNullable(fallback));
    }

    /** A builder that begins with this step. */
    public Builder edit() {
        return new Builder(this);
    }

    /** What it does, in each of its ways, as the history tells it. */
    public Payload deed() {
        return Payload.text(
                among.stream().map(way -> way.body().summary()).collect(Collectors.joining(" | ")), MAX_DEED_CHARS);
    }

    /** Whether there is anything to choose. */
    public boolean hasChoice() {
        return among.size() > 1;
    }

    /** The way to do it that goes by this name; the first if there is none, for it may have been renamed. */
    Alternative alternative(String agent) {
        if (fallback != null && agent.equals(FALLBACK)) {
            return new Alternative(FALLBACK, fallback);
        }
        return among.stream()
                .filter(each -> each.agent().equals(agent))
                .findFirst()
                .orElseGet(among::getFirst);
    }

    /** How many ways there are to do it. */
    int ways() {
        return among.size() + (fallback == null ? 0 : 1);
    }

    /** Whether its commands get a file for outputs. */
    boolean writesOutputs() {
        return outputs.values().stream().anyMatch(Output.Written.class::isInstance);
    }

    /** A step while it is put together. Not safe for use by several threads. */
    public static final class Builder {
        private final String id;
        private List<String> needs = List.of();
        private @Nullable Expression condition;
        private List<Alternative> among = List.of();
        private @Nullable String threshold;
        private double explore;
        private final SortedMap<String, Template> env = new TreeMap<>();
        private @Nullable String component;
        private final SortedMap<String, Output> outputs = new TreeMap<>();
        private final List<Expression> success = new ArrayList<>();
        private Duration timeout = DEFAULT_TIMEOUT;
        private Retries retry = Retries.NONE;
        private final List<OnError> onError = new ArrayList<>();
        private @Nullable Body fallback;
        private boolean critical = true;
        private boolean parallel = true;
        private @Nullable ForEach forEach;
        private Demand demand = Demand.NONE;
        private Healing heal = Healing.ALL;

        private Builder(String id) {
            this.id = id;
        }

        private Builder(PlanStep step) {
            this.id = step.id;
            this.needs = step.needs;
            this.condition = step.condition;
            this.among = step.among;
            this.threshold = step.threshold;
            this.explore = step.explore;
            this.env.putAll(step.env);
            this.component = step.component;
            this.outputs.putAll(step.outputs);
            this.success.addAll(step.success);
            this.timeout = step.timeout;
            this.retry = step.retry;
            this.onError.addAll(step.onError);
            this.fallback = step.fallback;
            this.critical = step.critical;
            this.parallel = step.parallel;
            this.forEach = step.forEach;
            this.demand = step.demand;
            this.heal = step.heal;
        }

        public Builder needs(List<String> steps) {
            needs = steps;
            return this;
        }

        public Builder condition(@Nullable Expression expression) {
            condition = expression;
            return this;
        }

        /** The one way to do it. */
        public Builder body(Body body) {
            return among(List.of(new Alternative(id, body)));
        }

        public Builder among(List<Alternative> alternatives) {
            among = alternatives;
            return this;
        }

        /** The threshold of the plan by which one of two ways is taken, and how often it is passed over to learn. */
        public Builder threshold(@Nullable String name, double explored) {
            threshold = name;
            explore = explored;
            return this;
        }

        public Builder env(Map<String, Template> variables) {
            env.putAll(variables);
            return this;
        }

        public Builder component(@Nullable String name) {
            component = name;
            return this;
        }

        public Builder outputs(Map<String, ? extends Output> named) {
            outputs.putAll(named);
            return this;
        }

        public Builder success(List<Expression> checks) {
            success.addAll(checks);
            return this;
        }

        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        public Builder retry(Retries retries) {
            retry = retries;
            return this;
        }

        public Builder onError(List<OnError> reactions) {
            onError.addAll(reactions);
            return this;
        }

        /** One more reaction, before all that are there. */
        public Builder firstOnError(OnError reaction) {
            onError.addFirst(reaction);
            return this;
        }

        public Builder fallback(@Nullable Body body) {
            fallback = body;
            return this;
        }

        public Builder critical(boolean is) {
            critical = is;
            return this;
        }

        public Builder parallel(boolean is) {
            parallel = is;
            return this;
        }

        public Builder forEach(@Nullable ForEach items) {
            forEach = items;
            return this;
        }

        public Builder demand(Demand asked) {
            demand = asked;
            return this;
        }

        /** How much it holds of the plan's resources, by name. */
        public Builder uses(SortedMap<String, Integer> amounts) {
            return demand(demand.withUses(amounts));
        }

        public Builder priority(int level) {
            return demand(demand.withPriority(level));
        }

        public Builder estimate(@Nullable Duration likely) {
            return demand(demand.withEstimate(likely));
        }

        public Builder heal(Healing allowed) {
            heal = allowed;
            return this;
        }

        /** @throws IllegalArgumentException as {@link PlanStep} does */
        public PlanStep build() {
            return new PlanStep(
                    id, needs, condition, among, threshold, explore, env, component, outputs, success, timeout, retry,
                    onError, fallback, critical, parallel, forEach, demand, heal);
        }
    }
}
