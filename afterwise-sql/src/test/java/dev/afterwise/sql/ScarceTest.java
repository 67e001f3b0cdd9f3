package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.Headline;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Workspace;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of what is scarce are the same, whether rows are looked at or columns. */
class ScarceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EXECUTIONS = 600;

    private static final List<Filter> FILTERS = List.of(
            Filter.ALL.with(Set.of(Status.RUNNING)),
            Filter.ALL.with(Set.of(Status.FAILED)),
            Filter.ALL.with(EnumSet.of(Status.CANCELLED, Status.UNKNOWN)),
            Filter.of(Subject.EVERYTHING.with(Dimension.MODEL, "rare")),
            Filter.of(Subject.EVERYTHING.with(Dimension.MODEL, "")),
            Filter.of(Subject.EVERYTHING.with(Dimension.ROUTE, "nobody's")),
            Filter.of(Subject.task("task 1").with(Dimension.AGENT, "agent 2")),
            Filter.of(Subject.EVERYTHING.with(Dimension.AGENT, "agent 2")).with(Set.of(Status.FAILED)),
            Filter.ALL.with(List.of(Condition.attribute("files=3"))),
            Filter.ALL.with(List.of(Condition.attribute("branch=main"), Condition.complexity(">=5"))),
            Filter.ALL
                    .with(List.of(Condition.attribute("files!=3")))
                    .with(new Window(START.plusSeconds(50), START.plusSeconds(200))));

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SqliteStore store;

    @BeforeEach
    void open() {
        var place = new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL);
        store = SqliteStore.open(place, new ManualTime(START));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void pagesAreThoseOfRowsWhicheverIsAsked() {
        fill(Seeded.random());
        List<Headline> all = all(Filter.ALL, 1_000, Integer.MAX_VALUE);
        assertThat(all).hasSize(EXECUTIONS);

        for (Filter filter : FILTERS) {
            List<Headline> expected = all.stream().filter(filter::matches).toList();
            assertThat(all(filter, 7, Integer.MAX_VALUE)).as("%s", filter).isEqualTo(expected);
            assertThat(all(filter, 7, 1)).as("%s", filter).isEqualTo(expected);
            assertThat(all(filter, 100, 150)).as("%s", filter).isEqualTo(expected);
        }
    }

    @Test
    void whatHasJustBeenStoredIsAmongThem() {
        fill(Seeded.random());
        AnExecution late = anExecution().on("never before").startedAt(START.minusSeconds(1));
        history().append(late.facts());

        assertThat(all(Filter.of(Subject.EVERYTHING.with(Dimension.MODEL, "never before")), 7, 1))
                .extracting(Headline::id)
                .containsExactly(late.headline().id());
    }

    /** Three of them begin at the same time each. */
    private void fill(RandomGenerator random) {
        var told = new ArrayList<AnExecution>();
        for (int i = 0; i < EXECUTIONS; i++) {
            AnExecution one = anExecution()
                    .of("task " + random.nextInt(3))
                    .by("agent " + random.nextInt(3))
                    .on(i % 150 == 5 ? "rare" : random.nextInt(4) == 0 ? null : "model")
                    .startedAt(START.plusSeconds(i / 3))
                    .with("files", random.nextInt(20))
                    .with("branch", random.nextInt(4) == 0 ? "main" : "dev");
            if (random.nextBoolean()) {
                one.ofComplexity(random.nextInt(20) / 2.0);
            }
            told.add(
                    switch (random.nextInt(40)) {
                        case 0 -> one.running();
                        case 1 -> one.cancelled("enough");
                        case 2 -> one.endedSomehow();
                        case 3, 4, 5, 6 -> one.failedWith("timeout");
                        default -> one;
                    });
        }
        for (int from = 0; from < EXECUTIONS; from += 100) {
            history().append(AnExecution.facts(told.subList(from, from + 100)));
        }
    }

    private History history() {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private List<Headline> all(Filter filter, int limit, int mostRead) {
        var found = new ArrayList<Headline>();
        String after = null;
        do {
            var list = new SqlList(
                    store.database().segments(), Workspace.DEFAULT, new Query(filter, after, limit), 5, mostRead);
            Page<Headline> page = store.database().read(list);
            found.addAll(page.items());
            after = page.next();
        } while (after != null);
        return found;
    }
}
