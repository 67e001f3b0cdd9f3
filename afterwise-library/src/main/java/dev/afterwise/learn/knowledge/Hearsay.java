package dev.afterwise.learn.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.From;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Tally;
import dev.afterwise.Trust;
import java.time.Instant;

/**
 * What others know. Whoever reads it has not seen it: all that speaks for it counts half, and for a few uses at most, however sure the
 * others are. Their uses are not ours.
 */
public final class Hearsay {
    /** Somebody else's experience never counts for more than so many uses. */
    public static final double MOST = 4;

    private static final double SHARE = .5;

    private Hearsay() {}

    /** @param source which pack or workspace it is from */
    public static Knowledge of(Knowledge item, String source, Instant now) {
        Trust.Weight found = item.trust().found();
        Trust.Weight used = item.trust().used();
        double all = found.all() + used.all();
        var weight = new Trust.Weight(
                SHARE * (found.holds() + used.holds()), SHARE * (found.fails() + used.fails()), latest(item, now));
        return new Knowledge(
                item.id(),
                item.kind(),
                item.scope(),
                item.statement(),
                item.action(),
                new Provenance(From.IMPORTED, Knowledge.oneLine(source, Provenance.MOST_CHARS), now),
                new Trust(
                        all == 0 ? Trust.Weight.none(now) : weight.atMost(MOST),
                        Trust.Weight.none(now),
                        0,
                        Tally.NONE,
                        Doubts.about(item).orElse("")));
    }

    /** When the newer of both was seen; what claims to be from the future is from now. */
    private static Instant latest(Knowledge item, Instant now) {
        Instant found = item.trust().found().at();
        Instant used = item.trust().used().at();
        Instant latest = found.isAfter(used) ? found : used;
        return latest.isAfter(now) ? now : latest;
    }
}
