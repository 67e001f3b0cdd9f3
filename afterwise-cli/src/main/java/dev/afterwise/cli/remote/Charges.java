package dev.afterwise.cli.remote;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Recovery;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.classify.Delays;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.json.GuardInquiry;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What other processes take out of the recovery budgets of components for another attempt, and what of it they get back because it
 * helped. Of too many charges the oldest stays as it is.
 */
final class Charges {
    private static final int MOST = 10_000;

    private final Guards guards;
    private final BiFunction<String, String, Failure> classify;
    private final Known known;
    private final Timekeeper time;
    private final RandomGenerator random = Randomness.system();
    private final Healer healer;
    private final Map<String, Charge> open = new LinkedHashMap<>();

    private record Charge(String component, Failure failure) {}

    Charges(Guards guards, BiFunction<String, String, Failure> classify, Known known, Timekeeper time) {
        this.guards = guards;
        this.classify = classify;
        this.known = known;
        this.time = time;
        this.healer = new Healer(time, random);
    }

    Answer take(String body) {
        GuardInquiry.Take asked = GuardInquiry.Take.read(body, classify);
        Failure failure = asked.failure();
        Guard guard = guards.of(asked.component());
        Duration floor = Delays.askedIn(failure.message());
        Tries tries = Tries.of(asked.attempts(), Tries.STANDARD.base(), Tries.STANDARD.cap())
                .notBefore(floor.compareTo(asked.retryAfter()) > 0 ? floor : asked.retryAfter());
        long begun = time.nanos() - asked.spent().toNanos();
        Recovery then = healer.after(failure, asked.attempt(), tries, begun, guard);
        Answer answer = Answer.of("budget.take")
                .forPrograms("component", Cell.name(asked.component()))
                .forPrograms("class", Cell.name(failure.failureClass().label()));
        answer = switch (then) {
            case Recovery.Retry it ->
                answer.forPrograms("again", new Cell.Flag(true))
                        .forPrograms("after_ms", Cell.took(it.after()))
                        .forPrograms("because", Cell.name(it.because()))
                        .forPrograms("charge", Cell.name(opened(new Charge(asked.component(), failure))));
            case Recovery.GiveUp it ->
                answer.forPrograms("again", new Cell.Flag(false)).forPrograms("because", Cell.name(it.because()));
            default -> answer.forPrograms("again", new Cell.Flag(false));
        };
        for (var each : Guarded.state(guard)) {
            answer = answer.with(each);
        }
        return answer.forPrograms(
                "remedies", Troubles.remedies(known.against(failure.failureClass(), List.of(asked.component()))));
    }

    Answer settle(String body) {
        GuardInquiry.Settle told = GuardInquiry.Settle.read(body);
        @Nullable Charge charge;
        synchronized (open) {
            charge = open.remove(told.charge());
        }
        if (charge == null) {
            throw Refusal.notFound(
                    "A charge must be open to be settled, but (%s) is not.\nMaybe it was settled before, or the server was started anew."
                            .formatted(told.charge()));
        }
        Guard guard = guards.of(charge.component());
        if (told.helped()) {
            guard.helped(charge.failure());
        }
        return Answer.of("budget.settle")
                .forPrograms("component", Cell.name(charge.component()))
                .forPrograms("budget", Cell.real(guard.budget()));
    }

    private String opened(Charge charge) {
        String name = ExecutionId.at(time.now(), random).hex();
        synchronized (open) {
            open.put(name, charge);
            if (open.size() > MOST) {
                open.remove(open.keySet().iterator().next());
            }
        }
        return name;
    }
}
