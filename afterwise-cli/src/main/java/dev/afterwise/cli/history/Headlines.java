package dev.afterwise.cli.history;

import dev.afterwise.Headline;
import dev.afterwise.Profile;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import java.util.List;

/** How executions look in lists. The keys are those of imported lines, where there are such. */
final class Headlines {
    private Headlines() {}

    static Table<Headline> table(List<Headline> headlines) {
        return Table.of("executions", headlines)
                .column("id", "id", it -> Cell.id(it.id()))
                .column("started", "started", it -> Cell.moment(it.startedAt()))
                .column("task", "task", it -> Cell.text(it.profile().task()))
                .column("agent", "agent", it -> Cell.text(it.profile().agent()))
                .column("model", "model", it -> Cell.text(it.profile().model()))
                .column("route", "route", it -> Cell.text(it.profile().route()))
                .column("outcome", "outcome", it -> Cell.status(it.outcome().status()))
                .column("duration_ms", "took", it -> Outcomes.took(it.outcome()))
                .column("error", "error", it -> Outcomes.error(it.outcome()))
                .column("description", "description", it -> Cell.text(it.description()))
                .column(
                        "input_tokens",
                        "tokens in",
                        it -> Cell.wholeUnlessZero(it.usage().inputTokens()))
                .column(
                        "output_tokens",
                        "tokens out",
                        it -> Cell.wholeUnlessZero(it.usage().outputTokens()))
                .column("cost_usd", "cost", it -> Cell.costUnlessZero(it.usage().cost()));
    }

    /** The same for one execution, and all else that its headline knows. */
    static List<Field> fields(Headline headline) {
        Profile profile = headline.profile();
        Usage usage = headline.usage();
        Double complexity = profile.complexity();
        return List.of(
                new Field("id", "id", Cell.id(headline.id())),
                new Field("task", "task", Cell.text(profile.task())),
                new Field("agent", "agent", Cell.text(profile.agent())),
                new Field("model", "model", Cell.text(profile.model())),
                new Field("route", "route", Cell.text(profile.route())),
                new Field("complexity", "complexity", complexity == null ? Cell.ABSENT : Cell.real(complexity)),
                new Field("description", "description", Cell.text(headline.description())),
                new Field("started", "started", Cell.moment(headline.startedAt())),
                new Field("outcome", "outcome", Cell.status(headline.outcome().status())),
                new Field("duration_ms", "took", Outcomes.took(headline.outcome())),
                new Field("error", "error", Outcomes.error(headline.outcome())),
                new Field("input_tokens", "tokens in", Cell.wholeUnlessZero(usage.inputTokens())),
                new Field("output_tokens", "tokens out", Cell.wholeUnlessZero(usage.outputTokens())),
                new Field("cached_tokens", "of them cached", Cell.wholeUnlessZero(usage.cachedTokens())),
                new Field("cost_usd", "cost", Cell.costUnlessZero(usage.cost())),
                new Field("api_calls", "API calls", Cell.wholeUnlessZero(usage.apiCalls())),
                new Field("attributes", "attributes", attributes(profile)));
    }

    private static Cell attributes(Profile profile) {
        String shown = String.join(
                ", ",
                profile.attributes().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
        return new Cell.Compound(
                Cell.text(shown),
                profile.attributes().entrySet().stream()
                        .map(each -> Field.of(
                                each.getKey(),
                                switch (each.getValue()) {
                                    case Value.Text it -> Cell.name(it.text());
                                    case Value.Numeric it -> Cell.real(it.number());
                                }))
                        .toList());
    }
}
