package dev.afterwise.cli.demo;

import dev.afterwise.Recommendation;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.advice.Gains;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import java.util.List;

/** What was tried: what it was expected to bring, what the loop has measured, and what it has made of it. */
final class Tried {
    private Tried() {}

    static Table<Recommendation> table(List<Recommendation> tried) {
        return Table.of("tried", tried)
                .forPrograms("id", it -> Cell.name(it.id()))
                .column("change", "change", it -> Changes.cell(it.change()))
                .column("evidence", "expected", it -> Cell.evidence(it.evidence()))
                .column("measured", "measured", Gains::measured)
                .column("status", "now", it -> Cell.name(it.status().word()))
                .forPrograms("because", it -> Cell.text(it.because()));
    }
}
