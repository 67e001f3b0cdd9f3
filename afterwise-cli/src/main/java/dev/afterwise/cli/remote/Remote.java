package dev.afterwise.cli.remote;

import dev.afterwise.Afterwise;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Forms;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Rules;
import dev.afterwise.json.UnreadableException;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.Api;
import dev.afterwise.server.Form;
import dev.afterwise.server.Refused;
import dev.afterwise.server.Role;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What other processes ask before they work, and tell afterwards: advice, outcomes, permits of circuit breakers, charges of recovery
 * budgets. It goes by what the server has in memory, so it is quick enough to be asked before every piece of work. Safe for use by
 * many threads.
 */
public final class Remote implements Api {
    private static final int MOST_CHARS = 1 << 20;
    private static final Duration PRECEDENTS_FRESH = Duration.ofSeconds(10);

    private final Map<String, Call> calls = new LinkedHashMap<>();

    /** Answers a body. */
    @FunctionalInterface
    private interface Answering {
        Answer answer(String body);
    }

    /** @param schema the name of the resource that says what the body holds */
    private record Call(Role least, String summary, String schema, Answering answering) {}

    /**
     * @param workspace the one of the front door
     * @param redaction of what is told
     * @param rules by which failures are classified before the built-in ones
     */
    public Remote(Afterwise afterwise, WorkspaceStore workspace, Redaction redaction, Rules rules, Timekeeper time) {
        var precedents = new Renewed<>("precedents", PRECEDENTS_FRESH, time, afterwise::precedents);
        var classifier = new Classifier(rules, precedents::now);
        var known = new Known(afterwise, workspace, time);
        var counsel = new Counsel(afterwise, known, time);
        var reports = new Reports(afterwise, classifier::classify, redaction, time);
        var permits = new Permits(afterwise.guards(), classifier::classify, time);
        var charges = new Charges(afterwise.guards(), classifier::classify, known, time);
        calls.put(
                "advice",
                new Call(Role.VIEWER, "All there is to be said of work before it begins.", "work", counsel::advice));
        calls.put(
                "recommend",
                new Call(
                        Role.VIEWER, "Which agent, model or route to take for some work.", "work", counsel::recommend));
        calls.put(
                "predict",
                new Call(Role.VIEWER, "What will come of work before it is done.", "work", counsel::predict));
        calls.put(
                "outcomes",
                new Call(Role.WRITER, "How work went that was done elsewhere.", "outcomes", reports::outcomes));
        calls.put(
                "breakers/ask",
                new Call(
                        Role.WRITER,
                        "Whether a component may be called: a permit of its circuit breaker.",
                        "ask",
                        permits::ask));
        calls.put(
                "breakers/report",
                new Call(Role.WRITER, "How a call went for which a permit was given.", "report", permits::report));
        calls.put(
                "budget/take",
                new Call(
                        Role.WRITER, "Whether a call that failed may be made again, and when.", "take", charges::take));
        calls.put("budget/settle", new Call(Role.WRITER, "Whether another attempt helped.", "settle", charges::settle));
    }

    @Override
    public List<Offer> offers() {
        return calls.entrySet().stream()
                .map(each -> Offer.change(each.getKey(), each.getValue().least()))
                .toList();
    }

    @Override
    public Form form(Offer offer) {
        Call call = offer.method().equals("POST") ? calls.get(offer.path()) : null;
        return call == null ? Form.UNKNOWN : new Form(call.summary(), List.of(), List.of(), schema(call.schema()));
    }

    private static String schema(String name) {
        try (InputStream in = Objects.requireNonNull(Remote.class.getResourceAsStream(name + ".schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This, and whatever else the other one answers. */
    public Api before(Api other) {
        return new Both(this, other);
    }

    private record Both(Remote remote, Api other) implements Api {
        @Override
        public List<Offer> offers() {
            return Stream.concat(remote.offers().stream(), other.offers().stream())
                    .toList();
        }

        @Override
        public Form form(Offer offer) {
            return remote.has(offer.method(), offer.path()) ? remote.form(offer) : other.form(offer);
        }

        @Override
        public Reply answer(Question question) throws InterruptedException {
            return remote.has(question.method(), String.join("/", question.path()))
                    ? remote.answer(question)
                    : other.answer(question);
        }
    }

    private boolean has(String method, String path) {
        return method.equals("POST") && calls.containsKey(path);
    }

    @Override
    public Reply answer(Question question) {
        Call call = calls.get(String.join("/", question.path()));
        if (call == null) {
            return Refused.because(404, "There is nothing to ask by this path.").reply();
        }
        if (question.body().length() > MOST_CHARS) {
            return Refused.because(
                            413, "A body must have at most %,d characters, but this has more.".formatted(MOST_CHARS))
                    .reply();
        }
        if (!question.parameters().isEmpty()) {
            return Refused.because(400, "All must be in the body, but there are parameters, too.")
                    .reply();
        }
        return reply(call.answering(), question.body());
    }

    private static Reply reply(Answering answering, String body) {
        try {
            return new Reply(200, Forms.write(answering.answer(body), Format.JSON, Paint.PLAIN, 0));
        } catch (UnreadableException e) {
            return Refused.because(400, sentence(e.getMessage())).reply();
        } catch (Refusal e) {
            return Refused.because(status(e.exit()), String.valueOf(e.getMessage()))
                    .reply();
        } catch (StoreException e) {
            return Refused.because(503, String.valueOf(e.getMessage())).reply();
        }
    }

    /** What is said of a key has no full stop, unless there is advice. */
    private static String sentence(String message) {
        return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
    }

    private static int status(Exit exit) {
        return switch (exit) {
            case NOT_FOUND -> 404;
            case STORE, INTERRUPTED -> 503;
            case WAITING, FAILED -> 409;
            case INTERNAL -> 500;
            case OK, USAGE, NOT_ENOUGH_HISTORY -> 400;
        };
    }
}
