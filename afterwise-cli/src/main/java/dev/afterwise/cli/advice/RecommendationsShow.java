package dev.afterwise.cli.advice;

import dev.afterwise.Evidence;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show all about one recommendation: why, what it promised, what came of it, who decided what.")
final class RecommendationsShow implements Verb {
    @Parameters(paramLabel = "ID", description = "the recommendation's id, or its beginning")
    String id = "";

    @Override
    public Answer answer(Session session) {
        Ledger ledger =
                session.openStore(Access.READ).workspace(session.workspace()).ledger();
        List<Recommendation> all = ledger.list(Advised.class).stream()
                .map(each -> each.document().recommendation())
                .toList();
        Recommendation it = Adopting.find(session, all, id);
        List<Audited> turns = ledger.list(Audited.class).stream()
                .map(Versioned::document)
                .filter(each -> each.recommendation().equals(it.id()))
                .sorted(Comparator.comparing(Audited::at))
                .toList();
        return measured(
                        Answer.of("recommendations.show")
                                .field("id", "id", Cell.name(it.id()))
                                .field("status", "status", Recommendations.status(it.status()))
                                .field("change", "change", Changes.cell(it.change()))
                                .field("because", "because", Cell.text(it.because()))
                                .field("evidence", "expected", Cell.evidence(it.evidence()))
                                .field("n", "seen in", Cell.whole(it.evidence().sample()))
                                .field(
                                        "examples",
                                        "examples",
                                        Cell.several(it.evidence().examples().stream()
                                                .map(each -> each.hex())
                                                .toList())),
                        it.measurement())
                .with(table(turns));
    }

    private static Answer measured(Answer answer, @Nullable Measurement measurement) {
        if (measurement == null) {
            return answer.field("measured", "measured", Cell.ABSENT);
        }
        Evidence realised = measurement.realised();
        Instant until = measurement.until();
        return answer.field("measured", "measured", realised == null ? Cell.ABSENT : Cell.evidence(realised))
                .field("measured_by", "measured by", Cell.text(Gains.way(measurement)))
                .field("measured_since", "since", Cell.moment(measurement.since()))
                .field("measured_until", "until", until == null ? Cell.ABSENT : Cell.moment(until))
                .field("experiment", "experiment", Cell.text(measurement.experiment()))
                .field("said", "so far", Cell.text(measurement.said()));
    }

    private static Table<Audited> table(List<Audited> turns) {
        return Table.of("turns", turns)
                .column("at", "when", it -> Cell.moment(it.at()))
                .column("action", "done", it -> Cell.name(it.action()))
                .column("policy_version", "policy", it -> Cell.whole(it.policyVersion()))
                .column("by", "by", it -> Cell.name(who(it)))
                .column("because", "because", it -> Cell.text(it.because()));
    }

    private static String who(Audited it) {
        if (it.isByPerson()) {
            return it.by().isEmpty() ? "a person" : it.by();
        }
        return "itself";
    }
}
