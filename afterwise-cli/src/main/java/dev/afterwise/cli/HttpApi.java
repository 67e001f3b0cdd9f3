package dev.afterwise.cli;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Terminal;
import dev.afterwise.server.Api;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The API of the server: the commands that only read, by their names, with their options as parameters, and what they answer to
 * {@code --json}. So whatever can be asked on the command line can be asked here, and means the same.
 */
final class HttpApi implements Api {
    /** What may be asked by everybody who may read. A path may go on with what the command is about, such as an id. */
    private static final Set<String> OFFERED = Set.of(
            "alerts list",
            "analyze misroutes",
            "analyze phases",
            "analyze routing",
            "breakers list",
            "budget",
            "compare",
            "degradations",
            "errors list",
            "errors show",
            "experiments list",
            "experiments show",
            "heal list",
            "heal preferences",
            "heal show",
            "heal stats",
            "health",
            "history errors",
            "history list",
            "history metrics",
            "history show",
            "history similar",
            "history stats",
            "history steps",
            "insights",
            "knowledge list",
            "knowledge show",
            "patterns",
            "predict",
            "recommend",
            "recommendations calibration",
            "recommendations list",
            "recommendations show",
            "similar",
            "slow",
            "status",
            "store stats",
            "thresholds list",
            "trends");

    /** These say where to look and how to answer, which the server knows. */
    private static final Set<String> KEPT =
            Set.of("store", "workspace", "o", "output", "json", "color", "h", "help", "rejected", "debug");

    private static final int MAX_CHARS = 8_000;

    private final Opened opened;
    private final Shell shell;

    HttpApi(Opened opened, Shell shell) {
        this.opened = opened;
        this.shell = shell;
    }

    @Override
    public Reply answer(Question question) throws InterruptedException {
        List<String> path = question.path();
        String two = String.join(" ", path.subList(0, Math.min(2, path.size())));
        String one = path.isEmpty() ? "" : path.getFirst();
        int words = OFFERED.contains(two) && path.size() > 1 ? 2 : OFFERED.contains(one) ? 1 : 0;
        if (words == 0) {
            return refused(404, "There is nothing to ask by this path.");
        }
        var arguments = new ArrayList<String>(path.subList(0, words));
        arguments.add("--json");
        for (Map.Entry<String, List<String>> each : question.parameters().entrySet()) {
            String name = each.getKey();
            if (!name.matches("[a-z][a-z0-9-]*") || KEPT.contains(name)) {
                return refused(400, "There is no such parameter here.");
            }
            for (String value : each.getValue()) {
                if (value.length() > MAX_CHARS) {
                    return refused(400, "A parameter must have at most 8000 characters.");
                }
                arguments.add(value.isEmpty() ? "--" + name : "--" + name + "=" + value);
            }
        }
        // What follows is never an option, whatever it looks like.
        arguments.add("--");
        arguments.addAll(path.subList(words, path.size()));
        return run(arguments);
    }

    private Reply run(List<String> arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code;
        try (var said = new PrintStream(out, false, StandardCharsets.UTF_8);
                var complained = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            Shell inside = new Shell(
                    InputStream.nullInputStream(),
                    said,
                    complained,
                    Terminal.NONE,
                    Terminal.NONE,
                    shell.env(),
                    shell.folder(),
                    shell.time());
            code = new Invocation(inside, opened).run(arguments.toArray(String[]::new));
        }
        String json = out.toString(StandardCharsets.UTF_8);
        return new Reply(status(code), json.isEmpty() ? err.toString(StandardCharsets.UTF_8) : json);
    }

    /** Too little history is an answer, and so is a problem that was found. */
    private static int status(int code) {
        if (code == Exit.USAGE.code()) {
            return 400;
        }
        if (code == Exit.NOT_FOUND.code()) {
            return 404;
        }
        if (code == Exit.STORE.code() || code == Exit.INTERRUPTED.code()) {
            return 503;
        }
        return code == Exit.INTERNAL.code() ? 500 : 200;
    }

    private static Reply refused(int status, String message) {
        return new Reply(status, "{\"schema\":\"afterwise.error/v1\",\"message\":\"" + message + "\"}\n");
    }
}
