package dev.afterwise.cli.threshold;

import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.Recommendation;
import dev.afterwise.Thresholds.Named;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "recommend",
        description = {
            "Where thresholds should be, and what that is expected to bring.",
            "What is recommended can be approved by its id, as any recommendation; it is measured then."
        })
final class ThresholdsRecommend implements Verb {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "only this threshold")
    String name = "";

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.CHANGE);
        List<Named> asked = name.isEmpty() ? afterwise.thresholds().list() : List.of(Thresholds.named(afterwise, name));
        List<Recommendation> found =
                afterwise.learn().stream().filter(this::isAsked).toList();
        Answer answer = Answer.of("thresholds.recommend").listing(table(found));
        for (Recommendation each : found) {
            answer = answer.remark("%s: %s".formatted(each.id(), each.because()));
        }
        if (!found.isEmpty()) {
            return answer.remark("Adopt one by 'afterwise recommendations approve ID'.", Tone.FAINT);
        }
        if (asked.isEmpty()) {
            return answer.hint(Thresholds.NONE);
        }
        boolean isKnown = asked.stream()
                .anyMatch(each -> afterwise.thresholds().study(each).size() > 0);
        return isKnown
                ? answer.remark("No threshold should surely be elsewhere.", Tone.GOOD)
                : answer.hint(
                                "No execution tells the number that a threshold is about.\nMaybe ask for it by isAbove, or give plans such a parameter.")
                        .exit(Exit.NOT_ENOUGH_HISTORY);
    }

    private boolean isAsked(Recommendation each) {
        return each.change() instanceof Change.MoveThreshold it
                && (name.isEmpty() || it.name().equals(name))
                && switch (each.status()) {
                    case PROPOSED, APPROVED, MEASURING, APPLIED -> true;
                    case KEPT, ROLLED_BACK, EXPIRED, REJECTED -> false;
                };
    }

    private static Table<Recommendation> table(List<Recommendation> found) {
        return Table.of("recommendations", found)
                .column("id", "id", it -> Cell.name(it.id()))
                .column("status", "status", it -> Cell.name(it.status().word()))
                .column("change", "change", it -> Changes.cell(it.change()))
                .column("evidence", "effect", it -> Cell.evidence(it.evidence()))
                .forPrograms("because", it -> Cell.text(it.because()));
    }
}
