package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List what is known, the surest first.")
public sealed class KnowledgeList implements Verb permits Knowledges {
    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "only what is said of this kind of work")
    @Nullable
    String task;

    @Option(names = "--category", paramLabel = "WORD", order = 2, description = "only in this category")
    @Nullable
    String category;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            order = 3,
            split = ",",
            description = "only best_practice, known_issue, optimization or pattern; several with commas")
    List<Knowledge.Kind> kinds = List.of();

    @Option(
            names = "--min-confidence",
            paramLabel = "SHARE",
            order = 4,
            description = "only what is at least so sure, from 0 to 1; 0 by default")
    double minConfidence;

    @Option(names = "--apart", order = 5, description = "only what is kept apart until somebody vouches for it")
    boolean apart;

    @Option(names = "--limit", paramLabel = "N", order = 6, description = "at most so many; 20 by default")
    int limit = 20;

    @Override
    public Answer answer(Session session) {
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw Refusal.usage("--min-confidence must be from 0 to 1, but it is (%s).".formatted(minConfidence));
        }
        KnowledgeBase base = Opened.base(session, Access.READ);
        List<Knowledge> all = base.all();
        List<Knowledge> meant = all.stream()
                .filter(each -> task == null || each.scope().task().equals(task))
                .filter(each -> category == null || each.scope().category().equalsIgnoreCase(category))
                .filter(each -> kinds.isEmpty() || kinds.contains(each.kind()))
                .filter(each -> !apart || !each.isFree())
                .filter(each -> base.confidence(each) >= minConfidence)
                .toList();
        List<Knowledge> shown = meant.stream().limit(limit).toList();
        Answer answer = Answer.of("knowledge.list")
                .forPrograms("items_in_all", Cell.whole(meant.size()))
                .forPrograms("room_for", Cell.whole(base.settings().most()))
                .listing(Items.table(shown, base, session.shell().time().now()));
        if (all.isEmpty()) {
            return answer.hint(
                    "Nothing is known yet.\nMaybe let the history be looked at (afterwise knowledge learn), or write something down (afterwise knowledge add).");
        }
        if (shown.isEmpty()) {
            return answer.remark("Nothing that is known matches.");
        }
        int more = meant.size() - shown.size();
        return more > 0 ? answer.remark("... and %,d more (--limit)".formatted(more), Tone.FAINT) : answer;
    }
}
