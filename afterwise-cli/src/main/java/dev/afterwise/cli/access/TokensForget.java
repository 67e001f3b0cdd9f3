package dev.afterwise.cli.access;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Store;
import picocli.CommandLine.Command;

@Command(
        name = "forget",
        description = {
            "Forget all tokens, once each is revoked or expired.",
            "From then on nobody is asked for one on loopback, as before the first."
        })
final class TokensForget implements Verb {
    @Override
    public Answer answer(Session session) {
        Store store = session.openStore(Access.CHANGE);
        int forgotten;
        try {
            forgotten = TokenBook.of(session, store).forget();
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
        TokenBook.keep(session, store, "tokens forget", "");
        return Answer.of("tokens.forget")
                .forPrograms("forgotten", Cell.whole(forgotten))
                .remark("Nobody is asked for a token on loopback any more.");
    }
}
