package dev.afterwise.cli.eval;

import dev.afterwise.Execution;
import dev.afterwise.Headline;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.json.ExecutionLine;
import dev.afterwise.json.ExecutionLines;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "recommend",
        description = {
            "Do work again of which it is known what comes of it with each arm, choosing arms by what was learned on the way,",
            "and compare the success with that of other ways of choosing. Without FILE, on the history of the workspace."
        })
public final class EvalRecommend implements Verb {
    private static final List<String> PLAYERS = List.of("afterwise", "thompson", "ucb1", "epsilon_greedy", "random");
    /** How many more times the first thousand steps are done, each in another order: they depend on chance the most. */
    private static final int MORE_BEGINNINGS = 4;

    private static final int MOST_STORED = 200_000;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "executions, one JSON object on each line")
    @Nullable
    String file;

    @Option(
            names = "--arm",
            paramLabel = "WHAT",
            required = true,
            order = 1,
            description = "what is chosen: agent, model or route")
    String arm = "";

    @Option(
            names = "--instance",
            paramLabel = "WHAT",
            required = true,
            order = 2,
            description = "what says which piece of work it is: task or attributes.NAME")
    String instance = "";

    @Option(
            names = "--context",
            paramLabel = "WHAT",
            order = 3,
            description = "what else is known of it: attributes.NAME or another; may be given several times")
    List<String> contexts = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            order = 4,
            defaultValue = "10",
            description = "how many times it is done, each time in another order (default: ${DEFAULT-VALUE})")
    int seeds;

    private record Played(String name, Replay.Came came) {}

    @Override
    public Answer answer(Session session) throws IOException {
        if (seeds < 1) {
            throw Refusal.usage("--seeds must be 1 or more, but it is (%d).".formatted(seeds));
        }
        var replays = new Replays(arm, instance, contexts);
        List<Headline> executions = file == null ? stored(session) : read(session, file);
        Replay replay = replays.of(executions).orElse(null);
        if (replay == null) {
            return Answer.of("eval.recommend")
                    .hint(
                            "A replay takes pieces of work that each %s was tried at, two of them or more, and there is none."
                                    .formatted(arm))
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        return play(session, replay);
    }

    private Answer play(Session session, Replay replay) {
        List<Played> played = new ArrayList<>();
        int sure = 0;
        try (var gauge = new Gauge(session, "recommend", PLAYERS.size(), "policies")) {
            for (String name : PLAYERS) {
                List<Replay.Came> all = new ArrayList<>();
                for (int seed = 0; seed < seeds; seed++) {
                    var order = new SplittableRandom(seed);
                    Player player = player(name, replay.arms(), order.split());
                    all.add(replay.play(player, order.split(), order.split()));
                    sure += player instanceof Ours ours && ours.advantage().isSure() ? 1 : 0;
                    for (int more = 0; more < MORE_BEGINNINGS; more++) {
                        all.add(replay.begin(player(name, replay.arms(), order.split()), order.split(), order.split()));
                    }
                }
                played.add(new Played(name, Replay.mean(all)));
                gauge.at(played.size());
            }
        }
        boolean abstained = 2 * sure < seeds;
        return answer(replay, abstained, played);
    }

    private static Player player(String name, List<String> arms, RandomGenerator random) {
        int n = arms.size();
        return switch (name) {
            case "afterwise" -> new Ours(arms, random);
            case "thompson" -> Players.thompson(n, random);
            case "ucb1" -> Players.ucb1(n, random);
            case "epsilon_greedy" -> Players.epsilonGreedy(n, random);
            default -> Players.random(n, random);
        };
    }

    private static Answer answer(Replay replay, boolean abstained, List<Played> played) {
        boolean isPriced = played.stream().anyMatch(each -> each.came.dollars() > 0);
        Table<Played> table = Table.of("policies", played)
                .column("name", "policy", it -> Cell.name(it.name))
                .column(
                        "reward_500",
                        "at 500",
                        it -> Cell.real(it.came.rewards().get(0)))
                .column(
                        "reward_1000",
                        "at 1,000",
                        it -> Cell.real(it.came.rewards().get(1)))
                .column(
                        "reward_4000",
                        "at 4,000",
                        it -> Cell.real(it.came.rewards().get(2)))
                .column(
                        "reward_all",
                        "at the end",
                        it -> Cell.real(it.came.rewards().get(3)))
                .column("cost_all", "dollars a step", it -> isPriced ? Cell.real(it.came.dollars()) : Cell.ABSENT);
        return Answer.of("eval.recommend")
                .field("steps", "steps", Cell.whole(replay.steps()))
                .forPrograms("arms", Cell.whole(replay.arms().size()))
                .forPrograms("instances", Cell.whole(replay.trials().size()))
                .field("best_fixed", "best single one", Cell.real(replay.bestFixed()))
                .field("oracle", "always the best", Cell.real(replay.oracle()))
                .forPrograms("abstained", new Cell.Flag(abstained))
                .listing(table)
                .remark(
                        abstained
                                ? "Choosing by the work does not surely gain anything over one arm for all work."
                                : "Choosing by the work surely gains something over one arm for all work.");
    }

    private static List<Headline> stored(Session session) {
        History history =
                session.openStore(Access.READ).workspace(session.workspace()).history();
        List<Headline> all = new ArrayList<>();
        String after = null;
        do {
            Page<Headline> page = history.find(new Query(Filter.ALL, after, Query.MAX_LIMIT));
            all.addAll(page.items());
            after = page.next();
        } while (after != null && all.size() < MOST_STORED);
        return all;
    }

    private static List<Headline> read(Session session, String name) throws IOException {
        Path place = session.shell().file(Path.of(name));
        if (!Files.isRegularFile(place)) {
            throw Refusal.notFound("There must be a file (%s) of executions, but there is none.".formatted(name));
        }
        List<Headline> all = new ArrayList<>();
        try (var in = Files.newInputStream(place)) {
            var lines = new ExecutionLines(in, new Classifier()::classify);
            for (ExecutionLine line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case ExecutionLine.Accepted it ->
                        all.add(Execution.of(it.facts()).headline());
                    case ExecutionLine.Rejected it -> throw Refusal.problems(name, List.of(it.problem()));
                }
            }
        }
        return all;
    }
}
