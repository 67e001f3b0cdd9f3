package dev.afterwise.cli.plan;

import dev.afterwise.json.Configuration;
import dev.afterwise.json.PlanEdit;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.refine.Mend;
import dev.afterwise.plan.refine.Refinement;
import dev.afterwise.plan.refine.Sureness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The text of a plan with changes in it.
 *
 * @param made the proposals that are in it
 * @param left how many were not looked at, for these are enough at once
 */
record Mends(String text, List<Refinement> made, int left) {
    /** More changes at once nobody looks through; the rest is proposed again. */
    static final int MOST = 50;

    /** After each change the text is read again: so many steps may be read in all. */
    private static final int MOST_READ = 50_000;

    Mends {
        made = List.copyOf(made);
    }

    /** What can't be done any more after those before it, or can't be written into this file, is left out. */
    static Mends of(
            String name,
            String text,
            Plan plan,
            List<Refinement> proposals,
            PlanLimits limits,
            Configuration configuration) {
        PlanEdit edit = PlanEdit.of(name, text);
        Plan meant = plan;
        var made = new ArrayList<Refinement>();
        var implied = new ArrayList<Mend.DropNeed>();
        int most = Math.clamp(MOST_READ / Math.max(1, plan.steps().size()), 1, MOST);
        int left = 0;
        for (Refinement proposal : proposals) {
            Mend mend = proposal.mend();
            if (mend != null && made.size() >= most) {
                left++;
            } else if (mend != null) {
                try {
                    Plan next = mend.in(meant);
                    if (proposal.sureness() == Sureness.CERTAIN && mend instanceof Mend.DropNeed drop) {
                        implied.add(drop);
                    } else if (!implied.stream().allMatch(drop -> isBefore(next, drop.need(), drop.step()))) {
                        continue;
                    }
                    edit = with(edit, mend);
                    meant = next;
                    made.add(proposal);
                } catch (IllegalArgumentException impossible) {
                    // Two changes may contradict each other, and an alias may stand in the way of one.
                }
            }
        }
        return new Mends(made.isEmpty() ? text : edit.checked(meant, limits, configuration), made, left);
    }

    /** Whether a step still comes before another, as it must if a need between them was left out because others imply it. */
    private static boolean isBefore(Plan plan, String step, String other) {
        var before = new HashMap<String, Boolean>();
        for (PlanStep each : plan.steps()) {
            before.put(
                    each.id(),
                    each.needs().stream().anyMatch(need -> need.equals(step) || before.getOrDefault(need, false)));
        }
        return before.getOrDefault(other, false);
    }

    private static PlanEdit with(PlanEdit edit, Mend mend) {
        return switch (mend) {
            case Mend.LimitTime(String step, var timeout) -> edit.set(step, "timeout", timeout);
            case Mend.DropNeed(String step, String need) -> edit.drop(step, "needs", need);
            case Mend.AddNeed(String step, String need) -> edit.add(step, "needs", need);
            case Mend.InParallel(String step) -> edit.remove(step, "parallel");
            case Mend.DropCondition(String step) -> edit.remove(step, "if");
            case Mend.AddCheckpoint(String step, String id, List<String> needs, List<Expression> checks) -> {
                var added = new LinkedHashMap<String, Object>();
                added.put("id", id);
                if (!needs.isEmpty()) {
                    added.put("needs", needs);
                }
                List<String> texts = checks.stream().map(Expression::toString).toList();
                added.put("check", texts.size() == 1 ? texts.getFirst() : texts);
                yield edit.insertBefore(step, added).add(step, "needs", id);
            }
        };
    }
}
