package dev.afterwise.cli.change;

import dev.afterwise.AlertSettings;
import dev.afterwise.AlertTarget;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "send",
        description = {
            "Send what was raised and not sent yet to the targets of the configuration, and digests that are due, as 'serve' and 'loop' do by themselves.",
            "The exit code is 1 if something did not arrive."
        })
public final class AlertsSend implements Verb {
    @Option(names = "--test", order = 1, description = "send a letter that says that it is a test, and nothing else")
    boolean isTest;

    @Option(names = "--target", paramLabel = "NAME", order = 2, description = "only to this one")
    @Nullable
    String target;

    @Override
    public Answer answer(Session session) throws InterruptedException {
        AlertSettings settings = session.configurations().alerts();
        List<AlertTarget> targets = settings.targets().stream()
                .filter(each -> target == null || each.name().equals(target))
                .toList();
        if (targets.isEmpty()) {
            throw none(settings);
        }
        Opened opened = session.whole(isTest ? Access.MAKE : Access.CHANGE);
        try (var dispatch = new Dispatch(
                opened.afterwise(),
                opened.store().workspace(session.workspace()).ledger(),
                session.workspace(),
                targets,
                session.shell().env().variables(),
                session.shell().time())) {
            dispatch.begin();
            return told(isTest ? dispatch.test() : dispatch.round());
        }
    }

    private Refusal none(AlertSettings settings) {
        List<String> names = settings.targets().stream().map(AlertTarget::name).toList();
        return target == null || names.isEmpty()
                ? Refusal.usage("There must be targets under 'alerts' in afterwise.yaml, but there are none.")
                : Refusal.notFound("There must be an alert target (%s) in afterwise.yaml, but there is none%s"
                        .formatted(target, Words.didYouMean(target, names)));
    }

    private static Answer told(List<Dispatch.Sent> sent) {
        Answer answer = Answer.of("alerts.send")
                .listing(Table.of("sent", sent)
                        .column("target", "target", it -> Cell.name(it.target()))
                        .column("what", "what", it -> Cell.name(it.what()))
                        .column("alerts", "alerts", it -> Cell.whole(it.alerts()))
                        .column(
                                "trouble",
                                "trouble",
                                it -> it.trouble() == null ? Cell.ABSENT : Cell.text(it.trouble())));
        if (sent.isEmpty()) {
            return answer.remark("Nothing that was not sent before.", Tone.GOOD);
        }
        return sent.stream().allMatch(each -> each.trouble() == null) ? answer : answer.exit(Exit.FAILED);
    }
}
