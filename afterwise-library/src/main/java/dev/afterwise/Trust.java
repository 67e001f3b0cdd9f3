package dev.afterwise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far something that is known can be relied on: what spoke for it when it was found, what became of work that was told of it, and
 * what people said came of using it.
 *
 * <p>All are counts that fade with time, each half-life by half, and are added to a doubt that never fades: a beta
 * distribution of mean one quarter. So confidence grows with what is seen, falls with what is not seen for long, and of something that
 * nobody has looked at for years no more is believed than of a guess.
 *
 * @param found what spoke for it and against it when it was last found
 * @param told what shows in executions that were told of it, against those from which it was withheld by chance
 * @param used what people said came of using it
 * @param uses how often it was used; does not fade
 * @param outcomes how often it was said whether it helped, and how often it did; does not fade
 * @param doubt why it is not used until somebody vouches for it, on one line; empty if it is used
 */
public record Trust(Weight found, Weight told, Weight used, long uses, Tally outcomes, String doubt) {
    /** No finding counts for more than so many uses. */
    public static final double MOST_FOUND = 20;

    /** Older uses lose their weight when there are more than so many, so that what holds no more is noticed. */
    public static final double MOST_USED = 50;

    /** How surely people are taken to know what they write, if they say nothing. */
    public static final double USUAL = .75;

    private static final double DOUBT_FOR = .5;
    private static final double DOUBT = 2;

    /**
     * How much speaks for something, and against it, at a moment.
     *
     * @param holds in uses that show it to hold
     * @param fails in uses that show the opposite
     */
    public record Weight(double holds, double fails, Instant at) {
        /** @throws IllegalArgumentException unless both are finite and not negative */
        public Weight {
            if (!(holds >= 0 && fails >= 0 && holds + fails < 1e9)) {
                throw new IllegalArgumentException(
                        "The weights of trust must be 0 or more, but they are (%s) and (%s).".formatted(holds, fails));
            }
        }

        public static Weight none(Instant at) {
            return new Weight(0, 0, at);
        }

        /** So much in all, of which this share speaks for it. */
        public static Weight of(double share, double all, Instant at) {
            return new Weight(share * all, (1 - share) * all, at);
        }

        public double all() {
            return holds + fails;
        }

        /** What is left of it; a moment that has not come yet counts as now, for another machine's clock may be ahead. */
        public Weight at(Instant now, Duration halfLife) {
            if (!at.isBefore(now)) {
                return new Weight(holds, fails, now);
            }
            double left =
                    Math.exp(-Math.log(2) * Duration.between(at, now).toMillis() / Math.max(1, halfLife.toMillis()));
            return new Weight(holds * left, fails * left, now);
        }

        Weight and(Tally seen) {
            return new Weight(holds + seen.worked(), fails + (seen.tried() - seen.worked()), at);
        }

        /** The same share, of no more than this. */
        public Weight atMost(double most) {
            return all() <= most ? this : new Weight(holds * most / all(), fails * most / all(), at);
        }
    }

    /** @throws IllegalArgumentException if there were fewer uses than none */
    public Trust {
        if (uses < 0) {
            throw new IllegalArgumentException("Something can't have been used (%d) times.".formatted(uses));
        }
        doubt = Knowledge.oneLine(doubt, Knowledge.MOST_CHARS);
    }

    /** What was just found; nobody has used it. */
    public static Trust found(Weight weight) {
        return new Trust(
                weight.atMost(MOST_FOUND), Weight.none(weight.at()), Weight.none(weight.at()), 0, Tally.NONE, "");
    }

    /**
     * What makes for this confidence at that moment.
     *
     * @param confidence from 0 to 1; what is nearer to certainty than one in ten or so is taken for that
     */
    public static Trust of(double confidence, Instant at) {
        double all = Math.clamp((DOUBT * confidence - DOUBT_FOR) / Math.max(1e-9, 1 - confidence), 4, MOST_FOUND);
        double holds = Math.clamp(confidence * (DOUBT + all) - DOUBT_FOR, 0, all);
        return found(new Weight(holds, all - holds, at));
    }

    /** How likely it is to hold when it is used, from 0 to 1. */
    public double confidence(Instant now, Duration halfLife) {
        Weight belief = belief(now, halfLife);
        return belief.holds() / belief.all();
    }

    /** What speaks for it and against it now, the doubt included: the counts of a beta distribution. */
    public Weight belief(Instant now, Duration halfLife) {
        double holds = DOUBT_FOR;
        double fails = DOUBT - DOUBT_FOR;
        for (Weight each : List.of(found, told, used)) {
            Weight left = each.at(now, halfLife);
            holds += left.holds();
            fails += left.fails();
        }
        return new Weight(holds, fails, now);
    }

    /** The same after it was used so often. */
    public Trust afterUses(long more) {
        return new Trust(found, told, used, uses + more, outcomes, doubt);
    }

    /** The same after it was said how often it was tried and how often it helped. */
    public Trust after(Tally said, Instant now, Duration halfLife) {
        Tally all = outcomes.merge(said);
        return new Trust(
                found,
                told,
                used.at(now, halfLife).and(said).atMost(MOST_USED),
                Math.max(uses, all.tried()),
                all,
                doubt);
    }

    /** The same after it was found again: only the newest finding counts, for they all are of one history. */
    public Trust foundAgain(Weight weight) {
        return new Trust(weight.atMost(MOST_FOUND), told, used, uses, outcomes, doubt);
    }

    /** The same after executions were looked at that were told of it: only the newest look counts. */
    public Trust toldAgain(Weight weight) {
        return new Trust(found, weight.atMost(MOST_FOUND), used, uses, outcomes, doubt);
    }

    public Trust doubted(String why) {
        return new Trust(found, told, used, uses, outcomes, why);
    }
}
