package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "feedback",
        description = "Say that an item was used, and whether it helped: that is what it can be relied on by.")
final class KnowledgeFeedback implements Verb {
    /** What came of using something. */
    private enum Verdict {
        HELPED,
        FAILED,
        USED
    }

    @Parameters(index = "0", paramLabel = "ID", description = "the item's id, or its beginning")
    String id = "";

    @Parameters(
            index = "1",
            paramLabel = "VERDICT",
            description = "helped; failed, if it did not help or was wrong; or used, if nobody knows yet")
    String verdict = "";

    @Option(
            names = "--task",
            paramLabel = "TASK",
            order = 1,
            description =
                    "in this kind of work; if the item is of another one, that says how findings carry over, not whether it holds there")
    String task = "";

    @Override
    public Answer answer(Session session) {
        KnowledgeBase base = Opened.base(session, Access.CHANGE);
        Knowledge before = Opened.item(base, id);
        Knowledge after = (switch (Words.choose("VERDICT", verdict, Verdict.values())) {
                    case HELPED -> base.helped(before.id(), task);
                    case FAILED -> base.failed(before.id(), task);
                    case USED -> base.used(before.id());
                })
                .orElse(before);
        return Answer.of("knowledge.feedback")
                .forPrograms("id", Cell.name(after.id()))
                .forPrograms("uses", Cell.whole(after.trust().uses()))
                .forPrograms("helped", Items.helped(after))
                .forPrograms(
                        "confidence",
                        Items.confidence(after, base, session.shell().time().now()))
                .remark("%s is now %s %% sure; it was %s %%."
                        .formatted(
                                after.id(),
                                Figures.percent(base.confidence(after)),
                                Figures.percent(base.confidence(before))));
    }
}
