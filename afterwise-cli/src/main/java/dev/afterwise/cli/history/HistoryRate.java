package dev.afterwise.cli.history;

import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Rating;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Author;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rate",
        description = "Say what you think of an execution. A second rating by the same replaces the first.")
public final class HistoryRate implements Verb {
    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "the id or its beginning, or the name another system gave it")
    String id = "";

    @Parameters(index = "1", paramLabel = "RATING", description = "good, bad, or 1 (useless) to 5 (perfect)")
    String rating = "";

    @Mixin
    private Author author = new Author();

    @Option(names = "--note", paramLabel = "TEXT", order = 10, description = "why")
    String note = "";

    @Override
    public Answer answer(Session session) {
        var rated = new Rating(author.name(), Stars.score(rating), note);
        Headline headline = LateFact.add(session, id, origin -> new Fact.Rated(origin, rated));
        return Answer.of("history.rate")
                .field("id", "id", Cell.id(headline.id()))
                .field("by", "by", Cell.name(author.name()))
                .field("score", "score", Cell.real(rated.score()))
                .field("comment", "comment", Cell.text(note));
    }
}
