package dev.afterwise.json;

import dev.afterwise.Aim;
import dev.afterwise.Experiment;
import dev.afterwise.Experiment.State;
import dev.afterwise.Measure;
import dev.afterwise.Variant;
import java.util.List;
import java.util.TreeSet;

/** The keys of an experiment. */
final class ExperimentForm {
    private static final List<String> STATES = List.of("running", "decided", "stopped");

    private ExperimentForm() {}

    static void write(JsonText json, Experiment experiment) {
        json.text("id", experiment.id())
                .text("name", experiment.name())
                .object("subject", subject -> ChangeForm.write(subject, experiment.subject()))
                .object("aim", aim -> write(aim, experiment.aim()))
                .list(
                        "variants",
                        experiment.variants(),
                        variant -> json.text("name", variant.name())
                                .number("share", variant.share())
                                .list("changes", variant.changes(), change -> ChangeForm.write(json, change)))
                .instant("started_at", experiment.startedAt())
                .text("state", experiment.state().word());
        switch (experiment.state()) {
            case State.Running it -> json.texts("dropped", it.dropped());
            case State.Decided it ->
                json.instant("ended_at", it.at()).text("winner", it.winner()).textUnlessEmpty("because", it.because());
            case State.Stopped it -> json.instant("ended_at", it.at()).textUnlessEmpty("because", it.because());
        }
    }

    private static void write(JsonText json, Aim aim) {
        json.word("measure", aim.measure())
                .number("worthwhile", aim.worthwhile())
                .number("runs", aim.runs())
                .micros("longest_us", aim.longest())
                .number("extra_failures", aim.risk().extraFailures())
                .number("slower", aim.risk().slower())
                .number("dearer", aim.risk().dearer());
    }

    static Experiment read(Fields fields) {
        try {
            return new Experiment(
                    fields.text("id"),
                    fields.text("name"),
                    ChangeForm.subject(fields.object("subject")),
                    aim(fields.object("aim")),
                    fields.objects("variants", ExperimentForm::variant),
                    fields.instant("started_at"),
                    state(fields));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("an experiment can't be read: " + e.getMessage());
        }
    }

    private static Variant variant(Fields fields) {
        return new Variant(fields.text("name"), fields.finite("share"), fields.objects("changes", ChangeForm::read));
    }

    private static Aim aim(Fields fields) {
        return new Aim(
                fields.word("measure", Measure.values()),
                fields.finite("worthwhile"),
                fields.whole("runs"),
                fields.micros("longest_us"),
                new Aim.Risk(fields.real("extra_failures"), fields.real("slower"), fields.real("dearer")));
    }

    private static State state(Fields fields) {
        return switch (fields.oneOf("state", STATES)) {
            case "running" -> new State.Running(new TreeSet<>(fields.texts("dropped")));
            case "decided" ->
                new State.Decided(fields.instant("ended_at"), fields.text("winner"), fields.textOrEmpty("because"));
            default -> new State.Stopped(fields.instant("ended_at"), fields.textOrEmpty("because"));
        };
    }
}
