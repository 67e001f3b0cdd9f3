package dev.afterwise.plan;

import dev.afterwise.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one step of a plan does. */
public sealed interface Body {
    /** In one line, for whoever reads the history. */
    String summary();

    /** The key under which it stands in a plan, such as {@code run}. */
    default String kind() {
        return switch (this) {
            case Command ignored -> "run";
            case Script ignored -> "run";
            case Request ignored -> "http";
            case Prompt ignored -> "llm";
            case Agent ignored -> "agent";
            case Nested ignored -> "plan";
            case Approval ignored -> "approve";
            case Wait ignored -> "wait";
            case Check ignored -> "check";
            case Code ignored -> "code";
        };
    }

    /** Whether it works, rather than wait for a moment or a person: only then it needs a place, and may take too long. */
    default boolean isWork() {
        return !(this instanceof Approval || this instanceof Wait);
    }

    /** Runs a program with these arguments, as they are: no shell reads them. */
    record Command(List<String> arguments) implements Body {
        /** @throws IllegalArgumentException if there is no program to run */
        public Command {
            arguments = List.copyOf(arguments);
            if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
                throw new IllegalArgumentException("A command must begin with the program to run, but this is (%s)."
                        .formatted(String.join(" ", arguments)));
            }
        }

        @Override
        public String summary() {
            return String.join(" ", arguments);
        }
    }

    /** Has {@code sh -e} run this text, which is the same in every run: what differs comes in by the environment. */
    record Script(String text) implements Body {
        /** The system takes no argument that is longer than 128 KiB. */
        public static final int MAX_BYTES = 100_000;

        @Override
        public String summary() {
            return text.strip();
        }
    }

    /**
     * Makes an HTTP request, and follows redirects.
     *
     * @param url with the scheme http or https
     * @param headers by their names
     * @param expect the statuses that are a success; empty for every 2xx
     */
    record Request(
            String method,
            Template url,
            SortedMap<String, Template> headers,
            @Nullable Template body,
            Set<Integer> expect)
            implements Body {
        public Request {
            var byName = new TreeMap<String, Template>(String.CASE_INSENSITIVE_ORDER);
            byName.putAll(headers);
            headers = Collections.unmodifiableSortedMap(byName);
            expect = Collections.unmodifiableSortedSet(new TreeSet<>(expect));
        }

        @Override
        public String summary() {
            return method + " " + url;
        }
    }

    /** Runs Java code on the step's thread, which is interrupted when it takes too long. */
    record Code(String name, Routine routine) implements Body {
        @Override
        public String summary() {
            return name;
        }
    }

    /**
     * Asks a language model; what it answers is what an attempt prints.
     *
     * @param model its name, as whoever asks it knows it
     * @param system what it is told about its task, or null
     * @param maxTokens the most that it may answer
     */
    record Prompt(String model, Template prompt, @Nullable Template system, int maxTokens) implements Body {
        public static final int DEFAULT_MAX_TOKENS = 1_024;
        public static final int MOST_TOKENS = 1_000_000;

        /** @throws IllegalArgumentException if the most tokens are not from 1 to {@link #MOST_TOKENS} */
        public Prompt {
            if (maxTokens < 1 || maxTokens > MOST_TOKENS) {
                throw new IllegalArgumentException("The most tokens of an answer must be from 1 to %,d, but it is (%d)."
                        .formatted(MOST_TOKENS, maxTokens));
            }
        }

        /** Asks this, without more. */
        public Prompt(String model, Template prompt) {
            this(model, prompt, null, DEFAULT_MAX_TOKENS);
        }

        @Override
        public String summary() {
            return model + ": " + prompt;
        }
    }

    /**
     * Calls Java code that is registered by its name.
     *
     * @param with what it is given, by name
     */
    record Agent(String name, SortedMap<String, Template> with) implements Body {
        public Agent {
            with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
        }

        @Override
        public String summary() {
            return name + given(with);
        }
    }

    /**
     * Carries out another plan, as a run of its own.
     *
     * @param file inside the folder of the plan
     * @param with its parameters
     */
    record Nested(String file, SortedMap<String, Template> with) implements Body {
        /** How deep plans may stand in plans. */
        public static final int DEEPEST = 10;

        /** @throws IllegalArgumentException if the file is not inside the plan's folder */
        public Nested {
            if (!Folders.isInside(file)) {
                throw new IllegalArgumentException(
                        "The plan (%s) must be a file inside the folder of the one that names it, but it is not."
                                .formatted(file));
            }
            with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
        }

        @Override
        public String summary() {
            return file + given(with);
        }
    }

    /** Asks a person, and goes on when one has said yes. */
    record Approval(Template question) implements Body {
        @Override
        public String summary() {
            return question.toString();
        }
    }

    /**
     * Lets time pass, also while nobody carries the run out. Either is null.
     *
     * @param length for how long
     * @param until a moment such as {@code 2027-01-31T06:00:00+01:00}
     */
    record Wait(@Nullable Duration length, @Nullable Template until) implements Body {
        /** @throws IllegalArgumentException unless one of them is there, and the wait is not negative */
        public Wait {
            if ((length == null) == (until == null) || (length != null && length.isNegative())) {
                throw new IllegalArgumentException(
                        "A wait must be for a time that isn't negative, or until a moment, but it is for (%s) and until (%s)."
                                .formatted(length, until));
            }
        }

        public static Wait of(Duration length) {
            return new Wait(length, null);
        }

        public static Wait until(Template moment) {
            return new Wait(null, moment);
        }

        /**
         * When it is over.
         *
         * @param begun when it began
         * @throws ExpressionException if that is no moment
         */
        Instant end(Instant begun, Scope scope) {
            if (length != null) {
                return begun.plus(length);
            }
            String moment = Objects.requireNonNull(until).filled(scope).strip();
            return moment(moment)
                    .orElseThrow(() -> new ExpressionException(
                            "A wait must be until a moment such as 2027-01-31T06:00:00Z, but it is until '%s'."
                                    .formatted(moment.length() > 100 ? moment.substring(0, 100) + "..." : moment),
                            0));
        }

        /** The moment that a text names: date, time and offset, as ISO 8601 has it. */
        public static Optional<Instant> moment(String text) {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException none) {
                return Optional.empty();
            }
        }

        @Override
        public String summary() {
            return length != null ? Spelled.duration(length) : "until " + until;
        }
    }

    /** Looks whether all of this holds, and does nothing else: a checkpoint before what is expensive. */
    record Check(List<Expression> checks) implements Body {
        /** @throws IllegalArgumentException if there is nothing to look at */
        public Check {
            checks = List.copyOf(checks);
            if (checks.isEmpty()) {
                throw new IllegalArgumentException("A check must have at least one expression, but it has none.");
            }
        }

        @Override
        public String summary() {
            return checks.stream().map(Expression::toString).collect(Collectors.joining(" && "));
        }
    }

    private static String given(SortedMap<String, Template> with) {
        return with.isEmpty()
                ? ""
                : with.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** Java code that is a step. */
    @FunctionalInterface
    interface Routine {
        /**
         * @param env what the step's {@code env} came to
         * @return its outputs, by name
         */
        Map<String, Value> run(SortedMap<String, String> env) throws Exception;
    }
}
