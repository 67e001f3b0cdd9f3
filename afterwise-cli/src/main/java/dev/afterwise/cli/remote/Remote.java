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
import dev.afterwise.server.Refused;
import dev.afterwise.server.Role;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private record Call(Role least, Answering answering) {}

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
        calls.put("advice", new Call(Role.VIEWER, counsel::advice));
        calls.put("recommend", new Call(Role.VIEWER, counsel::recommend));
        calls.put("predict", new Call(Role.VIEWER, counsel::predict));
        calls.put("outcomes", new Call(Role.WRITER, reports::outcomes));
        calls.put("breakers/ask", new Call(Role.WRITER, permits::ask));
        calls.put("breakers/report", new Call(Role.WRITER, permits::report));
        calls.put("budget/take", new Call(Role.WRITER, charges::take));
        calls.put("budget/settle", new Call(Role.WRITER, charges::settle));
    }

    @Override
    public List<Offer> offers() {
        return calls.entrySet().stream()
                .map(each -> Offer.change(each.getKey(), each.getValue().least()))
                .toList();
    }

    /** This, and whatever else the other one answers. */
    public Api before(Api other) {
        var all = new ArrayList<>(offers());
        all.addAll(other.offers());
        return Api.of(all, question -> has(question) ? answer(question) : other.answer(question));
    }

    private boolean has(Question question) {
        return question.method().equals("POST") && calls.containsKey(String.join("/", question.path()));
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
