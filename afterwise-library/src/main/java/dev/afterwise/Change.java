package dev.afterwise;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** One thing that can be changed about how a subject is handled. */
public sealed interface Change {
    /** What is changed. */
    Subject subject();

    /** The word for this kind of change, the same in JSON and on the command line. */
    String kind();

    /** What it is about: of two changes that are about the same, only one can hold. */
    default List<Object> place() {
        return switch (this) {
            case PreferAgent it -> List.of(it.subject, "choice");
            case SetThreshold it -> List.of(it.subject, "choice");
            case PreferWhere it -> List.of(it.subject, it.kind(), it.dimension, it.where);
            case MoveThreshold it -> List.of(it.subject, it.kind(), it.name);
            case PreferStrategies it -> List.of(it.subject, it.kind(), it.against);
            case FallBackTo it -> List.of(it.subject, it.kind(), it.against, it.agent);
            case Parallelise it -> List.of(it.subject, it.kind(), it.need);
            case Reorder it -> List.of(it.subject, it.kind(), it.after);
            case AddCheckpoint it -> List.of(it.subject, it.kind(), it.check);
            default -> List.of(subject(), kind());
        };
    }

    /** Of the alternatives of a step, take this agent. */
    record PreferAgent(Subject subject, String agent) implements Change {
        @Override
        public String kind() {
            return "prefer_agent";
        }
    }

    /**
     * Of the alternatives of a step, take one where a number is above a limit, and another where it is not.
     *
     * @param attribute whose number it is
     * @param above the limit itself is not above it; finite
     * @param agent which is taken above the limit
     * @param otherwise which is taken up to it
     */
    record SetThreshold(Subject subject, String attribute, double above, String agent, String otherwise)
            implements Change {
        /** @throws IllegalArgumentException if the limit is not finite */
        public SetThreshold {
            if (!Double.isFinite(above)) {
                throw new IllegalArgumentException("A threshold must be finite, but this is (%s).".formatted(above));
            }
        }

        @Override
        public String kind() {
            return "set_threshold";
        }

        /** When to take the agent, such as {@code complexity > 7}. */
        public String condition() {
            return attribute + " > " + Value.of(above);
        }

        /** Which agent to take for this number. */
        public String agentFor(double number) {
            return number > above ? agent : otherwise;
        }
    }

    /**
     * Of the variants that code can choose from, take this one.
     *
     * @param choice what code calls the choice
     */
    record PreferVariant(Subject subject, String choice, String variant) implements Change {
        @Override
        public String kind() {
            return "prefer_variant";
        }
    }

    /** Try a step so many times in all, as long as its failures may pass. */
    record RetryUpTo(Subject subject, int attempts) implements Change {
        /** @throws IllegalArgumentException if there is not at least one attempt */
        public RetryUpTo {
            if (attempts < 1) {
                throw new IllegalArgumentException(
                        "A step needs at least 1 attempt, but this is (%d).".formatted(attempts));
            }
        }

        @Override
        public String kind() {
            return "retry_up_to";
        }
    }

    /** Give an attempt at a step no more than this. */
    record TimeOutAfter(Subject subject, Duration limit) implements Change {
        /** @throws IllegalArgumentException if the limit is not positive */
        public TimeOutAfter {
            if (!limit.isPositive()) {
                throw new IllegalArgumentException("A time-out must be positive, but this is (%s).".formatted(limit));
            }
        }

        @Override
        public String kind() {
            return "time_out_after";
        }
    }

    /** For a task, take this model. */
    record PreferModel(Subject subject, String model) implements Change {
        @Override
        public String kind() {
            return "prefer_model";
        }
    }

    /** For a task, take this route. */
    record PreferRoute(Subject subject, String route) implements Change {
        @Override
        public String kind() {
            return "prefer_route";
        }
    }

    /**
     * For some of the work of a task, take this agent, model or route.
     *
     * @param where which of the work
     * @param dimension whether an agent, a model or a route is taken
     */
    record PreferWhere(Subject subject, Where where, Dimension dimension, String choice) implements Change {
        /** @throws IllegalArgumentException if the dimension is none that can be chosen */
        public PreferWhere {
            if (dimension == Dimension.TASK || dimension == Dimension.STEP) {
                throw new IllegalArgumentException(
                        "What is preferred must be an agent, a model or a route, but this is a (%s)."
                                .formatted(dimension.word()));
            }
        }

        @Override
        public String kind() {
            return "prefer_where";
        }
    }

    /**
     * Move a threshold that has a name.
     *
     * @param subject a task, or everything
     * @param name of the threshold among the settings or in the plan of that task
     * @param above the value itself is not above it; finite
     */
    record MoveThreshold(Subject subject, String name, double above) implements Change {
        /** @throws IllegalArgumentException if the value is not finite */
        public MoveThreshold {
            if (!Double.isFinite(above)) {
                throw new IllegalArgumentException("A threshold must be finite, but this is (%s).".formatted(above));
            }
        }

