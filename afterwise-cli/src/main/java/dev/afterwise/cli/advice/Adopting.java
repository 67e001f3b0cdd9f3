package dev.afterwise.cli.advice;

import dev.afterwise.Afterwise;
import dev.afterwise.Experiment;
import dev.afterwise.Measurement;
import dev.afterwise.Policy;
import dev.afterwise.Recommendation;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** What all commands that decide about a recommendation have in common. */
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
        dev.afterwise.Recommendations all = afterwise.recommendations();
        Recommendation recommendation = find(session, all.list(), id);
        Policy policy;
        try {
            policy = move.apply(all, recommendation.id())
                    .orElseThrow(() -> Refusal.notFound(unknown(recommendation.id())));
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.FAILED, e);
        }
        Recommendation now = all.find(recommendation.id()).orElse(recommendation);
        List<Experiment> rivals =
                now.status() == Status.APPROVED || now.status() == Status.APPLIED ? all.rivals(now) : List.of();
        Answer answer = Answer.of(name)
                .forPrograms("id", Cell.name(now.id()))
                .forPrograms("status", Cell.name(now.status().word()))
                .forPrograms("change", Changes.cell(now.change()))
                .forPrograms("policy_version", Cell.whole(policy.version()))
                .remark("%s %s: %s".formatted(done, now.id(), Changes.words(now.change())))
                .forPrograms(
                        "rivals",
                        Cell.several(rivals.stream().map(Experiment::id).toList()))
                .remark(consequence(now, policy));
        for (Experiment each : rivals) {
            answer = answer.remark(rival(now, each), Tone.WARNING);
        }
        return answer;
    }

    private static String rival(Recommendation now, Experiment each) {
        String about = "The experiment %s ('%s', about %s) changes the same for some of the same runs"
                .formatted(each.id(), each.name(), each.subject());
        return now.status() == Status.APPROVED
                ? about + ": this begins when that is over."
                : about + ", so that what it measures is blurred from now on.";
    }

    private static String consequence(Recommendation now, Policy policy) {
        Measurement measurement = now.measurement();
        return switch (now.status()) {
            case MEASURING ->
                measurement != null && measurement.isDrawn()
                        ? """
                          From now on half of the runs, drawn by chance, are carried out under it (policy version %d).
                          It is kept if that proves to help, and taken back if not: see 'afterwise recommendations show %s'.""".formatted(policy.version(), now.id())
                        : """
                          From now on all runs are carried out under it (policy version %d), and are compared with those before.
                          It is kept if that proves to help, and taken back if not: see 'afterwise recommendations show %s'.""".formatted(policy.version(), now.id());
            case APPROVED ->
                "It waits: something is being measured that it could not be told apart from (policy version %d)."
                        .formatted(policy.version());
            case REJECTED -> "It is not proposed again by itself.";
            case PROPOSED, APPLIED, KEPT, ROLLED_BACK, EXPIRED ->
                "The next run reads policy version %d.".formatted(policy.version());
        };
    }

    static Recommendation find(Session session, List<Recommendation> all, String id) {
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
