package dev.afterwise.plan;

import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens to one step: into the journal at once, for the journal is the truth about plans, and as facts of
 * the execution when the step is over. What the journal refuses, because somebody else has the run by now, is not recorded
 * either. Used by one thread.
 */
final class StepLog {
    private static final int MAX_NOTE_CHARS = 1_000;

    private final Errand errand;
    private final PlanStep step;
    private final Hold hold;
    private final PlanJournal journal;
    private final Timekeeper time;
    private final List<Fact> facts = new ArrayList<>();

    StepLog(Errand errand, Hold hold, PlanJournal journal, Timekeeper time) {
        this.errand = errand;
        this.step = errand.step();
        this.hold = hold;
        this.journal = journal;
        this.time = time;
    }

    /**
     * The step is begun.
     *
     * @param past the attempts that were made before the run was taken over
     * @param open which of them goes on, or null
     */
    void begin(List<StepRun> past, @Nullable StepRun open) {
        var action = new Action.ToolCall(errand.name(), step.deed());
        facts.add(new Fact.StepStarted(origin(Source.RECORDED), id(), errand.parent(), action));
        for (StepRun each : past) {
            infer(each, each.equals(open));
        }
    }

    /** What the journal says of an attempt gives way to what was recorded when it happened. */
    private void infer(StepRun attempt, boolean goesOn) {
        Origin origin = origin(Source.INFERRED);
        facts.add(new Fact.AttemptStarted(origin, id(), attempt.attempt(), attempt.agent(), attempt.startedAt()));
        if (goesOn) {
            return;
        }
        Outcome.Ended ended = attempt.outcome() instanceof Outcome.Ended known ? known : new Outcome.Unknown(null);
        facts.add(new Fact.AttemptEnded(origin, id(), attempt.attempt(), ended, attempt.usage(), Payload.NONE));
        if (attempt.then() != null) {
            facts.add(new Fact.Recovered(origin, id(), attempt.attempt(), attempt.then()));
        }
    }

    /** An attempt begins. @throws StoreException if it must not */
    Instant claim(int attempt, @Nullable String agent) {
        Instant at = time.now();
        if (!journal.claim(hold, new StepRun(step.id(), attempt, agent, at, new Outcome.Running(), null))) {
            throw lost(hold);
        }
        facts.add(new Fact.AttemptStarted(origin(Source.RECORDED), id(), attempt, agent, at));
        return at;
    }

    /**
     * An attempt has ended, and this was decided: durable, in one, before anybody acts on it.
     *
     * @param spent what it took that is not recorded elsewhere
     * @throws StoreException if the run is lost
     */
    void finish(
            int attempt, Performed performed, @Nullable Recovery then, SortedMap<String, Value> outputs, Usage spent) {
        Outcome.Ended outcome = performed.outcome();
        if (!journal.finish(hold, step.id(), attempt, outcome, then, outputs, performed.usage())) {
            throw lost(hold);
        }
        facts.add(new Fact.AttemptEnded(origin(Source.RECORDED), id(), attempt, outcome, spent, performed.result()));
        if (then != null) {
            facts.add(new Fact.Recovered(origin(Source.RECORDED), id(), attempt, then));
        }
    }

    /** Something that is no attempt. */
    void note(String name, String because) {
        facts.add(new Fact.Noted(
                origin(Source.RECORDED),
                new Event(name, time.now(), Payload.text(step.id() + ": " + because, MAX_NOTE_CHARS))));
    }

    void hand(Consumer<List<Fact>> to) {
        to.accept(List.copyOf(facts));
    }

    static StoreException lost(Hold hold) {
        return new StoreException(
                "The run (%s) must belong to this runner, but another one has taken it over.".formatted(hold.run()));
    }

    private StepId id() {
        return StepId.named(step.id());
    }

    private Origin origin(Source source) {
        return new Origin(hold.run(), source, time.now());
    }
}
