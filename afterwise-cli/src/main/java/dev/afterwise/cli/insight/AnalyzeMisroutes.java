package dev.afterwise.cli.insight;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.Misroute;
import dev.afterwise.segment.Columns;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "misroutes",
        description = {
            "Work that failed five times or more where it was sent, and that another agent, model or route does better.",
            "Who got the harder work can't be told from history: let chance decide for a while ('choose' in a plan) to be sure."
        })
public final class AnalyzeMisroutes implements Verb {
    @Mixin
    LastDays last = new LastDays();

    @Override
    public Answer answer(Session session) {
        Columns columns = last.columns(session.openStore(Access.READ).workspace(session.workspace()));
        List<Misroute> found = Misroute.in(columns);
        Answer answer = Answer.of("analyze.misroutes")
                .forPrograms("executions", Cell.whole(columns.size()))
                .listing(table(found));
        if (columns.size() == 0) {
            return session.hint().isPresent()
                    ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                    : answer.hint("There is no execution to look at.").exit(Exit.NOT_ENOUGH_HISTORY);
        }
        if (found.isEmpty()) {
            return answer.remark("None that chance does not explain.", Tone.GOOD);
        }
        return answer.remark(
                "Who got the harder work can't be told from this. More: afterwise recommend TASK", Tone.FAINT);
    }

    static Table<Misroute> table(List<Misroute> found) {
        return Table.of("misroutes", found)
                .column("task", "task", it -> Cell.name(it.task()))
                .column("dimension", "by", it -> Cell.name(it.dimension().word()))
                .column("chosen", "chosen", it -> Cell.name(it.chosen()))
                .column("success", "success %", it -> Cell.rate(it.decided()))
                .column("better", "better", it -> Cell.name(it.better()))
                .column("success_there", "there %", it -> Cell.rate(it.there()))
                .column(
                        "gain",
                        "gain",
                        it -> new Cell.Compound(
                                new Cell.Figure("+%.0f points (%.0f to %.0f)"
                                        .formatted(
                                                100
                                                        * (it.there().rate()
                                                                - it.decided().rate()),
                                                100 * it.gain().low(),
                                                100 * it.gain().high())),
                                List.of(
                                        Field.of(
                                                "effect",
                                                Cell.real(it.there().rate()
                                                        - it.decided().rate())),
                                        Field.of("low", Cell.real(it.gain().low())),
                                        Field.of("high", Cell.real(it.gain().high())),
                                        Field.of("p_value", Cell.real(it.pValue())))))
                .column("avoidable", "avoidable failures", it -> Cell.whole(Math.round(it.avoidable())))
                .forPrograms("rule", it -> Cell.name(it.rule()));
    }
}
