package dev.afterwise;

import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Signal;
import dev.afterwise.store.Signal.Word;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs of plans that are not over, and what people say to them. What is said is kept: a runner hears it within a second, or when the
 * run is resumed. Safe for use by many threads, and by other processes than the runner's.
 */
public final class OpenRuns {
    private static final int MOST = 1_000;

    private final WorkspaceStore store;
    private final Timekeeper time;

    private OpenRuns(WorkspaceStore store, Timekeeper time) {
        this.store = store;
        this.time = time;
    }

    /** Those of one workspace. */
    public static OpenRuns of(WorkspaceStore store, Timekeeper time) {
        return new OpenRuns(store, time);
    }

    /** A step that waits for a person to say whether it may be done. */
    public record Question(PlanRun run, String step, String question, Instant askedAt) {}

    /** Those of the newest runs, newest first. */
    public List<PlanRun> list() {
        return store.signals().unfinished(MOST);
    }

    /** What nobody has answered yet, oldest first within each run. */
    public List<Question> questions() {
        var questions = new ArrayList<Question>();
        list().forEach(run -> questions.addAll(questions(run)));
        return questions;
    }

    /** What nobody has answered yet of what a run asks. */
    public List<Question> questions(PlanRun run) {
        List<Signal> told = store.signals().told(run.id());
        return told.stream()
                .filter(asked -> asked.word() == Word.ASKED
                        && told.stream()
                                .noneMatch(answer -> answer.word().isAnswer()
                                        && answer.step().equals(asked.step())))
                .map(asked -> new Question(run, asked.step(), asked.because(), asked.at()))
                .toList();
    }

    /** Who paused the run and didn't let it go on. */
    public Optional<Signal> paused(ExecutionId run) {
        return store.signals().told(run).stream()
                .filter(said -> said.word() == Word.PAUSED || said.word() == Word.CONTINUED)
                .reduce((first, last) -> last)
                .filter(said -> said.word() == Word.PAUSED);
    }

    /** Says that the step may be done; false if the run is over. The first answer to a question holds. */
    public boolean approve(Question question, String by, String because) {
        return tell(question.run().id(), Word.APPROVED, question.step(), by, because);
    }

    /** Says that the step must not be done; false if the run is over. The first answer to a question holds. */
    public boolean reject(Question question, String by, String because) {
        return tell(question.run().id(), Word.REJECTED, question.step(), by, because);
    }

    /** No attempt is begun from now on; what is being done goes on. False if the run is over. */
    public boolean pause(ExecutionId run, String by, String because) {
        return tell(run, Word.PAUSED, "", by, because);
    }

    /** What was paused goes on. False if the run is over. */
    public boolean proceed(ExecutionId run, String by, String because) {
        return tell(run, Word.CONTINUED, "", by, because);
    }

    /**
     * Has the run stopped, with what it is doing, and waits until it has come to its end. If nobody carries it out, or whoever does
     * doesn't listen, it is taken away and ended here.
     *
     * @param patience how long its runner has to end it
     * @return false if it was over before
     */
    public boolean cancel(ExecutionId run, String by, String because, Duration patience) throws InterruptedException {
        if (!tell(run, Word.CANCELLED, "", by, because)) {
            return false;
        }
        long start = time.nanos();
        while (time.since(start).compareTo(patience) < 0) {
            if (isOver(run)) {
                return true;
            }
            time.sleep(Duration.ofMillis(50));
        }
        store.plans().takeOver(run).ifPresent(hold -> {
            if (store.plans().end(hold, Status.CANCELLED)) {
                var origin = new Origin(run, Source.RECORDED, time.now());
                String reason = by + " cancelled it" + (because.isBlank() ? "" : ": " + because);
                store.history()
                        .append(List.of(
                                new Fact.Ended(origin, new Outcome.Cancelled(null, reason), Usage.NONE, Payload.NONE)));
            }
        });
        return true;
    }

    private boolean isOver(ExecutionId run) {
        return store.plans()
                .run(run)
                .map(found -> found.status() != Status.RUNNING)
                .orElse(true);
    }

    private boolean tell(ExecutionId run, Word word, String step, String by, String because) {
        return store.signals().tell(run, new Signal(word, step, because, by, time.now()));
    }
}
