package dev.afterwise.learn;

import dev.afterwise.Dimension;
import dev.afterwise.Tally;
import dev.afterwise.learn.Contrast.Group;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Work that failed where it was sent, and that would have done better elsewhere: of each task every agent, model and route is compared
 * with the one that succeeds most ({@link Contrast}), and corrected for all tasks, for all of them, and for whichever might have been
 * the best, so that one history in twenty without a difference names any. Who got the harder work can't be told.
 *
 * @param chosen where the work was sent
 * @param decided how it went there
 * @param better where it would have done better
 * @param there how it went there
 * @param gain the 95 % interval of how much more often it succeeds there
 * @param pValue corrected for everything that was looked at
 */
public record Misroute(
        String task,
        Dimension dimension,
        String chosen,
        Tally decided,
        String better,
        Tally there,
        Interval gain,
        double pValue) {
    private static final int FEWEST_FAILURES = 5;
    /** So many are compared at most, the most used ones. */
    private static final int MOST_COMPARED = 12;

    private static final Map<Dimension, Trait> DIMENSIONS = new TreeMap<>(
            Map.of(Dimension.AGENT, Trait.AGENT, Dimension.MODEL, Trait.MODEL, Dimension.ROUTE, Trait.ROUTE));

    /** How many of those that failed would not have, at the rate of the better one. */
    public double avoidable() {
        return (there.rate() - decided.rate()) * (double) decided.tried();
    }

    /** What would be done otherwise, such as {@code email: take the agent 'beta' rather than 'alpha'}. */
    public String rule() {
        return "%s: take the %s '%s' rather than '%s'".formatted(task, dimension.word(), better, chosen);
    }

    /** Those that cost most first. */
    public static List<Misroute> in(Columns columns) {
        Codes<String> tasks = columns.labels(Trait.TASK);
        List<List<Candidacy>> scans = new ArrayList<>();
        for (int task = 0; task < tasks.values().size(); task++) {
            BitSet rows = tasks.rows(task);
            for (var each : DIMENSIONS.entrySet()) {
                String name = tasks.values().get(task);
                List<Candidacy> all = candidacies(columns, rows, columns.labels(each.getValue())).stream()
                        .map(it -> it.of(name, each.getKey()))
                        .toList();
                if (all.size() > 1 && all.stream().anyMatch(it -> it.failures() >= FEWEST_FAILURES)) {
                    scans.add(all);
                }
            }
        }
        return scans.stream()
                .flatMap(each -> among(columns, each, scans.size()).stream())
                .sorted(Comparator.comparingDouble((Misroute each) -> -each.avoidable())
                        .thenComparing(Misroute::rule))
                .toList();
    }

    /** Some rows of one task, and what they have in common. */
    private record Candidacy(String task, Dimension dimension, Group group, Tally decided) {
        Candidacy of(String name, Dimension by) {
            return new Candidacy(name, by, group, decided);
        }

        long failures() {
            return decided.tried() - decided.worked();
        }
    }

    private static List<Candidacy> candidacies(Columns columns, BitSet rows, Codes<String> codes) {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf("succeeded");
        int failed = status.values().indexOf("failed");
        List<BitSet> byCode = new ArrayList<>();
        codes.values().forEach(name -> byCode.add(new BitSet()));
        rows.stream()
                .filter(row -> codes.code(row) != Codes.NONE)
                .forEach(row -> byCode.get(codes.code(row)).set(row));
        List<Candidacy> all = new ArrayList<>();
        for (int i = 0; i < byCode.size(); i++) {
            BitSet mine = byCode.get(i);
            String name = codes.values().get(i);
            long worked =
                    mine.stream().filter(row -> status.code(row) == succeeded).count();
            long lost = mine.stream().filter(row -> status.code(row) == failed).count();
            if (!name.isEmpty() && worked + lost >= Demands.DEFAULT.minSamples()) {
                all.add(new Candidacy("", Dimension.AGENT, new Group(name, mine), new Tally(worked + lost, worked)));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingLong(
                                (Candidacy each) -> -each.decided().tried())
                        .thenComparing(each -> each.group().name()))
                .limit(MOST_COMPARED)
                .toList();
    }

    private static List<Misroute> among(Columns columns, List<Candidacy> all, int scans) {
        Candidacy best = all.stream()
                .max(Comparator.comparingDouble(
                        each -> Proportions.interval(each.decided()).low()))
                .orElseThrow();
        List<Candidacy> others = all.stream()
                .filter(each -> !each.equals(best) && each.failures() >= FEWEST_FAILURES)
                .toList();
        // Nothing that follows makes a difference greater or surer, so most scans need not be worked out.
        if (others.stream().noneMatch(each -> isClearlyBetter(best.decided(), each.decided()))) {
            return List.of();
        }
        List<Contrast> contrasts =
                Contrast.against(columns, others.stream().map(Candidacy::group).toList(), best.group());
        List<Misroute> found = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            Candidacy chosen = others.get(i);
            for (Aspect each : contrasts.get(i).aspects()) {
                double p = Math.min(1, each.pValue() * all.size() * scans);
                double least = -each.interval().high();
                if (each.kind() == Aspect.Kind.SUCCESS
                        && each.isEnough()
                        && p <= Demands.DEFAULT.maxFalseAlarms()
                        && least > 0
                        && -each.effect() >= Demands.DEFAULT.minGain()) {
                    found.add(new Misroute(
                            chosen.task(),
                            chosen.dimension(),
                            chosen.group().name(),
                            chosen.decided(),
                            best.group().name(),
                            best.decided(),
                            new Interval(least, -each.interval().low()),
                            p));
                }
            }
        }
        return found;
    }

    private static boolean isClearlyBetter(Tally best, Tally chosen) {
        return best.rate() - chosen.rate() >= Demands.DEFAULT.minGain()
                && Proportions.difference(chosen, best).high() < 0;
    }
}
