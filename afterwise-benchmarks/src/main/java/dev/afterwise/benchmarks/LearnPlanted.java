package dev.afterwise.benchmarks;

import dev.afterwise.Tally;
import dev.afterwise.benchmarks.PlantedWorld.Planted;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.learn.patterns.Found;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.learn.stats.Proportions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Effects planted in histories full of what has none: how many are found by who looks at everything, and how many by a test that knows
 * where to look. The target is at 10,000 executions; fewer are shown to see where the difference is.
 */
final class LearnPlanted implements Benchmark {
    private static final int JUDGED = 10_000;
    private static final int[] FEWER = {300, 1_000};
    private static final double SURE = .05;
    private static final double Z = 1.959963984540054;
    /** How far a cut may be from the true one. */
    private static final double NEAR = .05;

    private record Powers(Tally ours, Tally knowing, Tally near, double others) {}

    @Override
    public String name() {
        return "learn.planted";
    }

    @Override
    public String compares() {
        return "how many planted effects a test finds that knows the place, less how many the search for patterns finds, in points";
    }

    @Override
    public Target target() {
        return Target.atMost(3);
    }

    @Override
    public int usualRounds() {
        return 200;
    }

    @Override
    public double measure(Report report, int rounds) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "planted", "executions", "a test that knows %", "the search %", "cut within 5 %", "other patterns"));
        double worst = 0;
        for (Planted planted : Planted.values()) {
            for (int executions : FEWER) {
                rows.add(row(planted, executions, powers(planted, executions, rounds)));
            }
            Powers judged = powers(planted, JUDGED, rounds);
            rows.add(row(planted, JUDGED, judged));
            double missed = 100 * (judged.knowing().rate() - judged.ours().rate());
            double misplaced = planted == Planted.CUT ? 100 * (1 - judged.near().rate()) : 0;
            worst = Math.max(worst, Math.max(missed, misplaced));
        }
        report.table(rows);
        return worst;
    }

    private static List<String> row(Planted planted, int executions, Powers powers) {
        return List.of(
                planted.name().toLowerCase(Locale.ROOT),
                Figures.whole(executions),
                Figures.plain(100 * powers.knowing().rate()),
                Figures.plain(100 * powers.ours().rate()),
                planted == Planted.CUT ? Figures.plain(100 * powers.near().rate()) : "",
                Figures.plain(powers.others()));
    }

    private static Powers powers(Planted planted, int executions, int rounds) {
        int ours = 0;
        int knowing = 0;
        int near = 0;
        int others = 0;
        for (int seed = 0; seed < rounds; seed++) {
            var world = new PlantedWorld(planted, executions, seed + 1L);
            Found found = Patterns.in(world.columns(), ZoneOffset.UTC);
            List<Pattern> right = found.patterns().stream()
                    .filter(each -> isRight(planted, each))
                    .toList();
            ours += right.isEmpty() ? 0 : 1;
            near += right.stream().anyMatch(LearnPlanted::isNear) ? 1 : 0;
            knowing += isSeen(planted, world) ? 1 : 0;
            others += found.patterns().size() - right.size();
        }
        return new Powers(
                new Tally(rounds, ours), new Tally(rounds, knowing), new Tally(rounds, near), (double) others / rounds);
    }

    private static boolean isRight(Planted planted, Pattern pattern) {
        Circumstance circumstance = pattern.circumstance();
        return switch (planted) {
            case HOURS ->
                pattern.kind() == PatternKind.TEMPORAL
                        && circumstance instanceof Circumstance.Hours it
                        && !pattern.effect().isBetter()
                        && Set.of(2, 3, 4).containsAll(it.hours());
            case CUT ->
                pattern.kind() == PatternKind.FAILURE_CAUSE
                        && circumstance instanceof Circumstance.Above it
                        && it.column().equals("load");
            case ORDER ->
                pattern.kind() == PatternKind.SEQUENTIAL
                        && circumstance instanceof Circumstance.Steps it
                        && new TreeSet<>(it.names()).containsAll(List.of("fetch", "parse"));
            case CORRELATION ->
                pattern.kind() == PatternKind.CORRELATION
                        && pattern.effect().measured() == Measured.DURATION
                        && circumstance.column().equals("load");
            case PAIR ->
                pattern.kind() == PatternKind.FAILURE_CAUSE
                        && circumstance instanceof Circumstance.Both it
                        && it.text().contains("agent = ben")
                        && it.text().contains("region = asia");
        };
    }

    private static boolean isNear(Pattern pattern) {
        return pattern.circumstance() instanceof Circumstance.Above it
                && Math.abs(it.cut() - PlantedWorld.CUT) <= NEAR * PlantedWorld.CUT;
    }

    private static boolean isSeen(Planted planted, PlantedWorld world) {
        if (planted == Planted.CORRELATION) {
            double[] load = ranks(
                    IntStream.range(0, world.size()).mapToDouble(world::load).toArray());
            double[] took = ranks(
                    IntStream.range(0, world.size()).mapToDouble(world::took).toArray());
            double sum = IntStream.range(0, load.length)
                    .mapToDouble(i -> load[i] * took[i])
                    .sum();
            double squares = Arrays.stream(load).map(x -> x * x).sum();
            return Math.abs(sum / squares) * Math.sqrt(load.length - 1.0) > Z;
        }
        Tally with = tally(world, true);
        Tally without = tally(world, false);
        return with.tried() > 0 && Proportions.pValue(with, without) <= SURE;
    }

    private static double[] ranks(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return Arrays.stream(numbers)
                .map(each -> Arrays.binarySearch(sorted, each) - (numbers.length - 1) / 2.0)
                .toArray();
    }

    private static Tally tally(PlantedWorld world, boolean isPlanted) {
        long tried = IntStream.range(0, world.size())
                .filter(i -> world.isPlanted(i) == isPlanted)
                .count();
        long worked = IntStream.range(0, world.size())
                .filter(i -> world.isPlanted(i) == isPlanted && world.isSuccess(i))
                .count();
        return new Tally(tried, worked);
    }
}
