package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Metric;
import dev.afterwise.Remains;
import dev.afterwise.Sample;
import dev.afterwise.Workspace;
import dev.afterwise.store.Damage;
import dev.afterwise.store.Existing;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Period;
import dev.afterwise.store.Pruned;
import dev.afterwise.store.Query;
import dev.afterwise.store.Receipt;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Upkeep;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What upkeep of a file promises beyond what every store promises. */
class UpkeepTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:30:00Z"));

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = open("history.db");
    }

    private SqliteStore open(String name) {
        return SqliteStore.open(new SqlitePlace(folder.resolve(name), SqlitePlace.Durability.NORMAL), time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private History history() {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private Upkeep upkeep() {
        return store.upkeep();
    }

    private Pruned prune(Retention retention) {
        return upkeep().prune(retention, time.now(), Upkeep.Progress.UNSEEN);
    }

    private static int count(Store store) {
        return store.workspace(Workspace.DEFAULT)
                .history()
                .find(Query.newest(Query.MAX_LIMIT))
                .items()
                .size();
    }

    private List<AnExecution> append(int many) {
        var executions = IntStream.range(0, many)
                .mapToObj(i -> anExecution().startedAt(time.now()))
                .toList();
        history().append(AnExecution.facts(executions));
        return executions;
    }

    @Test
    void executionsGoInTheOrderInWhichTheyArrivedNotInWhichTheyBegan() {
        var imported = anExecution().startedAt("1999-01-01T00:00:00Z");
        var old = append(3);
        time.advance(DAY);
        history().append(imported.facts());
        time.advance(DAY.multipliedBy(89));

        assertThat(prune(Retention.STANDARD)).isEqualTo(new Pruned(0, 4, 0));
        time.advance(Duration.ofHours(1));
        assertThat(prune(Retention.STANDARD)).isEqualTo(new Pruned(3, 0, 0));
        assertThat(history().find(Query.newest(9)).items()).containsExactly(imported.headline());
        assertThat(history().append(old.getFirst().facts())).isEqualTo(new Receipt(0, 0, 0, 1));
        assertThat(upkeep().lastPruned()).contains(time.now());
    }

    @Test
    void aClockThatIsSetBackKeepsWhatComesThenAnHourLongerAndNothingShorter() {
        append(1);
        time.setBack(Duration.ofHours(1));
        append(1);
        time.advance(Duration.ofMinutes(150));
        append(1);

        var ninetyDaysAfter = Instant.parse("2026-04-01T00:59:00Z");
        assertThat(upkeep().prune(Retention.STANDARD, ninetyDaysAfter, Upkeep.Progress.UNSEEN)
                        .executions())
                .isZero();
        assertThat(upkeep().prune(Retention.STANDARD, ninetyDaysAfter.plusSeconds(60), Upkeep.Progress.UNSEEN)
                        .executions())
                .isEqualTo(2);
    }

    @Test
    void whatWasThereBeforeArrivalsWereNotedCountsAsOfTheFirstNote() {
        append(2);
        store.database().update("DELETE FROM arrival");
        store.close();
        time.advance(DAY.multipliedBy(200));
        open();
        assertThat(prune(Retention.STANDARD)).isEqualTo(Pruned.NOTHING);
        append(1);
        assertThat(prune(Retention.STANDARD)).isEqualTo(Pruned.NOTHING);
        time.advance(DAY.multipliedBy(91));
        assertThat(prune(Retention.STANDARD).executions()).isEqualTo(3);
    }

    @Test
    void whatStillRunsStays() {
        var running = anExecution().running();
        history().append(running.facts());
        time.advance(DAY.multipliedBy(91));

        assertThat(prune(Retention.STANDARD)).isEqualTo(Pruned.NOTHING);
        assertThat(history().execution(running.execution().id())).contains(running.execution());
        assertThat(upkeep().check()).isEmpty();
    }

    @Test
    void detailsThatAreGoneSaySoAndTakeNoMoreFacts() {
        var told = anExecution().failedWith("timeout").described("what it was");
        history().append(told.facts());
        time.advance(DAY.multipliedBy(31));
        prune(Retention.STANDARD);

        assertThat(history().execution(told.execution().id())).contains(Execution.of(told.headline()));
        assertThat(history().append(told.facts())).isEqualTo(new Receipt(0, 0, 0, 1));
        assertThat(history().find(Query.newest(9)).items()).containsExactly(told.headline());
        assertThat(upkeep().check()).isEmpty();
    }

    @Test
    void inputsAndOutputsStayIfAskedFor() {
        var told = anExecution().failedWith("timeout");
        history().append(told.facts());
        time.advance(DAY.multipliedBy(31));
        prune(Retention.STANDARD.with(Set.of(Retention.Kept.PAYLOADS)));

        var left = history().execution(told.execution().id()).orElseThrow();
        assertThat(left.remains()).isEqualTo(Remains.A_PART);
        assertThat(left.about()).isEqualTo(told.execution().about());
        assertThat(left.headline()).isEqualTo(told.headline());
        assertThat(history().append(told.facts()).refused()).isOne();
        assertThat(upkeep().check()).isEmpty();
    }

    @Test
    void hardlyAnybodyIsKeptFromWritingForATenthOfASecond() {
        for (int i = 0; i < 10; i++) {
            history()
                    .append(AnExecution.facts(IntStream.range(0, 300)
                            .mapToObj(n -> anExecution().described("a line for people ".repeat(100)))
                            .toList()));
        }
        store.close();
        store = SqliteStore.open(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), Timekeeper.system());
        var held = new ArrayList<Duration>();
        Pruned gone = upkeep().prune(Retention.STANDARD, time.now().plus(DAY.multipliedBy(91)), (due, done, last) -> {
            held.add(last);
            assertThat(due.executions()).isEqualTo(3_000);
            return true;
        });
        assertThat(gone.executions()).isEqualTo(3_000);
        held.sort(null);
        System.out.printf(
                "A pruning of 3,000 executions held writers %,d times, for at most %d ms.%n",
                held.size(), held.getLast().toMillis());
        assertThat(held.get(held.size() * 9 / 10))
                .as("nine of ten, on a machine that may be busy")
                .isLessThan(Duration.ofMillis(100));
    }

    @Test
    void ofMetricsTheHoursGoAndTheDaysStay() {
        var metrics = store.workspace(Workspace.DEFAULT).metrics();
        for (int hour = 0; hour < 48; hour++) {
            metrics.record(List.of(new Sample(Metric.CPU, "", .5, time.now())));
            time.advance(Duration.ofHours(1));
        }
        var days = metrics.series(MetricFilter.ALL, Period.DAY);
        time.advance(DAY.multipliedBy(29));

        assertThat(prune(Retention.STANDARD)).isEqualTo(new Pruned(0, 0, 24));
        assertThat(metrics.series(MetricFilter.ALL, Period.HOUR)).hasSize(24);
        assertThat(metrics.series(MetricFilter.ALL, Period.DAY)).isEqualTo(days);
        assertThat(upkeep().check()).isEmpty();
    }

    @Test
    void whoeverWatchesMayStopItAtOnceOrInBetween() {
        append(500);
        time.advance(DAY.multipliedBy(91));
        assertThat(upkeep().prune(Retention.STANDARD, time.now(), (due, gone, held) -> {
                    assertThat(due).isEqualTo(new Pruned(500, 0, 0));
                    return false;
                }))
                .isEqualTo(Pruned.NOTHING);
        assertThat(upkeep().lastPruned()).isEmpty();

        Pruned some = upkeep().prune(Retention.STANDARD, time.now(), (due, gone, held) -> gone.executions() == 0);
        assertThat(some.executions()).isBetween(1L, 499L);
        assertThat(count(store)).isEqualTo(500 - (int) some.executions());
        assertThat(prune(Retention.STANDARD).executions()).isEqualTo(500 - some.executions());
        assertThat(upkeep().check()).isEmpty();
    }

    @Test
    void othersWriteWhileItGoesOn() {
        append(300);
        time.advance(DAY.multipliedBy(91));
        var during = new AnExecution[] {anExecution()};
        upkeep().prune(Retention.STANDARD, time.now(), (due, gone, held) -> {
            history().append(anExecution().facts());
            history().append(during[0].facts());
            return true;
        });
        assertThat(history().execution(during[0].execution().id())).isPresent();
        assertThat(upkeep().check()).isEmpty();
    }

    @Test
    void aBackupIsAStoreOfItsOwnAndIsMadeWhileOthersWrite() throws IOException {
        var told = append(100);
        Path copy = folder.resolve("copy.db");
        upkeep().backup(copy, Existing.KEEP);
        append(1);
        try (var other = open("copy.db")) {
            assertThat(count(other)).isEqualTo(100);
            assertThat(other.workspace(Workspace.DEFAULT)
                            .history()
                            .execution(told.getFirst().execution().id()))
                    .contains(told.getFirst().execution());
            assertThat(other.upkeep().check()).isEmpty();
        }
        assertThat(count(store)).isEqualTo(101);
        assertThat(partials()).isEmpty();
    }

    private List<String> partials() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(each -> each.contains("partial"))
                    .toList();
        }
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyIfAskedAndIfNobodyUsesIt() throws IOException {
        append(2);
        Path copy = Files.writeString(folder.resolve("copy.db"), "something else");
        assertThatThrownBy(() -> upkeep().backup(copy, Existing.KEEP))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("must not be there yet");
        assertThat(copy).hasContent("something else");

        upkeep().backup(copy, Existing.REPLACE);
        try (var other = open("copy.db")) {
            assertThat(count(other)).isEqualTo(2);
        }
        assertThat(partials()).isEmpty();
    }

    @Test
    void aStoreIsRestoredFromACopy() {
        append(2);
        Path copy = folder.resolve("copy.db");
        upkeep().backup(copy, Existing.KEEP);
        append(1);
        store.close();

        SqliteStore.restore(
                copy,
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL),
                Existing.REPLACE,
                time);
        open();
        assertThat(count(store)).isEqualTo(2);
    }

    @Test
    void aCopyThatIsDamagedReplacesNothing() throws IOException {
        append(200);
        Path copy = folder.resolve("copy.db");
        upkeep().backup(copy, Existing.KEEP);
        store.close();
        byte[] bytes = Files.readAllBytes(copy);
        for (int i = 3 * 16_384; i < 4 * 16_384; i++) {
            bytes[i] = 7;
        }
        Files.write(copy, bytes);
        byte[] before = Files.readAllBytes(folder.resolve("history.db"));

        assertThatThrownBy(() -> SqliteStore.restore(
                        copy,
                        new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL),
                        Existing.REPLACE,
                        time))
                .isInstanceOf(StoreException.class);
        assertThat(Files.readAllBytes(folder.resolve("history.db"))).isEqualTo(before);
        assertThat(partials()).isEmpty();
        open();
    }

    @Test
    void saysHowMuchThereIs() {
        append(50);
        store.workspace(new Workspace("other"))
                .history()
                .append(anExecution().startedAt("1999-01-01T00:00:00Z").facts());
        var extent = upkeep().extent();
        assertThat(extent.parts()).containsKeys("execution", "detail", "plan_run", "ledger", "free");
        assertThat(Objects.requireNonNull(extent.parts().get("execution")).rows())
                .isEqualTo(51);
        assertThat(extent.workspaces()).isEqualTo(2);
        assertThat(extent.oldest()).isEqualTo("1999-01-01T00:00:00Z");
        assertThat(extent.newest()).isEqualTo(time.now());
        assertThat(extent.journalBytes()).isPositive();
        assertThat(open("empty.db").upkeep().extent().oldest()).isNull();
    }

    @Test
    void vacuumGivesSpaceBack() throws IOException {
        history()
                .append(AnExecution.facts(IntStream.range(0, 500)
                        .mapToObj(n -> anExecution().described("a line for people ".repeat(100)))
                        .toList()));
        time.advance(DAY.multipliedBy(91));
        prune(Retention.STANDARD);
        assertThat(Objects.requireNonNull(upkeep().extent().parts().get("free")).bytes())
                .isGreaterThan(500_000);
        upkeep().vacuum();
        assertThat(Objects.requireNonNull(upkeep().extent().parts().get("free")).bytes())
                .isZero();
        assertThat(Files.size(folder.resolve("history.db"))).isLessThan(1_000_000);
    }

    @Test
    void findsWhatBelongsToNothing() {
        var told = append(2);
        store.database().update("DELETE FROM detail WHERE seq = 1");
        store.database().update("INSERT INTO detail VALUES (99, 1, '')");
        store.database().update("UPDATE detail SET format = 9 WHERE seq = 2");
        assertThat(upkeep().check())
                .extracting(Damage::kind)
                .containsExactly(Damage.Kind.ORPHANED, Damage.Kind.ORPHANED, Damage.Kind.UNKNOWN);
        assertThat(told).hasSize(2);
    }

    @Test
    void findsStatisticsThatAreNotWhatTheyMustBeAndMakesThemAnew() {
        for (int day = 0; day < 3; day++) {
            append(300);
            time.advance(DAY);
        }
        append(1);
        assertThat(upkeep().check()).isEmpty();
        var before = history().statistics(Filter.ALL, Set.of());
        assertThat(store.database().update("UPDATE execution SET task = 'other' WHERE seq = 5"))
                .isOne();
        assertThat(upkeep().check())
                .as("cubes are made of facts, segments of rows")
                .extracting(Damage::part)
                .containsExactly("segment");

        store.database().update("DELETE FROM cube WHERE hours = 1 AND id = (SELECT min(id) FROM cube WHERE hours = 1)");
        assertThat(upkeep().check()).extracting(Damage::kind).containsOnly(Damage.Kind.STALE);
        upkeep().rebuild();
        assertThat(upkeep().check()).isEmpty();
        assertThat(history().statistics(Filter.ALL, Set.of())).isEqualTo(before);
    }

    @Test
    void statisticsSurviveWhatIsPruned() {
        var random = Seeded.random();
        for (int i = 0; i < 3; i++) {
            for (int n = random.nextInt(400); n >= 0; n--) {
                history()
                        .append(anExecution()
                                .of("task " + random.nextInt(3))
                                .startedAt(time.now().minus(Duration.ofMinutes(random.nextInt(10_000))))
                                .failedWith(random.nextBoolean() ? "timeout" : "network")
                                .facts());
            }
            time.advance(DAY.multipliedBy(40));
        }
        var statistics = history().statistics(Filter.ALL, Set.of(Dimension.TASK));
        var series = history().series(Filter.ALL, Period.HOUR);
        var failures =
                history().failures(Filter.ALL).stream().map(FailureGroup::count).toList();
        for (int days : List.of(100, 60, 1)) {
            prune(Retention.STANDARD.withExecutions(DAY.multipliedBy(days)));
            assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK))).isEqualTo(statistics);
            assertThat(history().series(Filter.ALL, Period.HOUR)).isEqualTo(series);
            assertThat(history().failures(Filter.ALL))
                    .extracting(FailureGroup::count)
                    .isEqualTo(failures);
            assertThat(upkeep().check()).isEmpty();
            upkeep().rebuild();
            assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK))).isEqualTo(statistics);
        }
        assertThat(history().find(Query.newest(9)).items()).isEmpty();
    }

    @Test
    void readOnlyItOnlyLooks() {
        append(1);
        store.close();
        try (var reading = SqliteStore.openReadOnly(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), time)) {
            assertThat(reading.upkeep().check()).isEmpty();
            assertThat(reading.upkeep().extent().workspaces()).isOne();
            assertThatThrownBy(() -> reading.upkeep().vacuum()).hasMessageContaining("reading only");
            assertThatThrownBy(() -> reading.upkeep().prune(Retention.STANDARD, time.now(), Upkeep.Progress.UNSEEN))
                    .hasMessageContaining("reading only");
            reading.upkeep().backup(folder.resolve("copy.db"), Existing.KEEP);
        }
        try (var other = open("copy.db")) {
            assertThat(count(other)).isOne();
        }
    }
}
