package dev.afterwise.record;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Usage;
import dev.afterwise.time.Timekeeper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run: its facts are gathered here, and handed to the recorder when it begins, when it ends, and whenever
 * something is said of it later. Safe for use by many threads.
 */
final class Account {
    private static final int TYPICAL_FACTS = 32;

    private final Recorder recorder;
    private final Timekeeper time;
    private final ExecutionId id;
    private final Instant startedAt;
    private final boolean isKept;
    private Instant latest;
    private List<Fact> facts = new ArrayList<>(TYPICAL_FACTS);
    private Profile profile;
    private String description = "";
    private About about;
    private Usage usage = Usage.NONE;
    private Payload output = Payload.NONE;
    private Outcome.@Nullable Ended said;
    private Outcome.@Nullable Ended end;
    private @Nullable CompletableFuture<@Nullable Void> awaited;
    private @Nullable Parcel whole;

    /** Begins it: the run can be seen at once. */
    Account(Recorder recorder, Timekeeper time, ExecutionId id, Instant startedAt, Profile profile, About about) {
        this.recorder = recorder;
        this.time = time;
        this.id = id;
        this.startedAt = startedAt;
        this.latest = startedAt;
        this.profile = profile;
        this.about = about;
        this.isKept = true;
        recorder.submit(List.of(started(startedAt)));
    }

    /** Of a run of which nothing is kept. */
    Account(Recorder recorder, Timekeeper time) {
        this.recorder = recorder;
        this.time = time;
        this.id = Run.UNRECORDED;
        this.startedAt = Instant.EPOCH;
        this.latest = startedAt;
        this.profile = Profile.of("unrecorded");
        this.about = About.NOTHING;
        this.isKept = false;
    }

    /** Whether anything is. */
    boolean isKept() {
        return isKept;
    }

    /** Completes when all that is known at the end is stored. */
    CompletableFuture<@Nullable Void> stored() {
        Parcel known;
        synchronized (this) {
            if (whole == null) {
                awaited = awaited == null ? new CompletableFuture<>() : awaited;
                return isKept ? awaited.copy() : CompletableFuture.completedFuture(null);
            }
            known = whole;
        }
        return known.stored();
    }

    Origin origin(Instant observedAt) {
        return new Origin(id, Source.RECORDED, observedAt);
    }

    /** What comes after the end is stored by itself. */
    void append(Fact fact) {
        append(fact, null);
    }

    /**
     * Two at once.
     *
     * @param second may be null
     */
    void append(Fact fact, @Nullable Fact second) {
        if (!isKept) {
            return;
        }
        boolean isLate;
        synchronized (this) {
            isLate = end != null;
            if (!isLate) {
                facts.add(fact);
                if (second != null) {
                    facts.add(second);
                }
            }
        }
        if (isLate) {
            recorder.submit(second == null ? List.of(fact) : List.of(fact, second));
        } else if (recorder.isTracing()) {
            recorder.trace(second == null ? List.of(fact) : List.of(fact, second));
        }
    }

    void profile(UnaryOperator<Profile> change) {
        change(() -> profile = change.apply(profile));
    }

    /** Says at once, not only at the end, what the run is to be told apart by: it may never come to its end. */
    void told(UnaryOperator<Profile> change) {
        profile(change);
        Fact now = null;
        synchronized (this) {
            if (isKept && end == null) {
                latest = later();
                now = started(latest);
            }
        }
        if (now != null) {
            recorder.submit(List.of(now));
        }
    }

    synchronized Profile profile() {
        return profile;
    }

    synchronized About about() {
        return about;
    }

    void about(UnaryOperator<About> change) {
        change(() -> about = change.apply(about));
    }

    void description(String text) {
        change(() -> description = text);
    }

    void output(Payload what) {
        change(() -> output = what);
    }

    void spent(Usage more) {
        change(() -> usage = usage.merge(more));
    }

    /** How the run went, whatever its work returns. What was said first holds, unless that was that nobody knows. */
    void conclude(Outcome.Ended outcome) {
        change(() -> {
            if (said == null || said instanceof Outcome.Unknown) {
                said = outcome;
                end = end == null ? null : outcome.orAfter(end.took());
            }
        });
    }

    /** The run's work has returned. Only the first end counts. */
    void end(Outcome.Succeeded returned) {
        ended(returned, true);
    }

    /** The run's work has thrown, or was stopped. Only the first end counts. */
    void end(Outcome.Ended thrown) {
        ended(thrown, false);
    }

    private void ended(Outcome.Ended outcome, boolean mayBeSaidOtherwise) {
        if (!isKept) {
            return;
        }
        List<Fact> last;
        Parcel all;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = said != null && mayBeSaidOtherwise ? said.orAfter(outcome.took()) : outcome;
            last = summed(end);
            facts.addAll(last);
            all = new Parcel(facts, awaited);
            facts = List.of();
            whole = all;
        }
        recorder.trace(last);
        recorder.submit(all);
    }

    private void change(Runnable change) {
        if (!isKept) {
            return;
        }
        List<Fact> late = List.of();
        synchronized (this) {
            try {
                change.run();
            } catch (RuntimeException unusable) {
                recorder.lose(1, "what was said of an execution can't be used", unusable);
            }
            if (end != null) {
                late = summed(end);
            }
        }
        if (!late.isEmpty()) {
            recorder.submit(late);
        }
    }

    /** Later than before, also by a clock that stands still or goes back: what was learned meanwhile must win. */
    private List<Fact> summed(Outcome.Ended outcome) {
        latest = later();
        return List.of(started(latest), new Fact.Ended(origin(latest), outcome, usage, output));
    }

    private Instant later() {
        Instant now = time.now();
        return now.isAfter(latest) ? now : latest.plus(1, ChronoUnit.MICROS);
    }

    private Fact started(Instant observedAt) {
        return new Fact.Started(origin(observedAt), profile, description, startedAt, about);
    }
}
