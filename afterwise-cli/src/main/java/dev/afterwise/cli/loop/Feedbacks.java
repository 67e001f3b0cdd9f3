package dev.afterwise.cli.loop;

import dev.afterwise.Afterwise;
import dev.afterwise.Feedback;
import dev.afterwise.Judgement;
import dev.afterwise.Judgement.Kind;
import dev.afterwise.Rating;
import dev.afterwise.Recommendation;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.Stars;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Author;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterwise feedback}: what people think of what was learned, and where they say it. */
@Command(
        name = "feedback",
        description = {
            "Say what you think of a recommendation or a pattern; without arguments, list what was said.",
            "What people think useless is not adopted by itself, and not told again. Of executions it is said by 'history rate'."
        })
public final class Feedbacks implements Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "recommendation or pattern")
    @Nullable
    String kind;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description = "its id; of a recommendation, the beginning is enough")
    String id = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "RATING",
            description = "good, bad, or 1 (useless) to 5 (perfect)")
    String rating = "";

    @Mixin
    private Author author = new Author();

    @Option(names = "--note", paramLabel = "TEXT", order = 10, description = "why")
    String note = "";

    @Override
    public Answer answer(Session session) {
        if (kind == null) {
            return listed(session);
        }
        Kind about = Words.choose("KIND", kind, Kind.values());
        if (id.isBlank() || rating.isEmpty()) {
            throw Refusal.usage(
                    "It must be said what you think of which %s.\nMaybe afterwise feedback %s ID good|bad|1..5"
                            .formatted(about.word(), about.word()));
        }
        var rated = new Rating(author.name(), Stars.score(rating), note);
        Afterwise afterwise = session.open(Access.CHANGE);
        String meant = about == Kind.RECOMMENDATION ? recommendation(afterwise, session) : id.toLowerCase(Locale.ROOT);
        afterwise
                .loop()
                .feedback()
                .give(new Judgement(about, meant, rated, session.shell().time().now()));
        return Answer.of("feedback")
                .field("kind", "about", Cell.name(about.word()))
                .field("id", "id", Cell.name(meant))
                .field("by", "by", Cell.name(author.name()))
                .field("score", "score", Cell.real(rated.score()))
                .field("comment", "comment", Cell.text(note));
    }

    private String recommendation(Afterwise afterwise, Session session) {
        List<String> found = afterwise.recommendations().list().stream()
                .map(Recommendation::id)
                .filter(each -> each.startsWith(id.toLowerCase(Locale.ROOT)))
                .toList();
        if (found.size() > 1) {
            throw Refusal.ambiguous("recommendation", id, found, found.size());
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(session.hint()
                        .orElse(
                                "There must be a recommendation (%s), but there is none.\nMaybe run 'afterwise recommendations'."
                                        .formatted(id))));
    }

    private static Answer listed(Session session) {
        Feedback feedback = session.open(Access.READ).loop().feedback();
        List<Judgement> all = feedback.list();
        Answer answer = Answer.of("feedback.list").listing(table(all));
        return all.isEmpty() && session.hint().isEmpty()
                ? answer.remark("Nobody has said anything yet.", Tone.FAINT)
                : answer;
    }

    private static Table<Judgement> table(List<Judgement> all) {
        return Table.of("feedback", all)
                .column("at", "at", it -> Cell.moment(it.at()))
                .column("kind", "about", it -> Cell.name(it.kind().word()))
                .column("id", "id", it -> Cell.name(it.id()))
                .column("by", "by", it -> Cell.text(it.rating().by()))
                .column("score", "score", it -> Cell.real(it.rating().score()))
                .column("comment", "why", it -> Cell.text(it.rating().comment()));
    }
}
