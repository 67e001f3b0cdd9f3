package dev.afterwise.cli.change;

import dev.afterwise.ExecutionId;
import dev.afterwise.Subject;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.change.Shift;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "degradations",
        description = {
            "Show when tasks began to fail more often, to take longer or to cost more, and what changed at the same time.",
            "Seasons of the day and the week don't count; neither does what chance explains anywhere in all that is looked at."
        })
public final class Degraded implements Verb {
    private static final int MOST_DAYS = 36_525;

    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "only of this kind of work")
    @Nullable
    String task;

    @Option(
            names = "--days",
            paramLabel = "N",
            order = 2,
            description = "look at the last so many days, up to the newest execution (of the task); 90 by default")
    int days = 90;

    @Option(names = "--all", order = 3, description = "what got better, too")
    boolean all;

    @Option(names = "--limit", paramLabel = "N", order = 4, description = "at most so many; 20 by default")
    int limit = 20;

    @Override
    public Answer answer(Session session) {
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.usage("--days must be from 1 to %,d, but it is (%d).".formatted(MOST_DAYS, days));
        }
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        WorkspaceStore store = session.openStore(Access.READ).workspace(session.workspace());
        Degradations found = of(store, newest(store));
        List<Shift> shifts = found.shifts().stream()
                .filter(each -> all || each.isWorse())
                .filter(each -> task == null || each.scope().task().equals(task))
                .toList();
        List<Degradations.Normal> normal = found.normal().stream()
                .filter(each -> task == null || each.scope().task().equals(task))
                .toList();
        List<Shift> shown = shifts.stream().limit(limit).toList();
        Answer answer = Answer.of("degradations")
                .forPrograms("looked_at", Cell.whole(found.looked()))
                .listing(Shifted.table(shown, examples(store, shown)));
        if (!normal.isEmpty()) {
            answer = answer.with(Shifted.normal(normal));
        }
        return concluded(answer, session, shifts, normal);
    }

    private Answer concluded(Answer answer, Session session, List<Shift> shifts, List<Degradations.Normal> normal) {
        if (normal.isEmpty()) {
            return session.hint().isPresent()
                    ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                    : answer.remark(
                                    "It takes %d executions of a task at least to say anything, but there are not so many."
                                            .formatted(Degradations.FEWEST))
                            .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        if (shifts.isEmpty()) {
            return answer.remark("Nothing got worse by more than chance explains.", Tone.GOOD);
        }
        return shifts.size() <= limit
                ? answer
                : answer.remark(
                        "%d of %d; more: --limit %d".formatted(limit, shifts.size(), shifts.size()), Tone.FAINT);
    }

    /** What changed within a window of a history. */
    public static Degradations of(WorkspaceStore store, Window window) {
        return Degradations.of(store.segments().scan(window), ZoneOffset.UTC);
    }

    /** The last days, up to the newest execution, of the task if one is meant. */
    private Window newest(WorkspaceStore store) {
        Filter meant = task == null ? Filter.ALL : Filter.ALL.with(Subject.task(task));
        return When.newest(store.history(), meant)
                .map(newest -> Window.lasting(Duration.ofDays(days), newest))
                .orElse(Window.ALL);
    }

    private static Map<Long, ExecutionId> examples(WorkspaceStore store, List<Shift> shifts) {
        return store.segments()
                .ids(shifts.stream().flatMap(each -> each.examples().stream()).collect(Collectors.toSet()));
    }
}
