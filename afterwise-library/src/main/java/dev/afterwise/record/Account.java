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
import java.util.Collections;
import java.util.List;
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
    private Instant latest;
    private List<Fact> facts = new ArrayList<>(TYPICAL_FACTS);
    private Profile profile;
    private String description = "";
    private About about;
    private Usage usage = Usage.NONE;
    private Payload output = Payload.NONE;
    private Outcome.@Nullable Ended said;
    private Outcome.@Nullable Ended end;

    /** Begins it: the run can be seen at once. */
    Account(Recorder recorder, Timekeeper time, ExecutionId id, Instant startedAt, Profile profile, About about) {
        this.recorder = recorder;
        this.time = time;
        this.id = id;
        this.startedAt = startedAt;
        this.latest = startedAt;
        this.profile = profile;
        this.about = about;
        recorder.submit(List.of(started(startedAt)));
    }

    Origin origin(Instant observedAt) {
        return new Origin(id, Source.RECORDED, observedAt);
    }

    /** What comes after the end is stored by itself. */
    void append(Fact... more) {
        synchronized (this) {
            if (end == null) {
                Collections.addAll(facts, more);
                return;
            }
        }
        recorder.submit(List.of(more));
    }

    void profile(UnaryOperator<Profile> change) {
        change(() -> profile = change.apply(profile));
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
        List<Fact> all;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = said != null && mayBeSaidOtherwise ? said.orAfter(outcome.took()) : outcome;
            all = facts;
            facts = List.of();
            all.addAll(summed(end));
        }
        recorder.submitUnchanging(all);
    }

    private void change(Runnable change) {
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
            recorder.submitUnchanging(late);
        }
    }

    /** Later than before, also by a clock that stands still or goes back: what was learned meanwhile must win. */
    private List<Fact> summed(Outcome.Ended outcome) {
        Instant now = time.now();
        latest = now.isAfter(latest) ? now : latest.plus(1, ChronoUnit.MICROS);
        return List.of(started(latest), new Fact.Ended(origin(latest), outcome, usage, output));
    }

    private Fact started(Instant observedAt) {
        return new Fact.Started(origin(observedAt), profile, description, startedAt, about);
    }
}
