package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Metric;
import dev.afterwise.Remains;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import dev.afterwise.Workspace;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Period;
import dev.afterwise.store.Pruned;
import dev.afterwise.store.Query;
import dev.afterwise.store.Receipt;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Upkeep;
import dev.afterwise.store.Window;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of what is past its time. Time is not waited for: it is said what time it is. */
interface UpkeepContract extends Contract {
    Duration DAY = Duration.ofDays(1);

    private Upkeep upkeep() {
        return store().upkeep();
    }

    private static Instant in(Duration later) {
        return Timekeeper.system().now().plus(later);
    }

    private Pruned prune(Retention retention, Duration later) {
        return upkeep().prune(retention, in(later), Upkeep.Progress.UNSEEN);
    }

    @Test
    default void whatIsPastItsTimeIsGoneAndNothingElse() {
        append(anExecution().described("write a report"), anExecution().startedAt("1999-01-01T00:00:00Z"));
        assertThat(history().similar("write a report", 9)).isNotEmpty();

        assertThat(prune(Retention.STANDARD, DAY)).isEqualTo(Pruned.NOTHING);
        assertThat(find(Filter.ALL)).hasSize(2);
        assertThat(prune(Retention.STANDARD, DAY.multipliedBy(91))).isEqualTo(new Pruned(2, 0, 0));
        assertThat(find(Filter.ALL)).isEmpty();
        assertThat(history().idsStartingWith("", 9)).isEmpty();
        assertThat(history().similar("write a report", 9)).isEmpty();
        assertThat(prune(Retention.STANDARD, DAY.multipliedBy(91))).isEqualTo(Pruned.NOTHING);
    }

    @Test
    default void whatIsToBeKeptForeverIsKept() {
        append(anExecution());

        assertThat(prune(Retention.OF_ALL, DAY.multipliedBy(100_000))).isEqualTo(Pruned.NOTHING);
        assertThat(find(Filter.ALL)).hasSize(1);
    }

    @Test
    default void hoursOfMetricsGoAndTheirDaysStay() {
        var metrics = store().workspace(Workspace.DEFAULT).metrics();
        Instant noon = Instant.parse("2026-01-02T12:00:00Z");
        for (int hour = 0; hour < 30; hour++) {
            metrics.record(List.of(new Sample(Metric.CPU, "", hour, noon.plus(Duration.ofHours(hour)))));
        }
        var days = metrics.series(MetricFilter.ALL, Period.DAY);
        var totals = metrics.totals(MetricFilter.ALL);
        assertThat(days).hasSize(2);

        assertThat(upkeep().prune(Retention.STANDARD, noon.plus(DAY.multipliedBy(31)), Upkeep.Progress.UNSEEN))
                .isEqualTo(new Pruned(0, 0, 24));
        assertThat(metrics.series(MetricFilter.ALL, Period.HOUR)).hasSize(6);
        assertThat(metrics.series(MetricFilter.ALL, Period.DAY)).isEqualTo(days);
        assertThat(metrics.totals(MetricFilter.ALL)).isEqualTo(totals);
        var cut = MetricFilter.ALL.with(new Window(noon.plus(Duration.ofHours(2)), null));
        assertThat(metrics.totals(cut)).extracting(Samples::count).containsExactly(18L);
    }

    @Test
    default void factsAboutWhatIsGoneAreRefusedAndCounted() {
        var told = anExecution().failedWith("timeout");
        history().append(told.facts());
        prune(Retention.STANDARD, DAY.multipliedBy(91));
        var other = anExecution();
        var both = new ArrayList<>(told.facts());
        both.addAll(other.facts());

        assertThat(history().append(told.facts())).isEqualTo(new Receipt(0, 0, 0, 1));
        assertThat(history().append(both)).isEqualTo(new Receipt(1, 0, 0, 1));
        assertThat(history().execution(told.execution().id())).isEmpty();
        assertThat(find(Filter.ALL)).containsExactly(other.headline());
    }

    @Test
    default void detailsGoBeforeTheirExecution() {
        var told = anExecution().of("email").failedWith("timeout").described("what it was");
        history().append(told.facts());

        assertThat(prune(Retention.STANDARD, DAY.multipliedBy(31))).isEqualTo(new Pruned(0, 1, 0));
        assertThat(history().execution(told.execution().id())).contains(Execution.of(told.headline()));
        assertThat(find(Filter.ALL)).containsExactly(told.headline());
        assertThat(history().append(told.facts()).refused()).isOne();
        assertThat(prune(Retention.STANDARD, DAY.multipliedBy(31))).isEqualTo(Pruned.NOTHING);
        assertThat(prune(Retention.STANDARD, DAY.multipliedBy(91))).isEqualTo(new Pruned(1, 0, 0));
    }

