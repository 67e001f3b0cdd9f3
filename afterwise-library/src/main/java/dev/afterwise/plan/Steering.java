package dev.afterwise.plan;

import dev.afterwise.ExecutionId;
import dev.afterwise.store.Signal;
import dev.afterwise.store.Signal.Word;
import dev.afterwise.store.Signals;
import dev.afterwise.time.Timekeeper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people say to one run while it goes on: answers, pauses, that it is to be stopped. It knows as much as it saw when it
 * {@linkplain #look looked} last. Safe for use by many threads.
 */
final class Steering {
    /** Who speaks when a run asks. */
    static final String RUNNER = "afterwise";

    private final Signals signals;
    private final ExecutionId run;
    private final Timekeeper time;
    private final @Nullable Steering outer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private List<Signal> told = List.of();
    private int asking;
    private boolean rests;
    private volatile @Nullable Stop stop;

    /** What ends a run before its steps do. */
    sealed interface Stop {
        /** Why, for whoever reads what became of the steps that were being done. */
        String because();

        /** A person wants it. */
        record Wanted(String because) implements Stop {}

        /**
         * Its budget is used up.
         *
         * @param what of it, such as {@code $1.20 of $1.00}
         */
        record Spent(String what) implements Stop {
            @Override
            public String because() {
                return Purse.reason(what);
            }
        }
    }

    /** @param outer the run that this one is a step of, or null */
    Steering(Signals signals, ExecutionId run, Timekeeper time, @Nullable Steering outer) {
        this.signals = signals;
        this.run = run;
        this.time = time;
        this.outer = outer;
    }

    /** Sees what was said since. Whoever waits for it goes on. */
    void look() {
        List<Signal> now = signals.told(run);
        lock.lock();
        try {
            told = now;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Who paused the run, and why; empty if nobody did. */
    Optional<Signal> paused() {
        Signal last = null;
        for (Signal signal : heard()) {
            if (signal.word() == Word.PAUSED) {
                last = signal;
            } else if (signal.word() == Word.CONTINUED) {
                last = null;
            }
        }
        return Optional.ofNullable(last);
    }

    /** Who wants the run to be stopped, and why. */
    Optional<Signal> cancelled() {
        return heard().stream()
                .filter(signal -> signal.word() == Word.CANCELLED)
                .findFirst();
    }

    /** What was answered to the question of a step. */
    Optional<Signal> answer(String step) {
        return heard().stream()
                .filter(signal -> signal.word().isAnswer() && signal.step().equals(step))
                .findFirst();
    }

    private List<Signal> heard() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Asks, once in the life of the run. */
    void ask(String step, String question) {
        if (signals.told(run).stream()
                .noneMatch(said -> said.word() == Word.ASKED && said.step().equals(step))) {
            signals.tell(run, new Signal(Word.ASKED, step, question, RUNNER, time.now()));
        }
    }

    /** Returns once the run, and what it is a step of, is not paused. */
    void pass() throws InterruptedException {
        if (outer != null) {
            outer.pass();
        }
        lock.lockInterruptibly();
        try {
            while (paused().isPresent()) {
                news.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is an answer; empty if the run is to rest before there is one. */
    <T> Optional<T> await(Supplier<Optional<T>> answer) throws InterruptedException {
        lock.lockInterruptibly();
        asking++;
        try {
            while (true) {
                Optional<T> found = answer.get();
                if (found.isPresent() || rests) {
                    return found;
                }
                news.await();
            }
        } finally {
            asking--;
            lock.unlock();
        }
    }

    /** How many wait for an answer. */
    int asking() {
        lock.lock();
        try {
            return asking;
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody waits for answers. */
    void rest() {
        lock.lock();
        try {
            rests = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The run is to end; what was said first holds. */
    void stop(Stop why) {
        lock.lock();
        try {
            stop = stop == null ? why : stop;
        } finally {
            lock.unlock();
        }
    }

    /** Why the run is to end, or null if it isn't. */
    @Nullable
    Stop stopped() {
        return stop;
    }

    /** Why attempts are being stopped, for whoever reads what became of them. */
    String whyStopped() {
        Stop why = stop;
        return why == null ? "it was interrupted" : why.because();
    }
}
