package dev.afterwise.cli.history;

import dev.afterwise.Headline;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Period;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List what was done about failures, newest executions first.")
public final class HealList implements Verb {
    /** So many executions are looked at, at most, for some in which something was done. */
    private static final int MOST_LOOKED_AT = 100_000;

    private static final int PAGE = 1_000;

    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            order = 8,
            description = "only this one, such as retry or fallback")
    @Nullable
    String strategy;

    @Option(names = "--limit", paramLabel = "N", order = 9, description = "at most so many, 1 to 1,000; 20 by default")
    int limit = 20;

    @Override
    public Answer answer(Session session) {
        if (limit < 1 || limit > PAGE) {
            throw Refusal.usage("--limit must be from 1 to %,d, but it is (%d).".formatted(PAGE, limit));
        }
        History history = session.open(Access.READ).history();
        List<Remedied> all = recoveries(history, only.filter(history));
        Table<Remedied> table = Table.of("recoveries", all)
                .column("id", "execution", it -> Cell.id(it.execution().id()))
                .column("task", "task", it -> Cell.text(it.execution().profile().task()))
                .column("at", "at", it -> Cell.moment(it.failed().startedAt()));
        Answer answer = Answer.of("heal.list").listing(Remedied.columns(table));
        if (all.isEmpty() && session.hint().isEmpty()) {
            return answer.remark("Nothing had to be done about any failure.");
        }
        return all.size() < limit ? answer : answer.remark("There may be more: --limit N", Tone.FAINT);
    }

    /** Only days on which something was done are looked at, the newest first. */
    private List<Remedied> recoveries(History history, Filter filter) {
        List<Remedied> all = new ArrayList<>();
        int looked = 0;
        for (Bucket day : history.series(filter, Period.DAY).reversed()) {
            Map<String, Tally> done = day.summary().recoveries();
            if (strategy == null ? done.isEmpty() : !done.containsKey(strategy)) {
                continue;
            }
            looked += recoveries(history, filter.with(within(filter.window(), day)), all);
            if (all.size() == limit || looked >= MOST_LOOKED_AT) {
                break;
            }
        }
        return all;
    }

    private static Window within(Window window, Bucket day) {
        Instant from = window.from();
        Instant until = window.until();
        Instant end = day.start().plus(1, ChronoUnit.DAYS);
        return new Window(
                from != null && from.isAfter(day.start()) ? from : day.start(),
                until != null && until.isBefore(end) ? until : end);
    }

    /** Adds those of some executions, and says how many executions were looked at. */
    private int recoveries(History history, Filter filter, List<Remedied> all) {
        String cursor = null;
        int looked = 0;
        do {
            Page<Headline> page = history.find(new Query(filter, cursor, PAGE));
            for (Headline headline : page.items()) {
                looked++;
                if (strategy == null
                        ? headline.recoveries().isEmpty()
                        : !headline.recoveries().containsKey(strategy)) {
                    continue;
                }
                history.execution(headline.id()).stream()
                        .flatMap(execution -> Remedied.of(execution).reversed().stream())
                        .filter(Remedied::isTried)
                        .filter(each ->
                                strategy == null || each.then().strategy().equals(strategy))
                        .limit(limit - all.size())
                        .forEach(all::add);
                if (all.size() == limit) {
                    return looked;
                }
            }
            cursor = page.next();
        } while (cursor != null && looked < MOST_LOOKED_AT);
        return looked;
    }
}