    @Test
    default void inputsAndOutputsStayWithTheirExecutionIfAskedFor() {
        var told = anExecution().failedWith("timeout");
        history().append(told.facts());
        prune(Retention.STANDARD.with(Set.of(Retention.Kept.PAYLOADS)), DAY.multipliedBy(31));

        Execution left = history().execution(told.execution().id()).orElseThrow();
        assertThat(left.remains()).isEqualTo(Remains.A_PART);
        assertThat(left.about()).isEqualTo(told.execution().about());
        assertThat(left.headline()).isEqualTo(told.headline());
        assertThat(left.events()).isEmpty();
    }

    @Test
    default void whatHasNotEndedYetStays() {
        var running = anExecution().running();
        history().append(running.facts());

        assertThat(prune(Retention.STANDARD, DAY.multipliedBy(91))).isEqualTo(Pruned.NOTHING);
        assertThat(history().execution(running.execution().id())).contains(running.execution());
    }

    @Test
    default void statisticsSurviveWhatTheyAreMadeOf() {
        var random = Seeded.random();
        for (AnExecution each : SomeExecutions.list(random, 60)) {
            history().append(each.facts());
        }
        var ended = Filter.ALL;
        var statistics = history().statistics(ended, Set.of(Dimension.TASK, Dimension.AGENT));
        var series = history().series(ended, Period.HOUR);
        var failures =
                history().failures(ended).stream().map(FailureGroup::count).toList();
        for (int days : List.of(31, 91)) {
            prune(Retention.STANDARD, DAY.multipliedBy(days));

            assertThat(history().statistics(ended, Set.of(Dimension.TASK, Dimension.AGENT)))
                    .isEqualTo(statistics);
            assertThat(history().series(ended, Period.HOUR)).isEqualTo(series);
            assertThat(history().failures(ended))
                    .extracting(FailureGroup::count)
                    .isEqualTo(failures);
        }
        upkeep().rebuild();
        assertThat(history().statistics(ended, Set.of(Dimension.TASK, Dimension.AGENT)))
                .isEqualTo(statistics);
    }

    @Test
    default void whatComesLaterIsCountedBesideWhatIsGone() {
        append(anExecution().of("email"), anExecution().of("email"));
        prune(Retention.STANDARD, DAY.multipliedBy(91));
        append(anExecution().of("email"));

        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK)))
                .singleElement()
                .extracting(summary -> summary.outcomes().total())
                .isEqualTo(3L);
        assertThat(find(Filter.ALL)).hasSize(1);
    }

    @Test
    default void whoeverWatchesSeesWhatIsDueAndMayStopIt() {
        append(anExecution(), anExecution());
        var seen = new ArrayList<Pruned>();

        Pruned gone = upkeep().prune(Retention.STANDARD, in(DAY.multipliedBy(91)), (due, done, held) -> {
            seen.add(due);
            assertThat(done).isEqualTo(Pruned.NOTHING);
            return false;
        });
        assertThat(gone).isEqualTo(Pruned.NOTHING);
        assertThat(seen).containsExactly(new Pruned(2, 0, 0));
        assertThat(find(Filter.ALL)).hasSize(2);
        assertThat(upkeep().lastPruned()).isEmpty();
    }

    @Test
    default void saysWhenItWasPrunedLast() {
        Instant now = in(DAY);
        upkeep().prune(Retention.STANDARD, now, Upkeep.Progress.UNSEEN);
        assertThat(upkeep().lastPruned()).contains(now);
    }

    @Test
    default void upkeepIsAboutEveryWorkspace() {
        History other = store().workspace(new Workspace("other")).history();
        append(anExecution().startedAt("2026-01-01T00:00:00Z"));
        other.append(anExecution().startedAt("2026-01-02T00:00:00Z").facts());

        var extent = upkeep().extent();
        assertThat(extent.workspaces()).isEqualTo(2);
        assertThat(extent.oldest()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(extent.newest()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(prune(Retention.STANDARD, DAY.multipliedBy(91)).executions()).isEqualTo(2);
        assertThat(other.find(Query.newest(9)).items()).isEmpty();
        assertThat(upkeep().extent().pruned()).isEqualTo(2);
    }

    @Test
    default void aStoreThatWasTreatedWellIsWhole() {
        append(anExecution(), anExecution().failedWith("timeout"), anExecution().running());
        assertThat(upkeep().check()).isEmpty();
        upkeep().rebuild();
        assertThat(upkeep().check()).isEmpty();
        prune(Retention.STANDARD, DAY.multipliedBy(91));
        assertThat(upkeep().check()).isEmpty();
    }
}
