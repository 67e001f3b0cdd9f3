package dev.afterwise.cli.history;

import dev.afterwise.Fingerprint;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.History;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "errors",
        description = "Group failures that differ only in ids, numbers and paths, most frequent first.")
public final class HistoryErrors implements Verb {
    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", order = 8, description = "at most so many; 20 by default")
    int limit = 20;

    @Override
    public Answer answer(Session session) {
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        History history = session.open(Access.READ).history();
        List<FailureGroup> groups = history.failures(only.filter(history));
        long failures = groups.stream().mapToLong(FailureGroup::count).sum();
        Answer answer = Answer.of("history.errors")
                .forPrograms("failures", Cell.whole(failures))
                .forPrograms("groups", Cell.whole(groups.size()))
                .listing(table(groups.stream().limit(limit).toList()));
        if (groups.isEmpty() && session.hint().isEmpty()) {
            return answer.remark("No failure matches.");
        }
        return groups.size() <= limit
                ? answer
                : answer.remark(
                        "%d of %d groups; more: --limit %d".formatted(limit, groups.size(), groups.size()), Tone.FAINT);
    }

    private static Table<FailureGroup> table(List<FailureGroup> groups) {
        return Table.of("errors", groups)
                .column(
                        "fingerprint",
                        "fingerprint",
                        it -> Cell.name(it.example().fingerprint().hex()))
                .column(
                        "class",
                        "class",
                        it -> Cell.name(it.example().failureClass().label()))
                .column("count", "count", it -> Cell.whole(it.count()))
                .column("first_seen", "first seen", it -> Cell.moment(it.firstSeen()))
                .column("last_seen", "last seen", it -> Cell.moment(it.lastSeen()))
                .column(
                        "agents",
                        "agents",
                        it -> Cell.several(it.agents().stream()
                                .filter(agent -> !agent.isEmpty())
                                .toList()))
                .column("type", "type", it -> Cell.text(it.example().type()))
                .column(
                        "template",
                        "message",
                        it -> Cell.text(Fingerprint.mask(it.example().message())))
                .forPrograms("message", it -> Cell.text(it.example().message()))
                .forPrograms("severity", it -> Cell.name(Words.of(it.example().severity())))
                .column("execution", "newest", it -> Cell.id(it.execution()));
    }
}
