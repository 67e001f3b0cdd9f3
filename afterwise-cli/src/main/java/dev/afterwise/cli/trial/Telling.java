package dev.afterwise.cli.trial;

import dev.afterwise.Afterwise;
import dev.afterwise.Experiment;
import dev.afterwise.Experiment.State;
import dev.afterwise.Measure;
import dev.afterwise.Variant;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.learn.experiment.Gain;
import dev.afterwise.learn.experiment.Reading;
import dev.afterwise.learn.experiment.Standing;
import dev.afterwise.learn.experiment.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An experiment and how it stands, as an answer. */
final class Telling {
    private static final int MOST_CANDIDATES = 10;
    private static final double NANOS = 1e9;

    private Telling() {}

    /** The experiment whose id begins so, or that has this name; of several with the name that one which runs, or else the newest. */
    static Experiment find(Afterwise afterwise, String id) {
        List<Experiment> all = afterwise.experiments().list();
        String beginning = id.toLowerCase(Locale.ROOT);
        List<Experiment> found = all.stream()
                .filter(each -> !beginning.isEmpty() && each.id().startsWith(beginning))
                .toList();
        if (found.size() > 1) {
            throw Refusal.ambiguous(
                    "experiment",
                    id,
                    found.stream().map(each -> each.id() + "  " + each.name()).toList(),
                    MOST_CANDIDATES);
        }
        return found.stream()
                .findFirst()
                .or(() -> all.stream().filter(each -> each.name().equals(id)).findFirst())
                .orElseThrow(() -> Refusal.notFound(
                        "There must be an experiment (%s), but there is none.\nMaybe run 'afterwise experiments'."
                                .formatted(id)));
    }

    static Answer of(Afterwise afterwise, Experiment experiment, String name) {
        Reading reading = afterwise.experiments().read(experiment);
        Answer answer = Answer.of(name)
                .field("id", "id", Cell.name(experiment.id()))
                .field("name", "name", Cell.text(experiment.name()))
                .field("state", "state", Trials.state(experiment.state()))
                .field("subject", "about", Cell.text(experiment.subject().toString()))
                .field("started_at", "since", Cell.moment(experiment.startedAt()))
                .forPrograms(
                        "measure", Cell.name(experiment.aim().measure().name().toLowerCase(Locale.ROOT)))
                .forPrograms("verdict", Cell.name(word(reading.verdict())))
                .forPrograms("because", Cell.text(reading.verdict().because()))
                .with(table(experiment, reading));
        for (Standing each : reading.standings()) {
            if (!each.because().isEmpty()
                    && !each.because().equals(reading.verdict().because())) {
                answer = answer.remark("%s: %s".formatted(each.variant(), each.because()));
            }
        }
        return switch (experiment.state()) {
            case State.Running ignored -> answer.remark(reading.verdict().because());
            case State.Decided it ->
                answer.remark("'%s' was adopted %s. %s"
                        .formatted(it.winner(), Figures.moment(it.at()), it.because())
                        .strip());
            case State.Stopped it ->
                answer.remark("Stopped %s. %s"
                        .formatted(Figures.moment(it.at()), it.because())
                        .strip());
        };
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.KeepGoing ignored -> "keep_going";
            case Verdict.Better ignored -> "better";
            case Verdict.Worse ignored -> "worse";
            case Verdict.Broken ignored -> "broken";
            case Verdict.NoDifference ignored -> "no_difference";
            case Verdict.Mismatch ignored -> "mismatch";
        };
    }

    private static Table<Standing> table(Experiment experiment, Reading reading) {
        return Table.of("variants", reading.standings())
                .column("variant", "variant", it -> Cell.name(it.variant()))
                .forPrograms("share", it -> Cell.real(variant(experiment, it).share()))
                .forPeople(
                        "share %", it -> Cell.real(100 * variant(experiment, it).share()))
                .column("runs", "runs", it -> Cell.whole(it.runs()))
                .column("success", "success %", it -> Cell.rate(it.success()))
                .column("mean_ms", "mean", it -> Cell.took(seconds(it.seconds())))
                .column("gain", "gain", it -> gain(experiment.aim().measure(), it.gain()))
                .column("fate", "fate", it -> fate(it))
                .column(
                        "changes",
                        "what",
                        it -> Cell.several(variant(experiment, it).changes().stream()
                                .map(Changes::words)
                                .toList()));
    }

    private static Variant variant(Experiment experiment, Standing standing) {
        return experiment.variant(standing.variant()).orElseThrow();
    }

    private static @Nullable Duration seconds(double seconds) {
        return Double.isFinite(seconds) ? Duration.ofNanos(Math.round(seconds * NANOS)) : null;
    }

    private static Cell gain(Measure measure, Gain gain) {
        if (!gain.isKnown()) {
            return Cell.ABSENT;
        }
        String text = measure == Measure.SUCCESS_RATE
                ? "%+.0f points (%+.0f to %+.0f)".formatted(100 * gain.estimate(), 100 * gain.low(), 100 * gain.high())
                : "%+.2f s saved (%+.2f to %+.2f)".formatted(gain.estimate(), gain.low(), gain.high());
        return new Cell.Compound(
                new Cell.Figure(text),
                List.of(
                        Field.of("estimate", Cell.real(gain.estimate())),
                        Field.of("low", Cell.real(gain.low())),
                        Field.of("high", Cell.real(gain.high()))));
    }

    private static Cell fate(Standing standing) {
        String word = standing.fate().name().toLowerCase(Locale.ROOT);
        return switch (standing.fate()) {
            case GOES_ON, NO_DIFFERENCE -> new Cell.Name(word, Tone.PLAIN);
            case BETTER -> new Cell.Name(word, Tone.GOOD);
            case DROPPED -> new Cell.Name(word, Tone.BAD);
        };
    }
}
