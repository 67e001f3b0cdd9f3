package dev.afterwise.learn.change;

import java.util.ArrayList;
import java.util.List;

/** The series of a task and of its agents, in which the same change may be seen. */
final class Relatives {
    private Relatives() {}

    /**
     * Each change told once: of the task as a whole if it is as clear there, and of the agent alone if it is clearer in that one.
     */
    static List<Inspection> told(List<Inspection> family) {
        var told = new ArrayList<Inspection>();
        for (Inspection each : family) {
            var kept = new ArrayList<Inspection.Suspect>();
            for (Inspection.Suspect its : each.suspects()) {
                boolean isTold = family.stream()
                        .filter(other -> other.series().aspect() == each.series().aspect())
                        .filter(other -> isAgent(other) != isAgent(each))
                        .flatMap(other -> other.suspects().stream().filter(rival -> isSame(each, its, other, rival)))
                        .anyMatch(rival -> isAgent(each) ? rival.pValue() <= its.pValue() : rival.pValue() < its.pValue());
                if (!isTold) {
                    kept.add(its);
                }
            }
            if (!kept.isEmpty()) {
                told.add(new Inspection(each.series(), kept, each.channels(), each.dependence()));
            }
        }
        return told;
    }

    private static boolean isAgent(Inspection inspection) {
        return !inspection.series().scope().agent().isEmpty();
    }

    /** Whether they are at the same time, or less than a fiftieth of the time apart. */
    private static boolean isSame(
            Inspection one, Inspection.Suspect change, Inspection other, Inspection.Suspect rival) {
        Series series = one.series();
        long span = series.startedUs(series.size() - 1) - series.startedUs(0);
        long margin = span / 50;
        return startedUs(one, change.earliest()) - margin <= startedUs(other, rival.latest())
                && startedUs(other, rival.earliest()) - margin <= startedUs(one, change.latest());
    }

    private static long startedUs(Inspection inspection, int place) {
        return inspection.series().startedUs(place);
    }
}
