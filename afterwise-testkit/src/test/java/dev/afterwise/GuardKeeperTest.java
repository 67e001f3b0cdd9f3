package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.heal.Boosts;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Guarded;
import dev.afterwise.store.Document.Ordered;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Versioned;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardKeeperTest {
    private static final Failure OUT =
            Failure.of(FailureClass.UNAVAILABLE, Severity.MEDIUM, Transience.TRANSIENT, "E", "it is down");

    private final ManualTime time = new ManualTime();
    private final Ledger ledger =
            Store.inMemory(time).workspace(Workspace.DEFAULT).ledger();
    private final Instance first = new Instance(time, ledger);

    /** One process that uses the ledger, without the thread that would look by itself. */
    private static final class Instance {
        final ManualTime time;
        final Guards guards;
        final Boosts boosts;
        final GuardKeeper keeper;

        Instance(ManualTime time, Ledger ledger) {
            this.time = time;
            this.guards = new Guards(time, Seeded.random());
            this.boosts = new Boosts(time, Seeded.random());
            this.keeper = new GuardKeeper(ledger, guards, boosts, () -> {}, time);
            guards.beforeTheFirst(keeper::recall);
        }

        boolean calls(String component, Outcome.Ended outcome) {
            Guard guard = guards.of(component);
            long start = time.nanos();
            long permit = guard.enter(start);
            if (permit == Guard.REFUSED) {
                return false;
            }
            guard.leave(permit, start, outcome);
            if (outcome instanceof Outcome.Failed failed) {
                guard.affordsAnother(failed.failure());
            }
            return true;
        }

        void fails(String component, int times) {
            for (int i = 0; i < times; i++) {
                calls(component, new Outcome.Failed(Duration.ZERO, OUT));
            }
        }

        boolean succeeds(String component) {
            return calls(component, new Outcome.Succeeded(Duration.ZERO));
        }
    }

    private Instance restarted() {
        first.keeper.save();
        time.advance(Duration.ofSeconds(1));
        return new Instance(time, ledger);
    }

    @Test
    void whatIsOpenStaysOpenUntilTheSameMomentAfterARestart() {
        first.fails("mail", 5);
        Duration wait = first.guards.of("mail").untilProbe();
        Instance next = restarted();

        assertThat(next.succeeds("mail")).isFalse();
        assertThat(next.guards.of("mail").untilProbe()).isCloseTo(wait.minusSeconds(1), Duration.ofMillis(1));
        time.advance(wait);
        assertThat(next.succeeds("mail")).isTrue();
    }

    @Test
    void aFlappingComponentIsStillKnownAsThatAfterARestart() {
        for (int i = 0; i < 4; i++) {
            first.fails("mail", 5);
            time.advance(first.guards.of("mail").untilProbe());
            for (int probe = 0; probe < 3; probe++) {
                first.succeeds("mail");
            }
        }
        Instance next = restarted();
        next.fails("mail", 5);
        Instance forgetful = new Instance(
                time, Store.inMemory(time).workspace(Workspace.DEFAULT).ledger());
        forgetful.fails("mail", 5);

        assertThat(next.guards.of("mail").untilProbe())
                .isGreaterThan(forgetful.guards.of("mail").untilProbe());
    }

    @Test
    void theBudgetIsAsFullAsItWasAndAsTimeHasMadeItSince() {
        first.fails("mail", 4);
        assertThat(first.guards.of("mail").budget()).isCloseTo(0.6, within(1e-9));
        first.keeper.save();
        time.advance(Duration.ofSeconds(20));

        assertThat(new Instance(time, ledger).guards.of("mail").budget()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void whatIsADayOldSaysNothingAnyMore() {
        first.fails("mail", 5);
        first.keeper.save();
        time.advance(Duration.ofDays(2));
        Instance next = new Instance(time, ledger);

        assertThat(next.succeeds("mail")).isTrue();
        assertThat(next.guards.of("mail").breaker()).isEqualTo(new BreakerState.Closed());
        assertThat(next.guards.of("mail").budget()).isEqualTo(1);
    }

    @Test
    void aClockThatWasSetBackKeepsNothingOpenForLongerThanItsLimitsAllow() {
        first.fails("mail", 5);
        first.keeper.save();
        time.setBack(Duration.ofDays(300));
        Instance next = new Instance(time, ledger);

        assertThat(next.guards.of("mail").untilProbe()).isLessThanOrEqualTo(BreakerLimits.STANDARD.longestOpen());
    }

    @Test
    void whatOthersKnowIsLeftAsItIs() {
        first.fails("mail", 5);
        first.keeper.save();
        Instance other = new Instance(time, ledger);
        other.fails("search", 5);
        other.keeper.save();

        assertThat(ledger.read(Guarded.class, Guarded.KEY)
                        .orElseThrow()
                        .document()
                        .memories())
                .extracting(GuardMemory::component)
                .containsExactlyInAnyOrder("mail", "search");
    }

    @Test
    void nothingIsWrittenWhileNothingChanges() {
        first.fails("mail", 5);
        first.keeper.save();
        long version = ledger.read(Guarded.class, Guarded.KEY).orElseThrow().version();
        for (int i = 0; i < 5; i++) {
            first.keeper.save();
        }

        assertThat(ledger.read(Guarded.class, Guarded.KEY).orElseThrow().version())
                .isEqualTo(version);
    }

    @Test
    void anOrderReachesAProcessThatRunsAndOneThatIsStartedLater() {
        first.succeeds("mail");
        order(new BreakerOrder("mail", BreakerOrder.Wish.OPEN, time.now()), 0);
        first.keeper.look(true);
        assertThat(first.guards.of("mail").breaker()).isEqualTo(new BreakerState.ForcedOpen());
        time.advance(Duration.ofDays(30));
        assertThat(first.succeeds("mail")).isFalse();
        Instance next = new Instance(time, ledger);
        assertThat(next.succeeds("mail")).isFalse();

        order(new BreakerOrder("mail", BreakerOrder.Wish.RESET, time.now()), 1);
        first.keeper.look(true);
        assertThat(first.succeeds("mail")).isTrue();
        next.keeper.look(true);
        assertThat(next.succeeds("mail")).isTrue();
    }

    @Test
    void aResetWhileNoProcessRunsHoldsForTheNext() {
        first.fails("mail", 5);
        first.keeper.save();
        time.advance(Duration.ofSeconds(1));
        order(new BreakerOrder("mail", BreakerOrder.Wish.RESET, time.now()), 0);

        assertThat(new Instance(time, ledger).succeeds("mail")).isTrue();
    }

    @Test
    void whatWasResetStaysResetWhenTheOrderIsLongGone() {
        first.succeeds("mail");
        first.keeper.order(new BreakerOrder("mail", BreakerOrder.Wish.OPEN, time.now()));
        first.keeper.save();
        time.advance(Duration.ofMinutes(1));
        Instance operator = new Instance(time, ledger);
        operator.keeper.order(new BreakerOrder("mail", BreakerOrder.Wish.RESET, time.now()));
        time.advance(Duration.ofDays(3));
        operator.keeper.order(new BreakerOrder("search", BreakerOrder.Wish.OPEN, time.now()));

        assertThat(operator.keeper.orders()).hasSize(1);
        assertThat(new Instance(time, ledger).succeeds("mail")).isTrue();
        assertThat(new Instance(time, ledger).succeeds("search")).isFalse();
    }

    @Test
    void anOrderIsCarriedOutOnce() {
        order(new BreakerOrder("mail", BreakerOrder.Wish.RESET, time.now()), 0);
        first.succeeds("mail");
        first.keeper.look(true);
        first.fails("mail", 5);
        first.keeper.look(true);

        assertThat(first.succeeds("mail")).isFalse();
    }

    @Test
    void whatCantBeReadIsIgnoredAndLeftAlone() {
        first.fails("mail", 5);
        first.keeper.save();
        var damaged = new Damaged(ledger);
        Instance next = new Instance(time, damaged);

        assertThat(next.succeeds("mail")).isTrue();
        next.fails("search", 5);
        next.keeper.look(true);
        next.keeper.save();
        assertThat(damaged.writes).isZero();
    }

    /** A ledger whose documents are of a version that is not known yet. */
    private static final class Damaged implements Ledger {
        private final Ledger ledger;
        private int writes;

        Damaged(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public <D extends Document> Optional<Versioned<D>> read(Class<D> kind, String key) {
            throw new StoreException("The stored document must be of version 1 or older, but this is of version (2).");
        }

        @Override
        public <D extends Document> List<Versioned<D>> list(Class<D> kind) {
            return ledger.list(kind);
        }

        @Override
        public void write(Map<? extends Document, Long> expected) {
            writes++;
        }
    }

    private void order(BreakerOrder order, long version) {
        ledger.write(Map.of(new Ordered(List.of(order)), version));
    }

    @Test
    void theFrontDoorWritesWhenItIsClosedAndReadsWhenAComponentIsFirstCalled() {
        Store store = Store.inMemory(time);
        var open = new Store() {
            @Override
            public dev.afterwise.store.WorkspaceStore workspace(Workspace workspace) {
                return store.workspace(workspace);
            }

            @Override
            public dev.afterwise.store.Upkeep upkeep() {
                return store.upkeep();
            }

            @Override
            public dev.afterwise.store.Health check() {
                return store.check();
            }

            @Override
            public void close() {}
        };
        Settings settings = Settings.STANDARD.with(time).with(Seeded.random());
        try (var afterwise = Afterwise.with(open, settings)) {
            Guard guard = afterwise.guards().of("mail");
            guard.openBreaker();
        }
        try (var afterwise = Afterwise.with(open, settings)) {
            assertThat(afterwise.guards().of("mail").breaker()).isEqualTo(new BreakerState.ForcedOpen());
        }
    }
}
