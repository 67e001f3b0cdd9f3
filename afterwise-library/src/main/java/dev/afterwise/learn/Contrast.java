package dev.afterwise.learn;

import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.segment.Columns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One group of executions against another: success, duration, cost and tokens. The groups may be two spans of time, versions,
 * agents, policies, whatever.
 *
 * <p>Executions that began near each other are not taken for independent ({@link Slices}), so an outage that falls into one of two
 * weeks is one bad event. Successes are compared by the exact test of Boschloo and by {@link Clustered}, and the larger
 * p-value counts; all else by ranks in clusters. Intervals are widened as clusters demand. What can't be told: who got the harder
 * work.
 *
 * @param aspects those of which anything is known
 */
public record Contrast(Group one, Group other, List<Aspect> aspects) {
    /** Some rows of the columns. */
    public record Group(String name, BitSet rows) {}

    public Contrast {
        aspects = List.copyOf(aspects);
    }

    /** Each of the groups against the other one, corrected for everything that is looked at (Holm). */
    public static List<Contrast> against(Columns columns, List<Group> ones, Group other) {
        var raw = new ArrayList<Contrast>();
        for (Group one : ones) {
            raw.add(new Contrast(one, other, new ContrastPair(columns, one.rows, other.rows).aspects()));
        }
        List<Aspect> all = raw.stream().flatMap(each -> each.aspects.stream()).toList();
        double[] p = Corrections.holm(all.stream().mapToDouble(Aspect::pValue).toArray());
        var contrasts = new ArrayList<Contrast>();
        int next = 0;
        for (Contrast each : raw) {
            var aspects = new ArrayList<Aspect>();
            for (Aspect aspect : each.aspects) {
                aspects.add(aspect.corrected(p[next++]));
            }
            contrasts.add(new Contrast(each.one, other, aspects));
        }
        return List.copyOf(contrasts);
    }
}
