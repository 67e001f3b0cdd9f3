package dev.afterwise.learn.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The series of a task and of its agents about one aspect, in which the same change may be seen. For one thread. */
final class Relatives {
    /** Who moves by less than this share of what another one does stays as it was. */
    private static final double STAYS = .3;

    private final List<Inspection> agents;
    private final Map<Inspection, List<Inspection.Suspect>> told = new LinkedHashMap<>();

    private Relatives(List<Inspection> family) {
        family.forEach(each -> told.put(each, new ArrayList<>()));
        this.agents = family.stream().filter(Relatives::isAgent).toList();
    }

    /**
     * Each change told once: of the task as a whole if it is seen there, but if it is seen in one agent only and the others stay as
     * they were, of that agent; and of each agent what is not seen in the task.
     */
    static List<Inspection> told(List<Inspection> family) {
        var all = new ArrayList<Inspection>();
        for (Aspect aspect : Aspect.values()) {
            List<Inspection> kin = family.stream()
                    .filter(each -> each.series().aspect() == aspect)
                    .toList();
            all.addAll(new Relatives(kin).told());
        }
        return all;
    }

    private List<Inspection> told() {
        agents.forEach(each -> of(each).addAll(each.suspects()));
        for (Inspection task : told.keySet()) {
            if (!isAgent(task)) {
                task.suspects().forEach(change -> tell(task, change));
            }
        }
        var all = new ArrayList<Inspection>();
        told.forEach((each, changes) -> {
            if (!changes.isEmpty()) {
                changes.sort(Comparator.comparingInt(Inspection.Suspect::at));
                all.add(new Inspection(each.series(), changes, each.channels(), each.dependence()));
            }
        });
        return all;
    }

    private void tell(Inspection task, Inspection.Suspect change) {
        List<Inspection> affected = agents.stream()
                .filter(each -> each.suspects().stream().anyMatch(its -> isSame(task, change, each, its)))
                .toList();
        if (affected.size() == 1 && stayWithout(affected.getFirst(), task, change)) {
            return;
        }
        of(task).add(change);
        affected.forEach(each -> of(each).removeIf(its -> isSame(task, change, each, its)));
    }

    private List<Inspection.Suspect> of(Inspection inspection) {
        return told.getOrDefault(inspection, new ArrayList<>());
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

    /** Whether the task's executions but those of this agent hardly move. */
    private static boolean stayWithout(Inspection agent, Inspection task, Inspection.Suspect change) {
        long at = startedUs(task, change.at());
        var its = new Move(agent.series(), at);
        var all = new Move(task.series(), at);
        return Math.abs(all.without(its)) < STAYS * Math.abs(its.size());
    }

    /** By how much a series moves at some moment: success by points, all else by ratio. */
    private static final class Move {
        private final double[] sums = new double[2];
        private final long[] counts = new long[2];

        Move(Series series, long atUs) {
            for (int i = 0; i < series.size(); i++) {
                int side = series.startedUs(i) < atUs ? 0 : 1;
                double value = series.value(i);
                sums[side] += series.aspect() == Aspect.SUCCESS ? value : Math.log(Math.max(1e-9, value));
                counts[side]++;
            }
        }

        double size() {
            return mean(1, sums, counts) - mean(0, sums, counts);
        }

        double without(Move part) {
            double[] rest = {sums[0] - part.sums[0], sums[1] - part.sums[1]};
            long[] n = {counts[0] - part.counts[0], counts[1] - part.counts[1]};
            return mean(1, rest, n) - mean(0, rest, n);
        }

        private static double mean(int side, double[] sums, long[] counts) {
            return sums[side] / Math.max(1, counts[side]);
        }
    }
}
