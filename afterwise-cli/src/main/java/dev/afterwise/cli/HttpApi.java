package dev.afterwise.cli;

import dev.afterwise.Workspace;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.mcp.Ground.Said;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.server.Acts;
import dev.afterwise.server.Api;
import dev.afterwise.server.Caller;
import dev.afterwise.server.Form;
import dev.afterwise.server.Refused;
import dev.afterwise.store.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The API of the server: the commands that are {@link Offered}, by their names, with their options as parameters or as a JSON body, and what
 * they answer to {@code --json}. So whatever can be asked on the command line can be asked here, and means the same. Who did something
 * is the caller, not the user of the server; it is kept, with what they say why.
 */
final class HttpApi implements Api {
    /** What looks through much of the history and may be as of a while ago, which it says. */
    private static final Set<String> STUDIES = Set.of(
            "analyze misroutes",
            "analyze phases",
            "analyze routing",
            "compare",
            "degradations",
            "errors list",
            "health",
            "insights",
            "patterns",
            "recommend",
            "slow",
            "store stats");

    /** From so many executions on. */
    private static final long LONG_HISTORY = 20_000;

    /** These say where to look and how to answer, which the server knows. */
    private static final Set<String> KEPT =
            Set.of("store", "workspace", "o", "output", "json", "color", "h", "help", "rejected", "debug");

    private static final int MAX_CHARS = 8_000;

    private final Opened opened;
    private final Shell shell;
    private final Inside inside;
    private volatile @Nullable Described described;
    private final Map<String, Set<String>> options = new ConcurrentHashMap<>();

    HttpApi(Opened opened, Shell shell) {
        this.opened = opened;
        this.shell = shell;
        this.inside = new Inside(shell, List.of(), opened);
    }

    @Override
    public List<Offer> offers() {
        return Offered.ALL.stream().map(Offered::offer).toList();
    }

    /** All commands are read for it, which takes a moment, so they are read once. */
    @Override
    public Form form(Offer offer) {
        Described known = described;
        if (known == null) {
            known = new Described(KEPT);
            described = known;
        }
        return known.form(offer);
    }

    @Override
    public Reply answer(Question question) throws InterruptedException {
        List<String> path = question.path();
        Optional<Offered> found = Offered.of(question.method(), path);
        if (found.isEmpty()) {
            return refused(404, "There is nothing to ask by this path.");
        }
        Offered offered = found.get();
        // The way in asked for the role already; should a path ever mean two things, the stricter holds.
        if (!question.caller().role().covers(offered.least())) {
            return refused(
                    403,
                    "This must be asked with the role %s, but it is not."
                            .formatted(offered.least().word()));
        }
        List<String> about = new ArrayList<>(path.subList(offered.words(), path.size()));
        boolean isAsked = question.method().equals("GET");
        if (!isAsked && !question.parameters().isEmpty()) {
            return refused(400, "What is wanted must be in the body, but the address has parameters.");
        }
        Wish wish;
        try {
            wish = isAsked ? new Wish(question.parameters(), List.of(), "") : Wish.read(question.body());
        } catch (IllegalArgumentException e) {
            return refused(400, String.valueOf(e.getMessage()));
        }
        about.addAll(wish.arguments());
        return carryOut(offered, about, wish, question.caller());
    }

    private Reply carryOut(Offered offered, List<String> about, Wish wish, Caller caller) {
        var arguments = new ArrayList<>(List.of(offered.command().split(" ", -1)));
        for (Map.Entry<String, List<String>> each : wish.options().entrySet()) {
            String name = each.getKey().replace('_', '-');
            // Who does something is the caller; of what is asked, by is what to group by.
            boolean isAuthor = name.equals("by") && !offered.method().equals("GET");
            if (!name.matches("[a-z][a-z0-9-]*") || KEPT.contains(name) || isAuthor) {
                return refused(400, "There is no such parameter here.");
            }
            if (name.equals("because") && offered.isKept() && !takes(offered, "--because")) {
                continue;
            }
            for (String value : each.getValue()) {
                if (value.length() > MAX_CHARS) {
                    return refused(400, "A parameter must have at most 8000 characters.");
                }
                arguments.add(value.isEmpty() ? "--" + name : "--" + name + "=" + value);
            }
        }
        if (!offered.method().equals("GET") && takes(offered, "--by")) {
            arguments.add("--by=" + caller.name());
        }
        // What follows is never an option, whatever it looks like.
        arguments.add("--");
        arguments.addAll(about);
        Reply reply = run(arguments);
        if (offered.isKept()) {
            new Acts(opened.store(), caller.workspace(), shell.time())
                    .keep(
                            caller.name(),
                            offered.command(),
                            String.join(" ", about),
                            wish.because(),
                            reply.status() == 200 ? "done" : "failed");
        }
        return reply;
    }

    private boolean takes(Offered offered, String option) {
        return options.computeIfAbsent(offered.command(), HttpApi::options).contains(option);
    }

    private static Set<String> options(String command) {
        String[] words = command.split(" ", -1);
        CommandLine line = Commands.of(new Root(), words);
        for (String word : words) {
            line = Objects.requireNonNull(line.getSubcommands().get(word), word);
        }
        return Set.copyOf(line.getCommandSpec().optionsMap().keySet());
    }

    /** Whether studies take so long that their answers should be kept. */
    boolean isLong() {
        return opened.afterwise().history().statistics(Filter.ALL, Set.of()).stream()
                        .mapToLong(each -> each.outcomes().total())
                        .sum()
                >= LONG_HISTORY;
    }

    static boolean isStudy(Question question) {
        List<String> path = question.path();
        return !path.isEmpty()
                && (STUDIES.contains(path.getFirst())
                        || (path.size() > 1 && STUDIES.contains(path.getFirst() + " " + path.get(1))));
    }

    /** The studies that the first page of the dashboard asks for, which somebody will want soon. */
    static List<Question> awaited(Workspace workspace) {
        return List.of(
                read(workspace, "insights", Map.of("days", List.of("7"))),
                read(workspace, "degradations", Map.of("all", List.of(""))),
                read(workspace, "errors list", Map.of("since", List.of("7d"))));
    }

    private static Question read(Workspace workspace, String command, Map<String, List<String>> parameters) {
        return new Question(Caller.local(workspace), "GET", List.of(command.split(" ", -1)), parameters, "");
    }

    private Reply run(List<String> arguments) {
        Said said = inside.carryOut(arguments, "");
        return new Reply(status(said.exit()), said.json());
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
        return Refused.because(status, message).reply();
    }
}
