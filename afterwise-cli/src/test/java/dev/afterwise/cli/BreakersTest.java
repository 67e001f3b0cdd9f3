package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.BoostTrial;
import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Severity;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.Workspace;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.store.Document;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code breakers} and {@code budget}. */
class BreakersTest {
    private static final Failure DOWN =
            Failure.of(FailureClass.UNAVAILABLE, Severity.MEDIUM, Transience.TRANSIENT, "E", "it is down");

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void oneComponentIsDownAndOneIsWell() {
        cli = new Cli(folder);
        try (var afterwise = Afterwise.open(cli.store())) {
            Guard mail = afterwise.guards().of("mail");
            for (int i = 0; i < 5; i++) {
                long start = Timekeeper.system().nanos();
                mail.leave(mail.enter(start), start, new Outcome.Failed(Duration.ZERO, DOWN));
                mail.affordsAnother(DOWN);
            }
            Guard search = afterwise.guards().of("search");
            long start = Timekeeper.system().nanos();
            search.succeeded(search.enter(start), start);
        }
    }

    private Object state(String component) {
        return String.valueOf(cli.json("breakers", "list").exits(0).rows("breakers").stream()
                .filter(row -> component.equals(row.get("component")))
                .findFirst()
                .orElseThrow()
                .get("state"));
    }

    @Test
    void listsWhatTheLastProcessKnew() {
        var result = cli.json("breakers", "list").exits(0);
        assertThat(result.json()).containsEntry("schema", "afterwise.breakers.list/v1");
        assertThat(result.rows("breakers"))
                .satisfiesExactly(
                        mail -> assertThat(mail)
                                .containsEntry("component", "mail")
                                .containsEntry("state", "open")
                                .doesNotContainEntry("retry_at", null),
                        search -> assertThat(search)
                                .containsEntry("component", "search")
                                .containsEntry("state", "closed")
                                .containsEntry("retry_at", null));
        assertThat(cli.run("breakers", "list").exits(0).out()).contains("COMPONENT", "mail", "open", "closed");
    }

    @Test
    void anOpenedBreakerStaysOpenInTheNextProcessUntilItIsReset() {
        assertThat(cli.json("breakers", "open", "search").exits(0).json())
                .containsEntry("schema", "afterwise.breakers.open/v1")
                .containsEntry("component", "search");
        assertThat(state("search")).isEqualTo("forced_open");
        try (var afterwise = Afterwise.open(cli.store())) {
            assertThat(afterwise.guards().of("search").breaker()).isEqualTo(new BreakerState.ForcedOpen());
        }
        assertThat(cli.run("breakers", "reset", "search").exits(0).out()).contains("Reset", "'search'");
        assertThat(state("search")).isEqualTo("closed");
        try (var afterwise = Afterwise.open(cli.store())) {
            assertThat(afterwise.guards().of("search").breaker()).isEqualTo(new BreakerState.Closed());
        }
    }

    @Test
    void aResetReachesTheNextProcess() {
        cli.run("breakers", "reset", "mail").exits(0);
        assertThat(state("mail")).isEqualTo("closed");
        try (var afterwise = Afterwise.open(cli.store())) {
            assertThat(afterwise.guards().of("mail").refuses()).isFalse();
        }
    }

    @Test
    void anOrderReachesAProcessThatRuns() throws InterruptedException {
        try (var afterwise = Afterwise.open(cli.store())) {
            var moved = new java.util.concurrent.CountDownLatch(1);
            afterwise.guards().of("search");
            afterwise.guards().listen(event -> moved.countDown());
            cli.run("breakers", "open", "search").exits(0);

            assertThat(moved.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            assertThat(afterwise.guards().of("search").refuses()).isTrue();
        }
    }

    @Test
    void aComponentThatNobodyCalledIsNotFound() {
        assertThat(cli.run("breakers", "reset", "maill").exits(3).err()).contains("maill", "did you mean 'mail'?");
        assertThat(cli.run("breakers", "open", "new").exits(3).err()).contains("--anyway");
        cli.run("breakers", "open", "new", "--anyway").exits(0);
        assertThat(state("new")).isEqualTo("forced_open");
        cli.run("breakers", "open", "ai_provider").exits(0);
        assertThat(cli.run("breakers", "open").exits(2).err()).contains("NAME");
    }

    @Test
    void withoutAHistoryThereIsNothingToListAndNothingToOrder() {
        var other = new Cli(folder.resolve("elsewhere"));
        assertThat(other.json("breakers", "list").exits(0).json()).containsEntry("breakers", List.of());
        assertThat(other.json("budget").exits(0).json()).containsEntry("budgets", List.of());
        other.run("breakers", "open", "mail").exits(4);
    }

    @Test
    void theBudgetSaysHowMuchIsLeft() {
        var rows = cli.json("budget").exits(0).rows("budgets");
        assertThat(rows)
                .first()
                .satisfies(mail -> assertThat(mail)
                        .containsEntry("component", "mail")
                        .containsEntry("owes", number("0"))
                        .containsKeys("level", "lent", "at"));
        assertThat(cli.run("budget").exits(0).out()).contains("LEVEL", "50 %", "100 %");
    }

    @Test
    void theBudgetSaysWhatBoostsHaveCostAndBrought() {
        var trial = new BoostTrial("nightly", new Tally(30, 24), new Tally(10, 3));
        try (var store = Afterwise.store(cli.store())) {
            store.workspace(Workspace.DEFAULT)
                    .ledger()
                    .write(Map.of(new Document.Boosted(Instant.EPOCH, 2, List.of(trial)), 0L));
        }
        var result = cli.json("budget").exits(0);
        assertThat(result.json()).containsEntry("reserve", number("5"));
        assertThat(result.rows("boosts"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("task", "nightly")
                        .containsKeys("boosted", "held_out", "gain", "low", "high"));
        assertThat(cli.run("budget").exits(0).out()).contains("nightly", "80 %", "+45 points");
    }

    @Test
    void whatTheFileSaysHoldsForACommandThatCallsComponents() {
        cli.write("afterwise.yaml", "breakers: {mail: {failures: 2x}}");
        assertThat(cli.run("breakers", "reset", "mail").exits(2).err())
                .contains("afterwise.yaml:1:29: 'failures' must be a whole number from 1 to "
                        + BreakerLimits.MOST_IN_A_ROW);
    }
}
