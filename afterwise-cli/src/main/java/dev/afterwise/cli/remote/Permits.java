package dev.afterwise.cli.remote;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.json.GuardInquiry;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Permits to call components, given to other processes by the circuit breakers of this one. Each is handed back once; one that is not
 * handed back before its lease is over counts as that of a call of which nothing is known.
 */
final class Permits {
    private static final int MOST = 10_000;
    private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();

    private final Guards guards;
    private final BiFunction<String, String, Failure> classify;
    private final Timekeeper time;
    private final RandomGenerator random = Randomness.system();
    private final Map<String, Held> out = new ConcurrentHashMap<>();
    private final AtomicLong lastSweep;

    /** @param until when its lease is over, by {@link Timekeeper#nanos}, as is {@code start} */
    private record Held(Guard guard, long permit, long start, long until) {}

    Permits(Guards guards, BiFunction<String, String, Failure> classify, Timekeeper time) {
        this.guards = guards;
        this.classify = classify;
        this.time = time;
        this.lastSweep = new AtomicLong(time.nanos());
    }

    Answer ask(String body) {
        GuardInquiry.Ask asked = GuardInquiry.Ask.read(body);
        long start = time.nanos();
        sweep(start);
        if (out.size() >= MOST) {
            throw new Refusal(
                    Exit.STORE, "There must be at most %,d permits out, but there are as many.".formatted(MOST));
        }
        if (!isAdmitted(asked)) {
            return refused(asked, guards.of(asked.component()), CircuitOpenException.shielded(asked.component()));
        }
        Guard guard = guards.of(asked.component());
        long permit = guard.enter(start);
        if (permit == Guard.REFUSED) {
            return refused(asked, guard, guard.refusal());
        }
        String name = ExecutionId.at(time.now(), random).hex();
        out.put(name, new Held(guard, permit, start, start + asked.lease().toNanos()));
        return answer(asked, guard)
                .forPrograms("granted", new Cell.Flag(true))
                .forPrograms("permit", Cell.name(name))
                .forPrograms("lease_ms", Cell.took(asked.lease()));
    }

    private boolean isAdmitted(GuardInquiry.Ask asked) {
        return asked.caller() == null
                ? guards.admitsAnybody(asked.component())
                : guards.admits(asked.component(), asked.caller());
    }

    private Answer refused(GuardInquiry.Ask asked, Guard guard, CircuitOpenException why) {
        return answer(asked, guard)
                .forPrograms("granted", new Cell.Flag(false))
                .forPrograms(
                        "retry_after_ms", Guarded.wait(why.retryAt().equals(Instant.MAX) ? null : guard.untilProbe()))
                .forPrograms("because", Cell.name(String.valueOf(why.getMessage())));
    }

    private static Answer answer(GuardInquiry.Ask asked, Guard guard) {
        Answer answer = Answer.of("permit").forPrograms("component", Cell.name(asked.component()));
        for (var each : Guarded.state(guard)) {
            answer = answer.with(each);
        }
        return answer;
    }

    Answer report(String body) {
        GuardInquiry.Report told = GuardInquiry.Report.read(body, classify);
        @Nullable Held held = out.remove(told.permit());
        if (held == null) {
            throw Refusal.notFound(
                    "A permit must be out to be handed back, but (%s) is not.\nMaybe it was handed back, its lease is over, or the server was started anew."
                            .formatted(told.permit()));
        }
        held.guard().leave(held.permit(), held.start(), told.outcome());
        Answer answer = Answer.of("permit.report")
                .forPrograms("component", Cell.name(held.guard().component()))
                .forPrograms("duration_ms", Cell.took(time.since(held.start())));
        for (var each : Guarded.state(held.guard())) {
            answer = answer.with(each);
        }
        return answer;
    }

    /** Gives back for those that are gone. */
    private void sweep(long now) {
        long last = lastSweep.get();
        if (now - last < BETWEEN_SWEEPS || !lastSweep.compareAndSet(last, now)) {
            return;
        }
        out.forEach((name, held) -> {
            if (now - held.until() > 0 && out.remove(name, held)) {
                held.guard().abandon(held.permit(), held.start());
            }
        });
    }
}
