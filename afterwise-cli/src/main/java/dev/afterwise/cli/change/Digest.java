package dev.afterwise.cli.change;

import dev.afterwise.Afterwise;
import dev.afterwise.Alert;
import dev.afterwise.AlertTarget;
import dev.afterwise.Dimension;
import dev.afterwise.Money;
import dev.afterwise.Outcomes;
import dev.afterwise.Recommendation;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What has changed in a while, and what waits for a person.
 *
 * @param now what was done in that while
 * @param before what was done in a while of the same length before
 * @param alerts those that were raised, the newest first
 * @param waiting what is recommended and not decided
 */
public record Digest(
        Instant from, Instant until, Work now, Work before, List<Alert> alerts, List<Recommendation> waiting) {
    private static final int MOST_LISTED = 10;

    /** What executions came to. */
    public record Work(Outcomes outcomes, Money cost) {
        private static final Work NONE = new Work(Outcomes.NONE, Money.ZERO);

        static Work in(History history, Instant from, Instant until) {
            // Letters to targets are no work.
            return history.statistics(Filter.ALL.with(new Window(from, until)), Set.of(Dimension.TASK)).stream()
                    .filter(each -> !AlertTarget.isComponent(
                            each.subject().part(Dimension.TASK).orElse("")))
                    .map(each -> new Work(each.outcomes(), each.usage().cost()))
                    .reduce(NONE, Work::plus);
        }

        private Work plus(Work other) {
            return new Work(outcomes.merge(other.outcomes), cost.plus(other.cost));
        }

        private Cell cell() {
            return new Cell.Compound(
                    Cell.ABSENT,
                    List.of(
                            Field.of("executions", Cell.whole(outcomes.total())),
                            Field.of("success", Cell.rate(outcomes.decided())),
                            Field.of("cost_usd", Cell.costUnlessZero(cost))));
        }

        private String words() {
            Tally decided = outcomes.decided();
            String success = decided.tried() == 0 ? "" : ", success " + Figures.rate(decided);
            String spent = cost.equals(Money.ZERO)
                    ? ""
                    : ", $" + cost.dollars().stripTrailingZeros().toPlainString();
            return "%s executions%s%s".formatted(Figures.whole(outcomes.total()), success, spent);
        }
    }

    public Digest {
        alerts = List.copyOf(alerts);
        waiting = List.copyOf(waiting);
    }

    /** The digest of the while up to a moment. */
    public static Digest of(Afterwise afterwise, Duration length, Instant until) {
        Instant from = until.minus(length);
        History history = afterwise.history();
        return new Digest(
                from,
                until,
                Work.in(history, from, until),
                Work.in(history, from.minus(length), from),
                afterwise.alerts().raised().stream()
                        .filter(each -> !each.raised().last().isBefore(from))
                        .toList(),
                afterwise.recommendations().list().stream()
                        .filter(each -> each.status() == Recommendation.Status.PROPOSED)
                        .toList());
    }

    /** For programs, and for people on the command line. */
    public Answer answer(Answer begun) {
        Answer answer = begun.forPrograms("from", Cell.moment(from))
                .forPrograms("until", Cell.moment(until))
                .forPrograms("now", now.cell())
                .forPrograms("before", before.cell())
                .with(Table.of("alerts", alerts.stream().limit(MOST_LISTED).toList())
                        .forPrograms("id", it -> Cell.name(it.id()))
                        .forPrograms("about", it -> Cell.name(it.kind().word()))
                        .forPrograms("severity", it -> Cell.name(Words.of(it.severity())))
                        .forPrograms("statement", it -> Cell.text(it.statement())))
                .forPrograms("alerts_in_all", Cell.whole(alerts.size()))
                .with(Table.of("waiting", waiting.stream().limit(MOST_LISTED).toList())
                        .forPrograms("id", it -> Cell.name(it.id()))
                        .forPrograms("because", it -> Cell.text(it.because())))
                .forPrograms("waiting_in_all", Cell.whole(waiting.size()));
        for (String line : lines()) {
            answer = answer.remark(line);
        }
        return answer;
    }

    /** In sentences, each on a line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("From %s to %s: %s.".formatted(Figures.moment(from), Figures.moment(until), now.words()));
        lines.add("Before, in the same time: %s.".formatted(before.words()));
        lines.add(alerts.isEmpty() ? "No alert was raised." : "%d alerts were raised:".formatted(alerts.size()));
        alerts.stream().limit(MOST_LISTED).forEach(each -> lines.add("- " + Letter.cut(each.statement(), 300)));
        if (!waiting.isEmpty()) {
            lines.add("%d recommendations wait for a decision:".formatted(waiting.size()));
            waiting.stream()
                    .limit(MOST_LISTED)
                    .forEach(each -> lines.add("- %s: %s".formatted(each.id(), Letter.cut(each.because(), 300))));
        }
        return lines;
    }
}
