package dev.afterwise.cli.demo;

import dev.afterwise.Recommendation;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.advice.Gains;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.learn.Realised;
import java.util.List;

/** What was adopted: what it was expected to bring, and what came of it. */
record Adopted(Recommendation recommendation, Realised realised) {
    static Table<Adopted> table(List<Recommendation> adopted, Round before, Round after) {
        List<Adopted> rows = adopted.stream()
                .map(each -> new Adopted(
                        each, Realised.of(each.change(), each.evidence().measure(), before.runs(), after.runs())))
                .toList();
        return Table.of("adopted", rows)
                .forPrograms("id", it -> Cell.name(it.recommendation.id()))
                .column("change", "change", it -> Changes.cell(it.recommendation.change()))
                .column("evidence", "expected", it -> Cell.evidence(it.recommendation.evidence()))
                .column("realised", "realised", it -> Gains.cell(it.recommendation, it.realised))
                .forPrograms("because", it -> Cell.text(it.recommendation.because()));
    }
}
