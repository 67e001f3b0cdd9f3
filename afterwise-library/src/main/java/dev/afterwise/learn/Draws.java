package dev.afterwise.learn;

import dev.afterwise.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which visits to a step had their first alternative left to chance, so that what became of them can be compared.
 *
 * <p>Only first attempts count: each is drawn with equal chance whatever happens, while a second follows only upon a failure,
 * and a fallback only when all else has failed. Left out are runs in which a threshold chose. Once an alternative is
 * preferred, draws are no longer even, and times may have changed; so runs of one alternative too long to be drawn are left
 * out too. All of this looks at the draws only, never at outcomes.
 */
final class Draws {
    /** A draw may give so long a run of one alternative in one of a thousand histories. */
    private static final double LONG_RUN = 1_000;
    /** An alternative that was not drawn in so many runs was taken out of the plan. */
    private static final int RECENT = 50;

    private Draws() {}

    /** Of visits to one step, oldest first. */
    static List<Visit> free(List<Visit> visits) {
        List<Visit> even = evenlyDrawn(visits.stream()
                .filter(Visit::isChoice)
                .filter(visit -> visit.routing() == null)
                .toList());
        var recent = even.subList(Math.max(0, even.size() - RECENT), even.size()).stream()
                .map(Draws::agent)
                .collect(Collectors.toSet());
        return even.stream().filter(visit -> recent.contains(agent(visit))).toList();
    }

    /** Who made the first attempt. */
    static String agent(Visit visit) {
        return agent(visit.first());
    }

    static String agent(Attempt attempt) {
        return Objects.requireNonNull(attempt.agent());
    }

    /** The visits, oldest first, without stretches of one alternative that even draws, of two or more, would hardly give. */
    private static List<Visit> evenlyDrawn(List<Visit> visits) {
        double longest = 1 + Math.log(LONG_RUN * visits.size()) / Math.log(2);
        var kept = new ArrayList<Visit>();
        int from = 0;
        for (int i = 1; i <= visits.size(); i++) {
            if (i == visits.size() || !agent(visits.get(i)).equals(agent(visits.get(from)))) {
                if (i - from <= longest) {
                    kept.addAll(visits.subList(from, i));
                }
                from = i;
            }
        }
        return kept;
    }
}
