package dev.afterwise.cli.advice;

import dev.afterwise.Afterwise;
import dev.afterwise.Policy;
import dev.afterwise.Recommendation;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** What approving a recommendation and rolling it back have in common. */
final class Adopting {
    private static final int MOST_CANDIDATES = 10;

    private Adopting() {}

    /**
     * @param id of the recommendation, or how it begins
     * @param move makes the change of policy; empty if the recommendation is gone
     * @param done what has been done to the recommendation, for people
     */
    static Answer move(
            Session session,
            String id,
            BiFunction<dev.afterwise.Recommendations, String, Optional<Policy>> move,
            String name,
            String done) {
        Afterwise afterwise = session.open(Access.CHANGE);
        Recommendation recommendation =
                find(session, afterwise.recommendations().list(), id);
        Policy policy;
        try {
            policy = move.apply(afterwise.recommendations(), recommendation.id())
                    .orElseThrow(() -> Refusal.notFound(unknown(recommendation.id())));
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.FAILED, e);
        }
        return Answer.of(name)
                .forPrograms("id", Cell.name(recommendation.id()))
                .forPrograms("change", Changes.cell(recommendation.change()))
                .forPrograms("policy_version", Cell.whole(policy.version()))
                .remark("%s %s: %s".formatted(done, recommendation.id(), Changes.words(recommendation.change())))
                .remark("The next run reads policy version %d.".formatted(policy.version()));
    }

    private static Recommendation find(Session session, List<Recommendation> all, String id) {
        String beginning = id.toLowerCase(Locale.ROOT);
        List<Recommendation> found = all.stream()
                .filter(each -> !beginning.isEmpty() && each.id().startsWith(beginning))
                .toList();
        if (found.size() > 1) {
            List<String> candidates = found.stream()
                    .map(each -> each.id() + "  " + Changes.words(each.change()))
                    .toList();
            throw Refusal.ambiguous("recommendation", id, candidates, MOST_CANDIDATES);
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(session.hint().orElse(unknown(id))));
    }

    private static String unknown(String id) {
        return "There must be a recommendation (%s), but there is none.\nMaybe run 'afterwise recommendations'."
                .formatted(id);
    }
}
