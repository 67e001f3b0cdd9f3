package dev.afterwise.json;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line of a file of executions, while it is taken apart into facts. Safe for use by many threads. */
final class ExecutionForm {
    /** All that the other keys can't say, and then all that counts. */
    static final String FACTS = "facts";

    private static final Set<String> KEYS = Set.of(
            "id",
            "workspace",
            "task",
            "agent",
            "model",
            "route",
            "complexity",
            "description",
            "started",
            "duration_ms",
            "outcome",
            "error",
            "input_tokens",
            "output_tokens",
            "cost_usd",
            "api_calls",
            "attributes",
            "steps",
            FACTS);
    private static final Set<String> TOLD_KEYS = KEYS.stream()
            .filter(key -> !key.equals("workspace") && !key.equals(FACTS))
            .collect(Collectors.toSet());
    private static final Set<String> STEP_KEYS =
            Set.of("name", "kind", "started", "duration_ms", "estimate_ms", "outcome", "error");
    private static final Set<String> ERROR_KEYS = Set.of("type", "message");
    private static final List<String> KINDS = List.of("phase", "tool", "model");
    private static final Status[] STATUSES = {
        Status.SUCCEEDED, Status.FAILED, Status.CANCELLED, Status.UNKNOWN, Status.ABANDONED
    };

    /** Larger counts are mistakes, and would overflow the sums. */
    private static final long MOST_COUNTED = 1_000_000_000_000L;

    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MOST_MILLIS =
            BigDecimal.valueOf(Duration.ofDays(36_525).toMillis());

    private final BiFunction<String, String, Failure> classify;

    ExecutionForm(BiFunction<String, String, Failure> classify) {
        this.classify = classify;
    }

    /**
     * The facts of one line.
     *
     * @param otherwise the id, if the line has none
     * @throws UnreadableException if anything is wrong; the message names the key and the value
     */
    ExecutionLine.Accepted read(Fields line, ExecutionId otherwise) {
        line.only(KEYS, "an execution");
        ExecutionId id = line.has("id") ? ExecutionId.of(named(line, "id")) : otherwise;
        if (line.has(FACTS)) {
            return new ExecutionLine.Accepted(workspace(line), facts(line, id));
        }
        Instant started = Moments.instant(line, "started");
        Instant ended = end(started, outcome(line));
        return new ExecutionLine.Accepted(
                workspace(line), facts(line, new Origin(id, Source.IMPORTED, ended), started));
    }

    /**
     * The facts of an execution that is told of by whoever did the work.
     *
     * @param origin when it is told; if nothing says when the work began, it ended then
     * @throws UnreadableException if anything is wrong; the message names the key and the value
     */
    List<Fact> told(Fields told, Origin origin) {
        told.only(TOLD_KEYS, "an execution");
        told.value("outcome");
        Duration took = took(told);
        Instant started = told.has("started")
                ? Moments.instant(told, "started")
                : took == null ? origin.observedAt() : origin.observedAt().minus(took);
        return facts(told, origin, started);
    }

    private List<Fact> facts(Fields line, Origin origin, Instant started) {
        Outcome.Ended outcome = outcome(line);
        var facts = new ArrayList<Fact>();
        facts.add(new Fact.Started(origin, profile(line), line.textOrEmpty("description"), started, About.NOTHING));
        steps(line, origin, started, facts);
        facts.add(new Fact.Ended(origin, outcome, usage(line), Payload.NONE));
        return facts;
    }

    private static List<Fact> facts(Fields line, ExecutionId id) {
        try {
            return line.objects(FACTS, fact -> FactForm.read(id, fact));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new UnreadableException("'facts' must make sense, but: " + e.getMessage());
        }
    }

    private static Instant end(Instant started, Outcome.Ended outcome) {
        Duration took = outcome.took();
        return took == null ? started : started.plus(took);
    }

    private static @Nullable Workspace workspace(Fields line) {
        if (!line.has("workspace")) {
            return null;
        }
        try {
            return new Workspace(line.text("workspace"));
        } catch (IllegalArgumentException e) {
            throw line.wrong(
                    "workspace", "be 1 to 64 letters, digits, '.', '-' or '_' and begin with a letter or digit");
        }
    }

