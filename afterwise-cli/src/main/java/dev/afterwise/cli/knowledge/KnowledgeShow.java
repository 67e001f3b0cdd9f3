package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show an item: what it says, where it is from, how far it can be relied on.")
final class KnowledgeShow implements Verb {
    @Parameters(paramLabel = "ID", description = "the item's id, or its beginning")
    String id = "";

    @Override
    public Answer answer(Session session) {
        KnowledgeBase base = Opened.base(session, Access.READ);
        Knowledge it = Opened.item(base, id);
        Answer answer = Answer.of("knowledge.show")
                .field("id", "id", Cell.name(it.id()))
                .field("kind", "kind", Cell.name(it.kind().word()))
                .field("statement", "what is known", Cell.name(it.statement()))
                .field("action", "what to do", it.action().isEmpty() ? Cell.ABSENT : Cell.name(it.action()))
                .field("scope", "of", Cell.name(it.scope().subject().toString()))
                .field("category", "category", Cell.text(it.scope().category()))
                .field("conditions", "if", Cell.several(it.scope().conditions()))
                .field(
                        "confidence",
                        "sure %",
                        Items.confidence(it, base, session.shell().time().now()))
                .field("uses", "used", Cell.whole(it.trust().uses()))
                .field("helped", "helped %", Items.helped(it))
                .field("from", "from", Cell.name(it.provenance().from().word()))
                .field("source", "source", Cell.text(it.provenance().source()))
                .field("at", "since", Cell.moment(it.provenance().at()))
                .field("seen_at", "last found", Cell.moment(it.trust().found().at()))
                .forPrograms("kept_apart", Cell.text(it.trust().doubt()));
        return it.isFree()
                ? answer
                : answer.remark(
                        "It is kept apart: %s If it is right, say so by 'afterwise knowledge accept %s'."
                                .formatted(it.trust().doubt(), it.id()),
                        Tone.WARNING);
    }
}
