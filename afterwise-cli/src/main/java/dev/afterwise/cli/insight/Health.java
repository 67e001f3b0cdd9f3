package dev.afterwise.cli.insight;

import dev.afterwise.Dimension;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.health.Checkup;
import dev.afterwise.learn.health.Limits;
import dev.afterwise.store.Store;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "health",
        description = {
            "How well things go: a score for everything and for each component, what pulls it down, what is slow, what fails,",
            "and what to do about it first, with what that should bring."
        })
public final class Health implements Verb {
    /** How many days are judged, if nobody says it. */
    public static final int USUAL_DAYS = 7;
    /** How many days before are compared with them, if nobody says it. */
    public static final int USUAL_BEFORE = 30;

    private static final int MOST_DAYS = 3_660;

    @Option(
            names = "--days",
            paramLabel = "N",
            order = 1,
            description = "judge the last so many days, up to the newest execution; 7 if you say nothing")
    int days = USUAL_DAYS;

    @Option(
            names = "--before",
            paramLabel = "N",
            order = 2,
            description = "compare them with so many days before; 30 if you say nothing")
    int before = USUAL_BEFORE;

    @Option(
            names = "--by",
            paramLabel = "DIMENSION",
            order = 3,
            description =
                    "components are agents, tasks, models or routes; agents, where there are any, if you say nothing")
    @Nullable
    Dimension by;

    @Option(
            names = "--slow",
            paramLabel = "MS",
            order = 4,
            description =
                    "an operation is slow if its 95th percentile is longer than so many milliseconds; 1000 if you say nothing")
    long slowMillis = Limits.USUAL.slow().toMillis();

    @Option(
            names = "--pool",
            paramLabel = "N",
            order = 5,
            description = "how many database connections there are, where the metric counts them")
    int pool;

    @Option(
            names = "--limit",
            paramLabel = "N",
            order = 6,
            description = "at most so many rows of each list; 10 if you say nothing")
    int limit = 10;

    @Override
    public Answer answer(Session session) {
        check();
        Store store = session.openStore(Access.READ);
        Optional<Examined> examined = Examined.of(
                store.workspace(session.workspace()),
                Optional.ofNullable(by),
                days,
                before,
                session.shell().time().now());
        Answer answer = Answer.of("health")
                .forPrograms("workspace", Cell.name(session.workspace().name()))
                .forPrograms("days", Cell.whole(days));
        if (examined.isEmpty()) {
            return session.hint().isPresent()
                    ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                    : answer.hint("Nothing is known of the workspace (%s): no execution was recorded in it."
                                    .formatted(session.workspace()))
                            .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        Checkup checkup = Checkup.of(examined.get().vitals(), limits());
        Answer told = new HealthAnswer(examined.get(), checkup, limit).on(answer, store.check());
        return checkup.overall().score() == null ? told.exit(Exit.NOT_ENOUGH_HISTORY) : told;
    }

    private Limits limits() {
        Limits usual = Limits.USUAL;
        return new Limits(Duration.ofMillis(slowMillis), usual.cacheHits(), usual.connections(), pool);
    }

    private void check() {
        between("--days", days, MOST_DAYS);
        between("--before", before, MOST_DAYS);
        between("--slow", slowMillis, Integer.MAX_VALUE);
        between("--limit", limit, Integer.MAX_VALUE);
        if (pool < 0) {
            throw Refusal.usage("--pool must be 1 or more, but it is (%d).".formatted(pool));
        }
        if (by == Dimension.STEP) {
            throw Refusal.usage(
                    "--by must be task, agent, model or route, but it is (step).\nMaybe see 'afterwise history steps'.");
        }
    }

    private static void between(String option, long number, long most) {
        if (number < 1 || number > most) {
            throw Refusal.usage("%s must be from 1 to %,d, but it is (%d).".formatted(option, most, number));
        }
    }
}
