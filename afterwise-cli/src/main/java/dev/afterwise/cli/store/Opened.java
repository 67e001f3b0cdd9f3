package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.store.Upkeep;

/** The store that a command is about. */
final class Opened {
    private Opened() {}

    /** @throws Refusal if there is none */
    static Upkeep upkeep(Session session, Access access) {
        Upkeep upkeep = session.openStore(access).upkeep();
        session.hint().ifPresent(hint -> {
            throw new Refusal(Exit.STORE, hint);
        });
        return upkeep;
    }
}
