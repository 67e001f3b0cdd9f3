package dev.afterwise.cli.trial;

import dev.afterwise.Afterwise;
import dev.afterwise.Experiment;
import dev.afterwise.Experiment.State;
import dev.afterwise.Variant;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code experiments} and its subcommand {@code list}. */
@Command(
        name = "experiments",
        description = "Try something against what there is, by chance for each run, and list what is tried.")
public final class Trials implements Verb, Group {
    @Override
    public List<Class<?>> members() {
        return List.of(TrialsList.class, TrialsStart.class, TrialsShow.class, TrialsStop.class, TrialsAdopt.class);
    }

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.READ);
        List<Experiment> all = afterwise.experiments().list();
        Answer answer = Answer.of("experiments.list").listing(table(all));
        if (session.hint().isPresent()) {
            return answer.exit(Exit.NOT_ENOUGH_HISTORY);
        }
        return all.isEmpty()
                ? answer.hint(
                        "Nothing was tried yet.\nMaybe begin: afterwise experiments start NAME --task TASK --try ...")
                : answer.remark("How one stands: afterwise experiments show ID", Tone.FAINT);
    }

    private static Table<Experiment> table(List<Experiment> all) {
        return Table.of("experiments", all)
                .column("id", "id", it -> Cell.name(it.id()))
                .column("name", "name", it -> Cell.text(it.name()))
                .column("state", "state", it -> state(it.state()))
                .column("subject", "about", it -> Cell.text(it.subject().toString()))
                .column(
                        "variants",
                        "variants",
                        it -> Cell.several(
                                it.variants().stream().map(Variant::name).toList()))
                .column(
                        "winner",
                        "winner",
                        it -> it.state() instanceof State.Decided decided ? Cell.name(decided.winner()) : Cell.ABSENT)
                .column("started_at", "since", it -> Cell.moment(it.startedAt()));
    }

    static Cell state(State state) {
        return new Cell.Name(
                state.word(),
                switch (state) {
                    case State.Running ignored -> Tone.PLAIN;
                    case State.Decided ignored -> Tone.GOOD;
                    case State.Stopped ignored -> Tone.FAINT;
                });
    }
}
