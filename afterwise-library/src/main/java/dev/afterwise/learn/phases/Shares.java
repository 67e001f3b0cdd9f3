package dev.afterwise.learn.phases;

import dev.afterwise.Execution;
import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which share of the time of a task's executions each step is to blame for: the ratio of sums over executions, with the error of a
 * ratio estimate (Cochran, "Sampling Techniques", 3rd ed. 1977, chapter 6).
 */
final class Shares {
    private static final double Z = 1.959963984540054;

    private final Map<String, List<CriticalPath>> byTask = new HashMap<>();

    Shares(Collection<Execution> sample) {
        for (Execution each : sample) {
            CriticalPath path = CriticalPath.of(each);
            if (path.seconds() > 0 && !each.steps().isEmpty()) {
                byTask.computeIfAbsent(each.profile().task(), task -> new ArrayList<>())
                        .add(path);
            }
        }
    }

    long size() {
        return byTask.values().stream().mapToLong(List::size).sum();
    }

    Share of(PhaseKey key) {
        List<CriticalPath> paths = byTask.getOrDefault(key.task(), List.of());
        double all = paths.stream().mapToDouble(CriticalPath::seconds).sum();
        if (all == 0) {
            return Share.UNKNOWN;
        }
        double share = paths.stream().mapToDouble(each -> blame(each, key)).sum() / all;
        double squares = paths.stream()
                .mapToDouble(each -> Math.pow(blame(each, key) - share * each.seconds(), 2))
                .sum();
        int n = paths.size();
        double half = n < 2 ? 1 : Z * Math.sqrt(squares * n / (n - 1)) / all;
        return new Share(share, new Interval(Math.max(0, share - half), Math.min(1, share + half)), n);
    }

    private static double blame(CriticalPath path, PhaseKey key) {
        return path.steps().getOrDefault(key, 0.0);
    }
}
