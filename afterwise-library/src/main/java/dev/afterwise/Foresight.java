package dev.afterwise;

import dev.afterwise.learn.predict.Past;
import dev.afterwise.learn.predict.Prediction;
import dev.afterwise.learn.predict.Predictor;
import dev.afterwise.store.Segments;
import dev.afterwise.store.Window;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a predictor of a workspace current: whoever asks first waits until it has learned; from then on it is asked from memory,
 * and learns anew on a thread of its own when somebody asks and it is no longer fresh. Safe for use by many threads.
 */
final class Foresight {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** Learning anew takes one part of so many of the time. */
    private static final int SHARE = 50;

    /** Work of so many kinds is asked about again and again; of what is left out of it, averages take long to make. */
    private static final int MOST_TOLD = 1_000;

    private final Segments segments;
    private final Timekeeper time;
    private final AtomicBoolean isLearning = new AtomicBoolean();
    private volatile @Nullable Learned learned;

    private record Learned(Predictor predictor, long nanos, Duration took, Map<Profile, Prediction> told) {
        /** The same profile is told the same as long as nothing new is learned. */
        Prediction predict(Profile profile) {
            Prediction known = told.get(profile);
            if (known != null) {
                return known;
            }
            Prediction made = predictor.predict(profile);
            if (told.size() < MOST_TOLD) {
                told.put(profile, made);
            }
            return made;
        }

        Duration isFreshFor() {
            Duration share = took.multipliedBy(SHARE);
            return share.compareTo(FRESH) > 0 ? share : FRESH;
        }
    }

    Foresight(Segments segments, Timekeeper time) {
        this.segments = segments;
        this.time = time;
    }

    Prediction predict(Profile profile) {
        Learned now = learned;
        if (now == null) {
            now = first();
        } else if (time.since(now.nanos()).compareTo(now.isFreshFor()) > 0 && isLearning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("afterwise-foresight").start(this::refresh);
        }
        return now.predict(profile);
    }

    private synchronized Learned first() {
        Learned now = learned;
        return now == null ? learn() : now;
    }

    private void refresh() {
        try {
            learn();
        } catch (RuntimeException e) {
            System.getLogger(Foresight.class.getName())
                    .log(System.Logger.Level.WARNING, "Predictions stay as they were.", e);
        } finally {
            isLearning.set(false);
        }
    }

    /** Learns from the history as it is now. */
    private Learned learn() {
        long start = time.nanos();
        Predictor predictor = Predictor.of(Past.in(segments.scan(Window.ALL)));
        var fresh = new Learned(predictor, time.nanos(), time.since(start), new ConcurrentHashMap<>());
        learned = fresh;
        return fresh;
    }
}
