package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.heal.Course;
import dev.afterwise.heal.Preference;
import dev.afterwise.heal.Preferences;
import dev.afterwise.heal.Remedy;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Learned;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Versioned;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreferenceKeeperTest {
    private static final Failure OUT =
            Failure.of(FailureClass.UNAVAILABLE, Severity.MEDIUM, Transience.TRANSIENT, "E", "it is down");

    private final ManualTime time = new ManualTime();
    private final Ledger ledger =
            Store.inMemory(time).workspace(Workspace.DEFAULT).ledger();

    /** One process that uses the ledger, without the thread that would bring things by itself. */
    private final class Instance {
        final Preferences preferences = new Preferences(time, Seeded.random());
        final PreferenceKeeper keeper;

        Instance(Ledger ledger) {
            this.keeper = new PreferenceKeeper(ledger, preferences);
        }

        void learns(int times) {
            for (int i = 0; i < times; i++) {
                Course course = preferences.course("mail");
                course.choose(OUT, Remedy.against(OUT.failureClass(), OUT.transience()), List.of());
                course.learned(true, Duration.ZERO);
            }
        }

        long knows() {
            return preferences.all().stream()
                    .map(Preference::measured)
                    .mapToLong(Tally::tried)
                    .sum();
        }
    }

    @Test
    void whatWasLearnedSurvivesARestart() {
        var first = new Instance(ledger);
        first.learns(5);
        first.keeper.exchange();

        var second = new Instance(ledger);
        second.keeper.exchange();
        assertThat(second.knows()).isEqualTo(5);
        assertThat(second.preferences.all()).isEqualTo(first.preferences.all());
        assertThat(second.preferences.uplift()).isEqualTo(first.preferences.uplift());
    }

    @Test
    void severalProcessesLearnFromEachOtherAndNothingCountsTwice() {
        var one = new Instance(ledger);
        var other = new Instance(ledger);
        for (int round = 0; round < 10; round++) {
            one.learns(3);
            other.learns(2);
            one.keeper.exchange();
            other.keeper.exchange();
            one.keeper.exchange();
            one.keeper.exchange();
        }
        assertThat(one.knows()).isEqualTo(50);
        assertThat(other.knows()).isEqualTo(50);
        assertThat(one.preferences.uplift().learned().tried()
                        + one.preferences.uplift().experts().tried())
                .isEqualTo(50);
    }

    @Test
    void nothingIsWrittenWhereNothingIsNew() {
        var process = new Instance(ledger);
        process.keeper.exchange();
        assertThat(ledger.read(Learned.class, Learned.KEY)).isEmpty();
        process.learns(1);
        process.keeper.exchange();
        process.keeper.exchange();
        assertThat(ledger.read(Learned.class, Learned.KEY))
                .hasValueSatisfying(it -> assertThat(it.version()).isOne());
    }

    @Test
    void whatIsLearnedMeanwhileIsNotLost() {
        var holder = new ArrayList<Instance>();
        var slow = new Ledger() {
            @Override
            public <D extends Document> Optional<Versioned<D>> read(Class<D> kind, String key) {
                holder.getFirst().learns(1);
                return ledger.read(kind, key);
            }

            @Override
            public <D extends Document> List<Versioned<D>> list(Class<D> kind) {
                return ledger.list(kind);
            }

            @Override
            public void write(Map<? extends Document, Long> expected) {
                holder.getFirst().learns(1);
                ledger.write(expected);
            }
        };
        var process = new Instance(slow);
        holder.add(process);
        process.learns(1);
        process.keeper.exchange();
        assertThat(process.knows()).isEqualTo(3);
        process.keeper.exchange();
        assertThat(process.knows()).isEqualTo(5);
        var reader = new Instance(ledger);
        reader.keeper.exchange();
        assertThat(reader.knows()).isEqualTo(3);
    }

    @Test
    void aConflictIsTriedAgain() {
        var conflicts = new AtomicInteger(3);
        var process = new Instance(failing(() -> {
            if (conflicts.getAndDecrement() > 0) {
                throw new ConflictException("overtaken");
            }
        }));
        process.learns(4);
        process.keeper.exchange();
        var reader = new Instance(ledger);
        reader.keeper.exchange();
        assertThat(reader.knows()).isEqualTo(4);
    }

    @Test
    void aStoreThatFailsKeepsNobodyFromLearning() {
        var failures = new AtomicInteger(2);
        var process = new Instance(failing(() -> {
            if (failures.getAndDecrement() > 0) {
                throw new StoreException("the disk is full");
            }
        }));
        process.learns(4);
        process.keeper.exchange();
        process.learns(1);
        process.keeper.exchange();
        assertThat(process.knows()).isEqualTo(5);
        process.keeper.exchange();
        var reader = new Instance(ledger);
        reader.keeper.exchange();
        assertThat(reader.knows()).isEqualTo(5);
    }

    @Test
    void whatCannotBeReadIsLeftAlone() {
        for (String unreadable : List.of("beliefs 2\nfrom the future", "garbage", "")) {
            Ledger other = Store.inMemory(time).workspace(Workspace.DEFAULT).ledger();
            other.write(Map.of(new Learned(unreadable), 0L));
            var process = new Instance(other);
            process.learns(2);
            process.keeper.exchange();
            process.keeper.exchange();
            assertThat(process.knows()).isEqualTo(2);
            assertThat(other.read(Learned.class, Learned.KEY)).contains(new Versioned<>(new Learned(unreadable), 1));
        }
    }

    @Test
    void isKeptWhenAllIsClosed() throws Exception {
        Store store = Store.inMemory(time);
        try (var afterwise = Afterwise.with(store, Settings.STANDARD)) {
            var failures = new AtomicInteger(1);
            String answer = afterwise.call("mail", () -> {
                if (failures.getAndDecrement() > 0) {
                    throw new SocketTimeoutException("Read timed out");
                }
                return "sent";
            });
            assertThat(answer).isEqualTo("sent");
            assertThat(afterwise.preferences().all()).singleElement().satisfies(it -> {
                assertThat(it.strategy()).isEqualTo("retry");
                assertThat(it.measured()).isEqualTo(new Tally(1, 1));
            });
        }
        assertThat(store.workspace(Workspace.DEFAULT).ledger().read(Learned.class, Learned.KEY))
                .isPresent();
    }

    private Ledger failing(Runnable first) {
        return new Ledger() {
            @Override
            public <D extends Document> Optional<Versioned<D>> read(Class<D> kind, String key) {
                return ledger.read(kind, key);
            }

            @Override
            public <D extends Document> List<Versioned<D>> list(Class<D> kind) {
                return ledger.list(kind);
            }

            @Override
            public void write(Map<? extends Document, Long> expected) {
                first.run();
                ledger.write(expected);
            }
        };
    }
}
