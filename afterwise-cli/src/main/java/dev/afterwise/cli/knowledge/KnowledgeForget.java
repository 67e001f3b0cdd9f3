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

@Command(name = "forget", description = "Remove an item. It is not learned again by itself, nor taken from a pack.")
final class KnowledgeForget implements Verb {
    @Parameters(paramLabel = "ID", description = "the item's id, or its beginning")
    String id = "";

    @Override
    public Answer answer(Session session) {
        KnowledgeBase base = Opened.base(session, Access.CHANGE);
        Knowledge item = Opened.item(base, id);
        base.forget(item.id());
        return Answer.of("knowledge.forget")
                .forPrograms("id", Cell.name(item.id()))
                .forPrograms("statement", Cell.text(item.statement()))
                .remark("%s is forgotten.".formatted(item.id()));
    }
}