    static Profile profile(Fields line) {
        return new Profile(
                named(line, "task"),
                line.textOrEmpty("agent"),
                orNull(line.textOrEmpty("model")),
                orNull(line.textOrEmpty("route")),
                line.has("complexity") ? line.finite("complexity") : null,
                attributes(line));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    static String named(Fields fields, String key) {
        String name = fields.text(key);
        if (name.isBlank()) {
            throw fields.wrong(key, "not be blank");
        }
        return name;
    }

    private static SortedMap<String, Value> attributes(Fields line) {
        var attributes = new TreeMap<String, Value>();
        if (line.has("attributes")) {
            Fields given = line.object("attributes");
            for (String name : given.keys()) {
                attributes.put(
                        name,
                        switch (given.valueOrNull(name)) {
                            case String text -> Value.of(text);
                            case Numeral number -> Value.of(given.finite(name));
                            case Boolean flag -> Value.of(flag.toString());
                            case null, default -> throw given.wrong(name, "be text, a number, true or false");
                        });
            }
        }
        return attributes;
    }

    private static Usage usage(Fields line) {
        return new Usage(
                counted(line, "input_tokens"),
                counted(line, "output_tokens"),
                0,
                line.has("cost_usd") ? Money.dollars(atMost(MOST_DOLLARS, line, "cost_usd", "dollars")) : Money.ZERO,
                counted(line, "api_calls"));
    }

    private static long counted(Fields line, String key) {
        long count = line.wholeOrZero(key);
        if (count < 0 || count > MOST_COUNTED) {
            throw line.wrong(key, "be from 0 to %,d".formatted(MOST_COUNTED));
        }
        return count;
    }

    private static BigDecimal atMost(BigDecimal most, Fields fields, String key, String unit) {
        BigDecimal number = fields.decimal(key);
        if (number.signum() < 0 || number.compareTo(most) > 0) {
            throw fields.wrong(key, "be from 0 to %,d %s".formatted(most.longValueExact(), unit));
        }
        return number;
    }

    private static @Nullable Duration took(Fields fields) {
        return millis(fields, "duration_ms");
    }

    private static @Nullable Duration millis(Fields fields, String key) {
        return fields.has(key) ? Moments.millis(atMost(MOST_MILLIS, fields, key, "milliseconds")) : null;
    }

    private void steps(Fields line, Origin origin, Instant started, List<Fact> facts) {
        if (!line.has("steps")) {
            return;
        }
        Instant next = started;
        long ordinal = 0;
        for (Fields step : line.objects("steps", each -> each)) {
            step.only(STEP_KEYS, "a step");
            StepId id = StepId.of(++ordinal);
            Instant at = step.has("started") ? Moments.instant(step, "started") : next;
            Outcome.Ended outcome = outcome(step);
            facts.add(new Fact.StepStarted(origin, id, null, action(step)));
            facts.add(new Fact.AttemptStarted(origin, id, 1, null, at));
            facts.add(new Fact.AttemptEnded(origin, id, 1, outcome, Usage.NONE, Payload.NONE));
            next = end(at, outcome);
        }
    }

    private static Action action(Fields step) {
        String name = named(step, "name");
        String kind = step.has("kind") ? step.oneOf("kind", KINDS) : "phase";
        if (step.has("estimate_ms") && !kind.equals("phase")) {
            throw step.wrong("estimate_ms", "stand in a step of kind 'phase' only");
        }
        return switch (kind) {
            case "tool" -> new Action.ToolCall(name, Payload.NONE);
            case "model" -> new Action.ModelCall(name);
            default -> new Action.Phase(name, millis(step, "estimate_ms"));
        };
    }

    Outcome.Ended outcome(Fields fields) {
        Duration took = took(fields);
        Fields error = fields.has("error") ? fields.object("error") : null;
        if (error != null) {
            error.only(ERROR_KEYS, "an error");
        }
        Status status = fields.has("outcome") ? fields.word("outcome", STATUSES) : Status.UNKNOWN;
        return switch (status) {
            case FAILED -> new Outcome.Failed(took, failure(error));
            case CANCELLED -> new Outcome.Cancelled(took, error == null ? "" : error.textOrEmpty("message"));
            default -> {
                if (error != null) {
                    throw fields.wrong("outcome", "be 'failed' where there is an 'error'");
                }
                yield switch (status) {
                    case SUCCEEDED -> new Outcome.Succeeded(took);
                    case ABANDONED -> new Outcome.Abandoned();
                    default -> new Outcome.Unknown(took);
                };
            }
        };
    }

    Failure failure(@Nullable Fields error) {
        return error == null
                ? Failure.of(FailureClass.UNKNOWN, Severity.MEDIUM, Transience.UNKNOWN, "", "")
                : classify.apply(error.textOrEmpty("type"), error.textOrEmpty("message"));
    }
}
