package dev.afterwise.cli.heal;

import dev.afterwise.Afterwise;
import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerOrder.Wish;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Words;
import java.util.ArrayList;
import java.util.List;

/** What opening a breaker and resetting it have in common. */
final class Ordering {
    private Ordering() {}

    /** @param anyway also if nobody has called a component of that name yet */
    static Answer order(Session session, String component, Wish wish, boolean anyway, String done) {
        Afterwise afterwise = session.open(Access.CHANGE);
        session.hint().ifPresent(hint -> {
            throw new Refusal(Exit.STORE, hint);
        });
        List<String> known = new ArrayList<>(
                Known.all(afterwise).stream().map(Known::component).toList());
        known.addAll(BreakerLimits.known());
        if (!anyway && !known.contains(component)) {
            throw Refusal.notFound(
                    "There must be a component (%s) that was called, but there is none%s\nMaybe run 'afterwise breakers list'%s."
                            .formatted(
                                    component,
                                    Words.didYouMean(component, known),
                                    wish == Wish.OPEN ? ", or say --anyway" : ""));
        }
        afterwise.order(component, wish);
        return Answer.of("breakers." + wish.word())
                .forPrograms("component", Cell.name(component))
                .forPrograms("ordered", Cell.name(wish.word()))
                .remark("%s the circuit breaker of '%s'. Running processes follow within a second or two."
                        .formatted(done, component));
    }
}
