package dev.afterwise.learn.remedies;

import dev.afterwise.Recommendation;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.stats.Corrections;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What recorded work says about where work is sent, where named thresholds are, and how failures are healed.
 *
 * <p>Several scans, each corrected for everything it looked at (Holm), and then once more for how many scans there are (Bonferroni):
 * where nothing is worth changing, at most one history in twenty has anything recommended.
 */
public final class RemedyStudy {
    private final Material material;

    public RemedyStudy(Material material) {
        this.material = material;
    }

    /** What is worth changing, at most one change about one thing. */
    public List<Recommendation> recommend() {
        var scans = new ArrayList<List<Found>>();
        scans.add(new RouteStudy(material.columns()).found());
        scans.add(holm(new ConditionStudy(material.columns()).found()));
        scans.add(holm(material.thresholds().stream()
                .flatMap(each -> new ThresholdMoves(material.columns(), each).found().stream())
                .toList()));
        scans.add(holm(healing()));
        double times = scans.size();
        Set<List<Object>> taken = new HashSet<>();
        List<Recommendation> recommended = new ArrayList<>();
        for (List<Found> scan : scans) {
            for (Found each : scan) {
                double p = Math.min(1, times * each.pValue());
                Found.Worth worth = each.worth();
                if (worth != null
                        && p <= Demands.DEFAULT.maxFalseAlarms()
                        && taken.add(worth.change().place())) {
                    recommended.add(worth.recommended(p));
                }
            }
        }
        return List.copyOf(recommended);
    }

    private List<Found> healing() {
        List<Found> found = new ArrayList<>(new BoostStudy(material.boosts(), material.executions()).found());
        Call.byComponent(material.executions()).forEach((component, calls) -> {
            found.addAll(new StrategyStudy(component, calls).found());
            found.addAll(new BreakerStudy(component, calls, material.guards().limits(component)).found());
            found.addAll(new BudgetStudy(component, calls, material.guards().tokens(component)).found());
        });
        return found;
    }

    private static List<Found> holm(List<Found> raw) {
        double[] p = Corrections.holm(raw.stream().mapToDouble(Found::pValue).toArray());
        List<Found> corrected = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            corrected.add(new Found(p[i], raw.get(i).worth()));
        }
        return corrected;
    }
}
