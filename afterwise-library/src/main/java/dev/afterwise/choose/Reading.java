package dev.afterwise.choose;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of the past is believed, for arms that are about the same thing: what counts of each, and what is too old to count but not
 * contradicted either, which is as good as an opinion.
 *
 * <p>Two rules decide, over beliefs that fade at several speeds at once:
 *
 * <ul>
 *   <li>No more than some 200 outcomes count, over all arms together: where there are more, those that fade faster are read,
 *       mixed with the next slower ones so that the sum fits. That is discounting by .995 an outcome, however quickly
 *       outcomes come (Garivier and Moulines, "On upper-confidence bound policies for switching bandit problems", ALT 2011).
 *   <li>Nothing is believed that the newest part contradicts: going from fast to slow, reading stops where, for any arm, the older
 *       part differs from the newer by more than two and a half standard errors. This is how Lepski chooses a bandwidth ("On a problem
 *       of adaptive estimation in Gaussian white noise", 1991). What changed for one arm has changed for all: the
 *       others are read for the same stretch of time, and are worth trying again (Besson, Kaufmann, Maillard and Seznec,
 *       "Efficient change-point detection for tackling piecewise-stationary bandits", JMLR 23, 2022).
 * </ul>
 */
record Reading(Map<String, Counts> recent, Map<String, Counts> older) {
    /** What discounting by .995 an outcome adds up to. */
    private static final double MOST = 200;

    private static final double STANDARD_ERRORS = 2.5;
    private static final double FEWEST = 3;

    /** @param arms all of the same moment */
    static Reading of(Map<String, Belief> arms) {
        int slowest = Belief.SPEEDS - 1;
        for (Belief arm : arms.values()) {
            slowest = Math.min(slowest, uncontradicted(arm));
        }
        int speed = 0;
        while (speed < slowest && count(arms, speed) < MOST) {
            speed++;
        }
        double all = count(arms, speed);
        double faster = speed == 0 ? 0 : count(arms, speed - 1);
        double share = all <= MOST ? 0 : speed == 0 ? 1 - MOST / all : (all - MOST) / (all - faster);
        Map<String, Counts> recent = new HashMap<>();
        Map<String, Counts> older = new HashMap<>();
        for (var each : arms.entrySet()) {
            Counts now = mixed(each.getValue(), speed, share);
            recent.put(each.getKey(), now);
            older.put(each.getKey(), mixed(each.getValue(), slowest, 0).without(now));
        }
        return new Reading(recent, older);
    }

    private static double count(Map<String, Belief> arms, int speed) {
        double sum = 0;
        for (Belief arm : arms.values()) {
            sum += arm.count(speed);
        }
        return sum;
    }

    /** @param share of the next faster counts; of the fastest there are none, so that they are only made less */
    private static Counts mixed(Belief arm, int speed, double share) {
        double slow = 1 - share;
        if (speed == 0 || share == 0) {
            return new Counts(slow * arm.worked(speed), slow * arm.failed(speed), slow * arm.seconds(speed));
        }
        return new Counts(
                slow * arm.worked(speed) + share * arm.worked(speed - 1),
                slow * arm.failed(speed) + share * arm.failed(speed - 1),
                slow * arm.seconds(speed) + share * arm.seconds(speed - 1));
    }

    /** The slowest speed up to which nothing newer contradicts what is older. */
    private static int uncontradicted(Belief arm) {
        for (int speed = 1; speed < Belief.SPEEDS; speed++) {
            for (int faster = 0; faster < speed; faster++) {
                if (contradicts(arm, faster, speed)) {
                    return speed - 1;
                }
            }
        }
        return Belief.SPEEDS - 1;
    }

    private static boolean contradicts(Belief arm, int newer, int all) {
        double recent = arm.count(newer);
        double older = arm.count(all) - recent;
        if (recent < FEWEST || older < FEWEST) {
            return false;
        }
        double olderWorked = Math.max(0, arm.worked(all) - arm.worked(newer));
        double difference = (arm.worked(newer) + .5) / (recent + 1) - (olderWorked + .5) / (older + 1);
        double pooled = (arm.worked(all) + .5) / (recent + older + 1);
        double error = Math.sqrt(pooled * (1 - pooled) * (1 / recent + 1 / older));
        return Math.abs(difference) > STANDARD_ERRORS * error;
    }
}
