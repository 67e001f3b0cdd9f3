package dev.afterwise.heal.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks for races: small random programs, of a few operations on each of three threads, are run at the same time, and what they
 * returned must be what they return in some order, one after another, that keeps the order of each thread. All such orders
 * are tried. (The idea is that of Wing and Gong, "Testing and verifying concurrent objects", 1993.)
 *
 * @param <S> what is operated on; a fresh one also serves as the specification, in one thread
 */
final class Interleavings<S> {
    private static final int THREADS = 3;
    private static final int OPERATIONS = 3;

    /** One operation, with its name for people. */
    record Operation<S>(String name, Function<S, Object> body) {}

    private final Supplier<S> fresh;
    private final Function<RandomGenerator, Operation<S>> operations;
    private final Function<S, Object> end;

    /**
     * @param operations draws one
     * @param end what can be seen when all have ended
     */
    Interleavings(Supplier<S> fresh, Function<RandomGenerator, Operation<S>> operations, Function<S, Object> end) {
        this.fresh = fresh;
        this.operations = operations;
        this.end = end;
    }

    /** @return the first program that did what it cannot do one operation after another; null if none did */
    @Nullable
    String race(int programs, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var run = new Run<S>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(Thread.ofPlatform().daemon().start(() -> run.work(thread)));
        }
        try {
            for (int i = 0; i < programs; i++) {
                List<List<Operation<S>>> program = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    List<Operation<S>> its = new ArrayList<>();
                    for (int at = 0; at < OPERATIONS; at++) {
                        its.add(operations.apply(random));
                    }
                    program.add(its);
                }
                run.go(fresh.get(), program);
                Object seen = end.apply(Objects.requireNonNull(run.subject));
                if (!canBe(program, run.results, seen, new int[THREADS], new ArrayList<>())) {
                    return "%s gave %s and in the end %s"
                            .formatted(named(program), Arrays.deepToString(run.results), seen);
                }
            }
            return null;
        } finally {
            run.go(null, List.of());
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Whether some order, of which {@code taken} is the beginning, gives these results. */
    private boolean canBe(
            List<List<Operation<S>>> program, Object[][] results, Object seen, int[] next, List<Integer> taken) {
        if (taken.size() == THREADS * OPERATIONS) {
            return seen.equals(end.apply(replayed(program, taken)));
        }
        for (int thread = 0; thread < THREADS; thread++) {
            int at = next[thread];
            if (at == OPERATIONS) {
                continue;
            }
            Operation<S> operation = program.get(thread).get(at);
            if (operation.body().apply(replayed(program, taken)).equals(results[thread][at])) {
                next[thread]++;
                taken.add(thread);
                boolean can = canBe(program, results, seen, next, taken);
                taken.removeLast();
                next[thread]--;
                if (can) {
                    return true;
                }
            }
        }
        return false;
    }

    private S replayed(List<List<Operation<S>>> program, List<Integer> taken) {
        S subject = fresh.get();
        int[] next = new int[THREADS];
        for (int thread : taken) {
            var ignored = program.get(thread).get(next[thread]++).body().apply(subject);
            Objects.requireNonNull(ignored);
        }
        return subject;
    }

    private static <S> List<List<String>> named(List<List<Operation<S>>> program) {
        return program.stream()
                .map(its -> its.stream().map(Operation::name).toList())
                .toList();
    }

    /** One program after another, on the same threads. */
    private static final class Run<S> {
        private final CyclicBarrier barrier = new CyclicBarrier(THREADS + 1);
        private final Object[][] results = new Object[THREADS][OPERATIONS];
        private volatile @Nullable S subject;
        private List<List<Operation<S>>> program = List.of();

        void go(@Nullable S on, List<List<Operation<S>>> what) throws Exception {
            program = what;
            subject = on;
            barrier.await();
            barrier.await();
        }

        void work(int thread) {
            try {
                while (true) {
                    barrier.await();
                    S on = subject;
                    if (on == null) {
                        barrier.await();
                        return;
                    }
                    List<Operation<S>> its = program.get(thread);
                    for (int at = 0; at < OPERATIONS; at++) {
                        try {
                            results[thread][at] = its.get(at).body().apply(on);
                        } catch (RuntimeException e) {
                            results[thread][at] = e;
                        }
                    }
                    barrier.await();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
