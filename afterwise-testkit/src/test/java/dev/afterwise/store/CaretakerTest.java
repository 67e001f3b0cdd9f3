package dev.afterwise.store;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Workspace;
import dev.afterwise.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CaretakerTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Watched upkeep = new Watched(store.upkeep());

    /** Says when somebody has asked whether to prune, and when it was done. */
    private static final class Watched implements Upkeep {
        private final Upkeep real;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch pruned = new CountDownLatch(1);

        Watched(Upkeep real) {
            this.real = real;
        }

        @Override
        public Extent extent() {
            return real.extent();
        }

        @Override
        public List<Damage> check() {
            return real.check();
        }

        @Override
        public Optional<Instant> lastPruned() {
            try {
                return real.lastPruned();
            } finally {
                asked.countDown();
            }
        }

        @Override
        public Pruned prune(Retention retention, Instant now, Progress progress) {
            try {
                return real.prune(retention, now, progress);
            } finally {
                pruned.countDown();
            }
        }

        @Override
        public void backup(Path file, Existing existing) {
            real.backup(file, existing);
        }

        @Override
        public void rebuild() {
            real.rebuild();
        }

        @Override
        public void vacuum() {
            real.vacuum();
        }
    }

    private Caretaker begin(boolean isIdle) {
        return Caretaker.of(upkeep, Retention.STANDARD, time, () -> isIdle);
    }

    private void appendAndWait91Days() {
        store.workspace(Workspace.DEFAULT).history().append(anExecution().facts());
        time.advance(DAY.multipliedBy(91));
    }

    private long executions() {
        return store.upkeep().extent().workspaces();
    }

    @Test
    void prunesWhenNobodyHasForADay() throws InterruptedException {
        appendAndWait91Days();
        try (var caretaker = begin(true)) {
            assertThat(upkeep.pruned.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(caretaker).isNotNull();
        }
        assertThat(executions()).isZero();
        assertThat(store.upkeep().lastPruned()).contains(time.now());
    }

    @Test
    void doesNotPruneWhatSomebodyPrunedToday() throws InterruptedException {
        store.upkeep().prune(Retention.STANDARD, time.now().plus(DAY.multipliedBy(91)), Upkeep.Progress.UNSEEN);
        appendAndWait91Days();
        try (var caretaker = begin(true)) {
            assertThat(upkeep.asked.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(caretaker).isNotNull();
        }
        assertThat(upkeep.pruned.getCount()).isOne();
        assertThat(executions()).isOne();
    }

    @Test
    void leavesItWhenThereIsSomethingToWrite() throws InterruptedException {
        appendAndWait91Days();
        try (var caretaker = begin(false)) {
            assertThat(upkeep.pruned.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(caretaker).isNotNull();
        }
        assertThat(executions()).isOne();
        assertThat(store.upkeep().lastPruned()).isEmpty();
    }
}
