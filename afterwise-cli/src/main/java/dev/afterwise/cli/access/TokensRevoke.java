package dev.afterwise.cli.access;

import dev.afterwise.Token;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.server.Tokens;
import dev.afterwise.store.Store;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Make a token useless. Servers that run follow within a second.")
final class TokensRevoke implements Verb {
    private static final int MOST_CANDIDATES = 10;

    @Parameters(paramLabel = "ID", description = "the token's id or its beginning, or the name of who has it")
    String id = "";

    @Override
    public Answer answer(Session session) {
        Store store = session.openStore(Access.CHANGE);
        Tokens tokens = TokenBook.of(session, store);
        Token revoked = tokens.revoke(find(session, tokens.all()).id()).orElseThrow(this::unknown);
        TokenBook.keep(session, store, "tokens revoke", "%s %s".formatted(revoked.id(), revoked.name()));
        return Answer.of("tokens.revoke")
                .forPrograms("id", Cell.name(revoked.id()))
                .forPrograms("name", Cell.name(revoked.name()))
                .remark("The token of '%s' is of no use any more.".formatted(revoked.name()));
    }

    private Token find(Session session, List<Token> all) {
        var now = session.shell().time().now();
        List<Token> named = all.stream()
                .filter(each -> each.name().equals(id) && each.isGood(now))
                .toList();
        List<Token> found = named.isEmpty()
                ? all.stream()
                        .filter(each -> !id.isEmpty() && each.id().startsWith(id))
                        .toList()
                : named;
        if (found.size() > 1) {
            throw Refusal.ambiguous(
                    "token",
                    id,
                    found.stream().map(each -> each.id() + "  " + each.name()).toList(),
                    MOST_CANDIDATES);
        }
        return found.stream().findFirst().orElseThrow(this::unknown);
    }

    private Refusal unknown() {
        return Refusal.notFound(
                "There must be a token (%s), but there is none.\nMaybe run 'afterwise tokens list'.".formatted(id));
    }
}
