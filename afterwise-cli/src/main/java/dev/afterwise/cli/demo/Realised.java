package dev.afterwise.cli.demo;

import dev.afterwise.Dimension;
import dev.afterwise.Recommendation;
import dev.afterwise.Tally;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import java.util.List;

/** What was adopted: what it was expected to bring, and what its step did before and after. */
record Realised(Recommendation recommendation, Tally before, Tally after) {
    static Table<Realised> table(List<Recommendation> adopted, Round before, Round after) {
        List<Realised> rows = adopted.stream()
                .map(each -> {
                    String step = each.change().subject().part(Dimension.STEP).orElse("");
                    return new Realised(
                            each,
                            before.steps().getOrDefault(step, Tally.NONE),
                            after.steps().getOrDefault(step, Tally.NONE));
                })
                .toList();
        return Table.of("adopted", rows)
                .forPrograms("id", it -> Cell.name(it.recommendation.id()))
                .column("change", "change", it -> Changes.cell(it.recommendation.change()))
                .column("evidence", "expected", it -> Cell.evidence(it.recommendation.evidence()))
                .column("realised", "realised by the step", it -> Comparison.difference(it.before, it.after))
                .forPrograms("because", it -> Cell.text(it.recommendation.because()));
    }
}
