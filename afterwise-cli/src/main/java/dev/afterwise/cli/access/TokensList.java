package dev.afterwise.cli.access;

import dev.afterwise.Token;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Store;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the tokens of this workspace; their secrets are kept nowhere.")
final class TokensList implements Verb {
    @Override
    public Answer answer(Session session) {
        Store store = session.openStore(Access.READ);
        List<Token> tokens = TokenBook.of(session, store).all();
        Answer answer = TokenBook.listed(session, tokens);
        return tokens.isEmpty() ? answer.remark("There are none: on loopback nobody is asked for one.") : answer;
    }
}
