package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "accept", description = "Vouch for an item that is kept apart, so that it is told like the others.")
final class KnowledgeAccept implements Verb {
    @Parameters(paramLabel = "ID", description = "the item's id, or its beginning")
    String id = "";

    @Override
    public Answer answer(Session session) {
        KnowledgeBase base = Opened.base(session, Access.CHANGE);
        Knowledge item = Opened.item(base, id);
        base.accept(item.id());
        return Answer.of("knowledge.accept")
                .forPrograms("id", Cell.name(item.id()))
                .remark(
                        item.isFree()
                                ? "%s was not kept apart.".formatted(item.id())
                                : "%s is told from now on.".formatted(item.id()));
    }
}
