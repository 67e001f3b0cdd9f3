package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.store.Signal;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run sees to itself: questions to people, waits, and plans in plans. An attempt at one of these stays open when its runner
 * is gone, and goes on where it was when somebody takes the run over. How long it took is told by the wall clock, for no other
 * goes on meanwhile. Safe for use by many threads.
 */
final class Standing {
    /** A machine that slept, or whose clock was corrected, is found out after this long. */
    private static final Duration NAP = Duration.ofMinutes(1);

    private static final int MAX_SAID_CHARS = 4_000;

    /** Carries out plans in plans. */
    interface Nesting {
        /** Null if it goes on when a person has seen to something. */
        @Nullable
        Performed carryOut(Errand errand, int number, Body.Nested nested, Instant at) throws InterruptedException;
    }

    private final Steering steering;
    private final Nesting nesting;
    private final Watcher watcher;
    private final Timekeeper time;

    Standing(Steering steering, Nesting nesting, Watcher watcher, Timekeeper time) {
        this.steering = steering;
        this.nesting = nesting;
        this.watcher = watcher;
        this.time = time;
    }

    static boolean covers(Body body) {
        return body instanceof Body.Wait || body instanceof Body.Approval || body instanceof Body.Nested;
    }

    /**
     * Null if it goes on when a person has seen to something.
     *
     * @param at when the attempt began, perhaps in another process
     * @param question what a person is asked
     * @throws ExpressionException if what it needs can't be worked out
     */
    @Nullable
    Performed perform(Errand errand, int number, Body body, Instant at, String question) throws InterruptedException {
        return switch (body) {
            case Body.Wait wait -> await(errand, wait, at);
            case Body.Approval ignored -> ask(errand.step(), at, question);
            case Body.Nested nested -> nesting.carryOut(errand, number, nested, at);
            default ->
                throw new IllegalArgumentException(
                        "A run must see to waits, approvals and nested plans, but (%s) is none."
                                .formatted(body.kind()));
        };
    }

    private Performed await(Errand errand, Body.Wait wait, Instant at) throws InterruptedException {
        Instant end = wait.end(at, errand.scope());
        watcher.waiting(errand.step(), "until " + end);
        for (Instant now = time.now(); now.isBefore(end); now = time.now()) {
            Duration rest = Duration.between(now, end);
            time.sleep(rest.compareTo(NAP) < 0 ? rest : NAP);
        }
        return Performed.of(new Outcome.Succeeded(since(at)));
    }

    private @Nullable Performed ask(PlanStep step, Instant at, String question) throws InterruptedException {
        Optional<Signal> answer = steering.answer(step.id());
        if (answer.isEmpty()) {
            steering.ask(step.id(), question);
            watcher.waiting(step, question);
            answer = steering.await(() -> steering.answer(step.id()));
        }
        return answer.map(said -> answered(said, since(at))).orElse(null);
    }

    private static Performed answered(Signal said, Duration took) {
        boolean isYes = said.word() == Signal.Word.APPROVED;
        String what = "%s by %s%s"
                .formatted(
                        isYes ? "approved" : "rejected",
                        said.by(),
                        said.because().isBlank() ? "" : ": " + said.because());
        Outcome.Ended outcome = isYes
                ? new Outcome.Succeeded(took)
                : new Outcome.Failed(
                        took,
                        Failure.of(
                                FailureClass.PERMISSION,
                                Severity.MEDIUM,
                                Transience.PERMANENT,
                                "rejected",
                                "It was " + what));
        return new Performed(outcome, Payload.text(what, MAX_SAID_CHARS), Performed.NOTHING, null, null, Usage.NONE);
    }

    private Duration since(Instant at) {
        Duration took = Duration.between(at, time.now());
        return took.isNegative() ? Duration.ZERO : took;
    }
}
