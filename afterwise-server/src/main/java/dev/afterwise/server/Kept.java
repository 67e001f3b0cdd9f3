package dev.afterwise.server;

import dev.afterwise.Workspace;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * An {@link Api} whose studies are made once for all who ask. A study says in {@code as_of} when it began to be made, so that nobody takes it
 * for newer than it is; all other answers go through as they are.
 *
 * <ul>
 *   <li>What took less than {@link #CHEAP} is not kept, nor is anything of a short history: there, everything is as new as the question.
 *   <li>What took longer is given again for {@link #TIMES} times as long as it took; asked for after that, it is given once more
 *       and made anew meanwhile. What is older than an hour is waited for.
 *   <li>Who asks for a study that is just being made waits for that one. At most {@link #AT_ONCE} are made at the same time.
 *   <li>Whatever somebody changes through this API makes it forget all.
 * </ul>
 */
public final class Kept implements Api, AutoCloseable {
    static final Duration CHEAP = Duration.ofMillis(100);
    static final int TIMES = 20;

    private static final int AT_ONCE = 2;
    private static final int MOST = 200;
    private static final long MOST_CHARS = 8_000_000;
    private static final Duration LONGEST_FRESH = Duration.ofMinutes(10);
    private static final Duration OLDEST = Duration.ofHours(1);

    private record Key(Workspace workspace, List<String> path, Map<String, List<String>> parameters) {
        static Key of(Question question) {
            return new Key(question.caller().workspace(), question.path(), question.parameters());
        }
    }

    /** An answer and how long it took; what is asked of its age goes by the clock that never goes back. */
    private record Made(Reply reply, long begun, Duration took) {
        boolean isCheap() {
            return took.compareTo(CHEAP) < 0;
        }

        Duration fresh() {
            Duration fresh = took.multipliedBy(TIMES);
            return fresh.compareTo(LONGEST_FRESH) < 0 ? fresh : LONGEST_FRESH;
        }
    }

    private final Api inner;
    private final Predicate<Question> isStudy;
    private final BooleanSupplier isLong;
    private final Timekeeper time;
    private final Map<Key, Made> kept = new LinkedHashMap<>(16, .75f, true);
    private final Map<Key, CompletableFuture<Made>> making = new ConcurrentHashMap<>();
    private final Set<Key> wanted = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(AT_ONCE, true);
    private final ExecutorService behind = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("afterwise-studies").factory());
    private long changes;

    /**
     * @param isStudy which questions may be answered by what was true a while ago
     * @param isLong whether there is so much history that answers are worth keeping
     */
    public Kept(Api inner, Predicate<Question> isStudy, BooleanSupplier isLong, Timekeeper time) {
        this.inner = inner;
        this.isStudy = isStudy;
        this.isLong = isLong;
        this.time = time;
    }

    @Override
    public List<Offer> offers() {
        return inner.offers();
    }

    @Override
    public Form form(Offer offer) {
        return inner.form(offer);
    }

    @Override
    public Reply answer(Question question) throws InterruptedException {
        if (!question.method().equals("GET")) {
            try {
                return inner.answer(question);
            } finally {
                forget();
            }
        }
        if (!isStudy.test(question)) {
            return inner.answer(question);
        }
        Key key = Key.of(question);
        Optional<Made> known = known(key);
        if (known.isEmpty()) {
            return make(key, question).reply;
        }
        if (!isFresh(known.get())) {
            refresh(key, question);
        }
        return known.get().reply;
    }

    /** Makes a study before anybody asks for it, unless a fresh one is kept. Returns at once. */
    public void warm(Question question) {
        Key key = Key.of(question);
        if (known(key).filter(this::isFresh).isEmpty()) {
            refresh(key, question);
        }
    }

    private boolean isFresh(Made made) {
        return time.since(made.begun).compareTo(made.fresh()) <= 0;
    }

    private Optional<Made> known(Key key) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key))
                    .filter(made -> time.since(made.begun).compareTo(OLDEST) <= 0);
        }
    }

    private void forget() {
        synchronized (kept) {
            changes++;
            kept.clear();
        }
        // What is being made began before the change: who asks from now on must not get it.
        making.clear();
    }

    private Made make(Key key, Question question) throws InterruptedException {
        var mine = new CompletableFuture<Made>();
        CompletableFuture<Made> others = making.putIfAbsent(key, mine);
        if (others != null) {
            Made joined = joined(others);
            return joined.isCheap() ? made(key, question) : joined;
        }
        try {
            Made made = made(key, question);
            mine.complete(made);
            return made;
        } catch (InterruptedException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            making.remove(key, mine);
        }
    }

    private static Made joined(CompletableFuture<Made> others) throws InterruptedException {
        try {
            return others.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The answer that was waited for could not be made.", e.getCause());
        }
    }

    private Made made(Key key, Question question) throws InterruptedException {
        room.acquire();
        try {
            long known;
            synchronized (kept) {
                known = changes;
            }
            Instant asOf = time.now();
            long begun = time.nanos();
            Reply reply = inner.answer(question);
            Made made = new Made(dated(reply, asOf), begun, time.since(begun));
            if (reply.status() == 200 && !made.isCheap() && isLong.getAsBoolean()) {
                keep(key, made, known);
            }
            return made;
        } finally {
            room.release();
        }
    }

    private void keep(Key key, Made made, long known) {
        synchronized (kept) {
            if (changes != known) {
                return;
            }
            kept.put(key, made);
            long chars = kept.values().stream()
                    .mapToLong(each -> each.reply.json().length())
                    .sum();
            var longestUnasked = kept.values().iterator();
            while (kept.size() > 1 && (kept.size() > MOST || chars > MOST_CHARS)) {
                chars -= longestUnasked.next().reply.json().length();
                longestUnasked.remove();
            }
        }
    }

    private void refresh(Key key, Question question) {
        if (!wanted.add(key)) {
            return;
        }
        try {
            behind.execute(() -> {
                try {
                    make(key, question);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException unlucky) {
                    // What is kept stays; who asks again has it tried again.
                } finally {
                    wanted.remove(key);
                }
            });
        } catch (RejectedExecutionException stopping) {
            wanted.remove(key);
        }
    }

    /** With a member that says when. */
    private static Reply dated(Reply reply, Instant asOf) {
        int end = reply.json().lastIndexOf('}');
        if (reply.status() != 200 || end < 0) {
            return reply;
        }
        String before = reply.json().substring(0, end);
        String comma = before.stripTrailing().endsWith("{") ? "" : ",";
        return new Reply(
                200,
                before + comma + "\"as_of\":\"" + asOf.truncatedTo(ChronoUnit.MILLIS) + "\""
                        + reply.json().substring(end));
    }

    /** What is being made behind is given up. */
    @Override
    public void close() {
        behind.shutdownNow();
    }
}
