package dev.afterwise.cli.advice;

import dev.afterwise.Afterwise;
import dev.afterwise.Dimension;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.Calibration;
import dev.afterwise.plan.PlanRunner;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code recommendations} and its subcommand {@code list}. */
@Command(
        name = "recommendations",
        description = "Look for changes that would be improvements and at what came of those approved; list them.")
public final class Recommendations implements Verb, Group {
    @Override
    public List<Class<?>> members() {
        return List.of(
                RecommendationsList.class,
                RecommendationsShow.class,
                Approve.class,
                Reject.class,
                RollBack.class,
                Calibrated.class);
    }

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.CHANGE);
        List<Recommendation> moved = List.of();
        if (!session.isServed()) {
            afterwise.learn();
            moved = afterwise.recommendations().advance();
        }
        List<Recommendation> all = afterwise.recommendations().list();
        Answer answer = Answer.of("recommendations.list")
                .forPrograms("policy_version", Cell.whole(afterwise.policy().version()))
                .listing(table(all));
        if (session.hint().isPresent()) {
            return answer.exit(Exit.NOT_ENOUGH_HISTORY);
        }
        if (!all.isEmpty()) {
            return believed(explained(answer, all, moved), all);
        }
        return hasRunPlans(afterwise.history())
                ? answer.hint(
                        "There is nothing to recommend: the runs so far show no change that would surely be an improvement.")
                : answer.hint(
                                "There is nothing to recommend: what was recorded shows no change that would surely be an improvement.\nMost recommendations come from runs of plans, and there are none yet. Maybe run one (afterwise run PLAN.yaml) some ten times.")
                        .exit(Exit.NOT_ENOUGH_HISTORY);
    }

    private static Answer explained(Answer answer, List<Recommendation> all, List<Recommendation> moved) {
        Answer explained = answer;
        for (Recommendation each : moved) {
            explained = explained.remark(
                    "%s is %s now. %s".formatted(each.id(), each.status().word().replace('_', ' '), Gains.said(each)),
                    Tone.STRONG);
        }
        for (Recommendation each : all) {
            explained = explained.remark("%s: %s".formatted(each.id(), each.because()));
        }
        return all.stream().anyMatch(each -> each.status() == Recommendation.Status.PROPOSED)
                ? explained.remark(
                        "Try one by 'afterwise recommendations approve ID'; it is kept if it proves to help.",
                        Tone.FAINT)
                : explained;
    }

    /** How far advice of the kinds that are proposed was to be believed up to now. */
    private static Answer believed(Answer answer, List<Recommendation> all) {
        Answer believed = answer;
        for (Calibration each : Calibration.of(all)) {
            boolean isProposed = all.stream()
                    .anyMatch(it -> it.status() == Recommendation.Status.PROPOSED
                            && it.change().kind().equals(each.kind()));
            if (isProposed && each.excess() != null && each.ratio() < 1) {
                believed = believed.remark(
                        "Of what '%s' promised, %s %% came true so far, in %d measured to the end."
                                .formatted(
                                        each.kind(),
                                        Figures.percent(Math.max(0, each.ratio())),
                                        each.kept().tried()),
                        Tone.FAINT);
            }
        }
        return believed;
    }

    private static boolean hasRunPlans(History history) {
        Filter plans = Filter.of(Subject.EVERYTHING.with(Dimension.AGENT, PlanRunner.AGENT));
        return !history.find(new Query(plans, null, 1)).items().isEmpty();
    }

    private static Table<Recommendation> table(List<Recommendation> all) {
        return Table.of("recommendations", all)
                .column("id", "id", it -> Cell.name(it.id()))
                .column("status", "status", it -> status(it.status()))
                .column("change", "change", it -> Changes.cell(it.change()))
                .column("evidence", "effect", it -> Cell.evidence(it.evidence()))
                .forPeople("n", it -> Cell.whole(it.evidence().sample()))
                .column("measured", "measured", Gains::measured)
                .forPrograms("because", it -> Cell.text(it.because()))
                .forPrograms(
                        "examples",
                        it -> Cell.several(it.evidence().examples().stream()
                                .map(id -> id.hex())
                                .toList()));
    }

    static Cell status(Recommendation.Status status) {
        return new Cell.Name(
                status.word(),
                switch (status) {
                    case PROPOSED -> Tone.WARNING;
                    case APPROVED, MEASURING, ROLLED_BACK -> Tone.PLAIN;
                    case APPLIED, KEPT -> Tone.GOOD;
                    case REJECTED, EXPIRED -> Tone.FAINT;
                });
    }
}
