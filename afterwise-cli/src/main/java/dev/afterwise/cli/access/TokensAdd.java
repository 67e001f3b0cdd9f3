package dev.afterwise.cli.access;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.server.Role;
import dev.afterwise.server.Tokens.Made;
import dev.afterwise.store.Store;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Make a token for a person or a program. It is shown this once; what is kept can't be turned back into it.",
            "From the first one on, a token is asked for on loopback, too."
        })
final class TokensAdd implements Verb {
    @Parameters(paramLabel = "NAME", description = "who gets it; stands beside what they do")
    String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            order = 1,
            description = {
                "viewer: look; writer: also send what happened; runner: also answer and stop runs of plans;",
                "admin: also decide. viewer if nothing is said"
            })
    String role = "viewer";

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            order = 2,
            description = "after so long it is of no use, such as 90d; else only once it is revoked")
    @Nullable
    String expires;

    @Override
    public Answer answer(Session session) {
        Store store = session.openStore(Access.MAKE);
        List<String> known = Arrays.stream(Role.values()).map(Role::word).toList();
        Role given = Role.of(role)
                .orElseThrow(() -> Refusal.usage("--role must be one of %s, but it is (%s)%s"
                        .formatted(String.join(", ", known), role, Words.didYouMean(role, known))));
        Made made;
        try {
            made = TokenBook.of(session, store)
                    .add(name, given, expires == null ? null : When.length("--expires", expires));
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
        TokenBook.keep(
                session,
                store,
                "tokens add",
                "%s %s (%s)".formatted(made.token().id(), name, role));
        return Answer.of("tokens.add")
                .field("id", "id", Cell.name(made.token().id()))
                .field("name", "name", Cell.name(name))
                .field("role", "role", Cell.name(role))
                .field("token", "token", Cell.name(made.secret()))
                .hint("It is not shown again. Send it as 'Authorization: Bearer TOKEN'; the dashboard asks for it.");
    }
}
