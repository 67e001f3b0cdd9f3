package dev.afterwise.learn.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.From;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Trust;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

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
        Trust trust = item.trust();
        double holds =
                trust.found().holds() + trust.told().holds() + trust.used().holds();
        double fails =
                trust.found().fails() + trust.told().fails() + trust.used().fails();
        var weight = new Trust.Weight(SHARE * holds, SHARE * fails, latest(trust, now));
        return new Knowledge(
                item.id(),
                item.kind(),
                item.scope(),
                item.statement(),
                item.action(),
                new Provenance(From.IMPORTED, Knowledge.oneLine(source, Provenance.MOST_CHARS), now),
                Trust.found(weight.atMost(MOST)).doubted(Doubts.about(item).orElse("")));
    }

    /** When the newest of it was seen; what claims to be from the future is from now. */
    private static Instant latest(Trust trust, Instant now) {
        Instant latest = Stream.of(trust.found(), trust.told(), trust.used())
                .map(Trust.Weight::at)
                .max(Comparator.naturalOrder())
                .orElse(now);
        return latest.isAfter(now) ? now : latest;
    }
}
