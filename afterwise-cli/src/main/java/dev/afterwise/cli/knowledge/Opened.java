package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.time.Randomness;
import java.util.List;

/** What is known in the workspace that a command is about. */
final class Opened {
    private static final int MOST_CANDIDATES = 10;

    private Opened() {}

    static KnowledgeBase base(Session session, Access access) {
        KnowledgeBase base = KnowledgeBase.of(
                session.openStore(access), session.workspace(), session.shell().time(), Randomness.system());
        base.use(session.configurations().knowledge());
        return base;
    }

    /**
     * The one item that is meant.
     *
     * @param id its id, or the beginning of it
     * @throws Refusal if there is none, or several
     */
    static Knowledge item(KnowledgeBase base, String id) {
        List<String> found = base.all().stream()
                .map(Knowledge::id)
                .filter(each -> each.startsWith(id))
                .sorted()
                .toList();
        if (found.size() > 1) {
            throw Refusal.ambiguous("item", id, found, MOST_CANDIDATES);
        }
        return found.stream()
                .findFirst()
                .flatMap(base::item)
                .orElseThrow(() -> Refusal.notFound(
                        "There must be an item of knowledge (%s), but there is none.\nMaybe run 'afterwise knowledge list'."
                                .formatted(id)));
    }
}
