package dev.afterwise.cli.change;

import dev.afterwise.Alert;
import dev.afterwise.ExecutionId;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the alerts that were raised, the newest first.")
public final class AlertsList implements Verb {
    @Option(
            names = "--about",
            paramLabel = "KIND",
            order = 1,
            description = "only threshold, new_error, regression, change or budget")
    @Nullable
    String about;

    @Option(names = "--limit", paramLabel = "N", order = 2, description = "at most so many; 20 by default")
    int limit = 20;

    @Override
    public Answer answer(Session session) {
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        Alert.Kind kind = about == null ? null : Words.choose("--about", about, Alert.Kind.values());
        List<Alert> alerts = session.open(Access.READ).alerts().raised().stream()
                .filter(each -> kind == null || each.kind() == kind)
                .toList();
        Answer answer =
                Answer.of("alerts").listing(table(alerts.stream().limit(limit).toList()));
        if (alerts.isEmpty() && session.hint().isEmpty()) {
            return answer.remark("No alert was raised.")
                    .hint("'afterwise alerts check' looks whether there is any reason for one now.");
        }
        return alerts.size() <= limit
                ? answer
                : answer.remark(
                        "%d of %d; more: --limit %d".formatted(limit, alerts.size(), alerts.size()), Tone.FAINT);
    }

    static Table<Alert> table(List<Alert> alerts) {
        return Table.of("alerts", alerts)
                .column("id", "id", it -> Cell.name(it.id()))
                .column("last", "when", it -> Cell.moment(it.raised().last()))
                .forPrograms("first", it -> Cell.moment(it.raised().first()))
                .column("times", "times", it -> Cell.whole(it.raised().times()))
                .column("about", "about", it -> Cell.name(it.kind().word()))
                .column("severity", "severity", it -> Cell.name(Words.of(it.severity())))
                .forPrograms("subject", it -> Cell.text(it.subject()))
                .column("statement", "what", it -> Cell.text(it.statement()))
                .forPrograms(
                        "examples",
                        it -> Cell.several(
                                it.examples().stream().map(ExecutionId::hex).toList()));
    }
}
