package dev.afterwise.learn.remedies;

import dev.afterwise.Change;
import dev.afterwise.Recommendation;
import dev.afterwise.Where;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.stats.Corrections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What recorded work says about where work is sent, where named thresholds are, and how failures are healed.
 *
 * <p>Up to four scans, each corrected for everything it looked at (Holm), and then once more for how many there are (Bonferroni):
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
        if (!material.thresholds().isEmpty()) {
            scans.add(holm(material.thresholds().stream()
                    .flatMap(each -> new ThresholdMoves(material.columns(), each).found().stream())
                    .toList()));
        }
        if (!material.executions().isEmpty() || !material.boosts().isEmpty()) {
            scans.add(holm(healing()));
        }
        double times = scans.size();
        Set<List<Object>> taken = new HashSet<>();
        List<Recommendation> recommended = new ArrayList<>();
        for (List<Found> scan : scans) {
            scan.stream()
                    .filter(each -> times * each.pValue() <= Demands.DEFAULT.maxFalseAlarms())
                    .flatMap(each -> Stream.ofNullable(each.worth())
                            .map(worth -> Map.entry(worth, Math.min(1, times * each.pValue()))))
                    .sorted(Comparator.comparingDouble(each -> -each.getKey().effect()))
                    .filter(each -> isNew(each.getKey().change(), taken))
                    .forEach(each -> recommended.add(each.getKey().recommended(each.getValue())));
        }
        return List.copyOf(recommended);
    }

    /**
     * Whether nothing is recommended yet about the same: of nested parts of the work that belong to the same place one is enough, and
     * none if all of the work belongs there.
     */
    private static boolean isNew(Change change, Set<List<Object>> taken) {
        if (change instanceof Change.PreferWhere it) {
            Change always = RouteStudy.preferred(it.subject(), it.dimension(), it.choice());
            Object part =
                    it.where() instanceof Where.Is ? it.where() : it.where().attribute();
            return !taken.contains(List.of(always)) && taken.add(List.of(always, part));
        }
        taken.add(List.of(change));
        return taken.add(change.place());
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
