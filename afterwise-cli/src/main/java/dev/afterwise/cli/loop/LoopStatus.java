package dev.afterwise.cli.loop;

import dev.afterwise.Afterwise;
import dev.afterwise.Cycle;
import dev.afterwise.Loop;
import dev.afterwise.LoopSettings;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Document;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Say when the last cycle was, what it did, and what speaks for another.")
public final class LoopStatus implements Verb {
    @Override
    public Answer answer(Session session) {
        LoopSettings settings = session.configurations().loop();
        Afterwise afterwise = session.open(Access.READ);
        Loop loop = afterwise.loop();
        loop.use(settings);
        Document.Looped state = loop.state();
        Cycle last = state.last();
        Answer answer = last == null ? Answer.of("loop.status") : Told.cycle(afterwise, last, "loop.status");
        answer = answer.field("cycles", "cycles so far", Cell.whole(state.cycles()))
                .field("new_executions", "executions since", Cell.whole(loop.newExecutions()))
                .field(
                        "due",
                        "due",
                        loop.due().<Cell>map(cause -> Cell.name(cause.word())).orElse(Cell.ABSENT))
                .forPrograms("adopt", Cell.name(settings.adopt().word()))
                .forPrograms(
                        "holder",
                        state.lease() == null
                                ? Cell.ABSENT
                                : Cell.name(state.lease().holder()));
        if (state.lease() != null) {
            answer = answer.remark(
                    "A cycle is being carried out by %s."
                            .formatted(state.lease().holder()),
                    Tone.FAINT);
        }
        return last == null && session.hint().isEmpty()
                ? answer.hint("There was no cycle yet.\nMaybe begin: afterwise loop --once")
                : answer;
    }
}