        @Override
        public String kind() {
            return "move_threshold";
        }
    }

    /**
     * Against failures of a class, in a component, do first what has helped best.
     *
     * @param subject a {@link Subject#component component}
     * @param strategies by their names, the first first; what is not among them comes after them
     */
    record PreferStrategies(Subject subject, FailureClass against, List<String> strategies) implements Change {
        /** @throws IllegalArgumentException if there is no component or no strategy */
        public PreferStrategies {
            component(subject);
            strategies = List.copyOf(strategies);
            if (strategies.isEmpty()) {
                throw new IllegalArgumentException("There must be a strategy to prefer, but there is none.");
            }
        }

        @Override
        public String kind() {
            return "prefer_strategies";
        }
    }

    /**
     * Let the circuit breaker of a component go by these limits.
     *
     * @param subject a {@link Subject#component component}
     */
    record SetBreaker(Subject subject, BreakerLimits limits) implements Change {
        /** @throws IllegalArgumentException if there is no component */
        public SetBreaker {
            component(subject);
        }

        @Override
        public String kind() {
            return "set_breaker";
        }
    }

    /**
     * Let the recovery budget of a component hold so much.
     *
     * @param subject a {@link Subject#component component}
     * @param tokens from 2 to {@value GuardSettings#MOST_TOKENS}; half of them can be spent at once
     */
    record SetBudget(Subject subject, int tokens) implements Change {
        /** @throws IllegalArgumentException if there is no component, or the number is out of range */
        public SetBudget {
            component(subject);
            GuardSettings.checkTokens(subject.toString(), tokens);
        }

        @Override
        public String kind() {
            return "set_budget";
        }
    }

    /**
     * Let all runs of a task do so much more about failures, as a boost does for a minute.
     *
     * @param factor from 0.1 to 0.5
     */
    record BoostBy(Subject subject, double factor) implements Change {
        /** @throws IllegalArgumentException if the factor is out of range */
        public BoostBy {
            if (!(factor >= .1 && factor <= .5)) {
                throw new IllegalArgumentException(
                        "A boost must be from 0.1 to 0.5, but it is (%s).".formatted(factor));
            }
        }

        @Override
        public String kind() {
            return "boost_by";
        }
    }

    /** Try nothing out on the work of this task: it is too much of a risk. */
    record ShieldWork(Subject subject) implements Change {
        @Override
        public String kind() {
            return "shield_work";
        }
    }

    /**
     * When an attempt at a step fails like this, do it in another of its ways.
     *
     * @param against the classes of failure; empty for any
     * @param agent the other way, by its name
     */
    record FallBackTo(Subject subject, SortedSet<FailureClass> against, String agent) implements Change {
        public FallBackTo {
            against = Collections.unmodifiableSortedSet(new TreeSet<>(against));
        }

        /** @param against the classes of failure; empty for any */
        public FallBackTo(Subject subject, Set<FailureClass> against, String agent) {
            this(subject, new TreeSet<>(against), agent);
        }

        @Override
        public String kind() {
            return "fall_back_to";
        }
    }

    /**
     * Begin a step without waiting for one that it doesn't need.
     *
     * @param need the step that is no longer waited for
     */
    record Parallelise(Subject subject, String need) implements Change {
        @Override
        public String kind() {
            return "parallelise";
        }
    }

    /**
     * Begin a step only when another is done, so that nothing is spent on it where that one fails.
     *
     * @param after the step that comes first
     */
    record Reorder(Subject subject, String after) implements Change {
        @Override
        public String kind() {
            return "reorder";
        }
    }

    /**
     * Check something before anything else is begun.
     *
     * @param check what must hold, as an expression of plans
     */
    record AddCheckpoint(Subject subject, String check) implements Change {
        @Override
        public String kind() {
            return "add_checkpoint";
        }
    }

    /** Expect a step to take so long. */
    record SetEstimate(Subject subject, Duration typical) implements Change {
        /** @throws IllegalArgumentException if the time is not positive */
        public SetEstimate {
            if (!typical.isPositive()) {
                throw new IllegalArgumentException(
                        "An estimate must be positive, but this is (%s).".formatted(typical));
            }
        }

        @Override
        public String kind() {
            return "set_estimate";
        }
    }

    /**
     * Begin runs of a plan at these times.
     *
     * @param schedule in the form of cron, such as {@code 0 3 * * *}
     */
    record StartAt(Subject subject, String schedule) implements Change {
        @Override
        public String kind() {
            return "start_at";
        }
    }

    private static void component(Subject subject) {
        if (subject.part(Dimension.STEP).isEmpty()) {
            throw new IllegalArgumentException(
                    "What is set must be that of a component, but (%s) names none.".formatted(subject));
        }
    }
}
