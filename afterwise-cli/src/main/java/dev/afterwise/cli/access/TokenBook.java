package dev.afterwise.cli.access;

import dev.afterwise.Token;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.server.Acts;
import dev.afterwise.server.Tokens;
import dev.afterwise.store.Store;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code tokens} and its subcommand {@code list}. */
@Command(
        name = "tokens",
        description = {
            "Who may come in through 'afterwise serve', and what they may do there.",
            "Without any token, whoever reaches loopback may do everything, and nobody comes in from elsewhere."
        })
public final class TokenBook implements Verb, Group {
    public TokenBook() {}

    @Override
    public List<Class<?>> members() {
        return List.of(TokensList.class, TokensAdd.class, TokensRevoke.class, TokensForget.class);
    }

    @Override
    public Answer answer(Session session) {
        return new TokensList().answer(session);
    }

    static Tokens of(Session session, Store store) {
        return new Tokens(store, session.workspace(), session.shell().time());
    }

    /** Keeps what was done here, beside what is done through the server, which keeps it itself. */
    static void keep(Session session, Store store, String what, String about) {
        if (!session.isServed()) {
            new Acts(store, session.workspace(), session.shell().time())
                    .keep(System.getProperty("user.name", "local"), what, about, "at the command line", "done");
        }
    }

    static Answer listed(Session session, List<Token> tokens) {
        Instant now = session.shell().time().now();
        return Answer.of("tokens.list")
                .listing(Table.of("tokens", tokens)
                        .column("id", "id", it -> Cell.name(it.id()))
                        .column("name", "name", it -> Cell.name(it.name()))
                        .column("role", "role", it -> Cell.name(it.role()))
                        .column("state", "state", it -> Cell.name(state(it, now)))
                        .column("made_at", "made", it -> Cell.moment(it.madeAt()))
                        .column(
                                "expires_at",
                                "expires",
                                it -> it.expiresAt() == null ? Cell.ABSENT : Cell.moment(it.expiresAt())));
    }

    private static String state(Token token, Instant now) {
        if (token.isGood(now)) {
            return "good";
        }
        return token.revokedAt() == null ? "expired" : "revoked";
    }
}
