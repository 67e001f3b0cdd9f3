package dev.afterwise.json;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.FailureClass;
import dev.afterwise.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The keys of a change. */
final class ChangeForm {
    private ChangeForm() {}

    static void write(JsonText json, Change change) {
        json.text("kind", change.kind()).object("subject", subject -> write(subject, change.subject()));
        switch (change) {
            case Change.PreferAgent it -> json.text("agent", it.agent());
            case Change.SetThreshold it ->
                json.text("attribute", it.attribute())
                        .number("above", it.above())
                        .text("agent", it.agent())
                        .text("otherwise", it.otherwise());
            case Change.PreferVariant it -> json.text("choice", it.choice()).text("variant", it.variant());
            case Change.RetryUpTo it -> json.number("attempts", it.attempts());
            case Change.TimeOutAfter it -> json.micros("limit_us", it.limit());
            case Change.PreferModel it -> json.text("model", it.model());
            case Change.PreferRoute it -> json.text("route", it.route());
            case Change.PreferWhere it -> {
                WhereForm.write(json, it.where());
                json.text("dimension", it.dimension().word()).text("choice", it.choice());
            }
            case Change.MoveThreshold it -> json.text("name", it.name()).number("above", it.above());
            case Change.PreferStrategies it ->
                json.text("against", it.against().label()).texts("strategies", it.strategies());
            case Change.SetBreaker it -> json.object("limits", limits -> LimitsForm.write(limits, it.limits()));
            case Change.SetBudget it -> json.number("tokens", it.tokens());
            case Change.BoostBy it -> json.number("factor", it.factor());
            case Change.FallBackTo it ->
                json.texts(
                                "against",
                                it.against().stream().map(FailureClass::label).toList())
                        .text("agent", it.agent());
            case Change.Parallelise it -> json.text("need", it.need());
            case Change.Reorder it -> json.text("after", it.after());
            case Change.AddCheckpoint it -> json.text("check", it.check());
            case Change.SetEstimate it -> json.micros("typical_us", it.typical());
            case Change.StartAt it -> json.text("schedule", it.schedule());
            case Change.ShieldWork ignored -> {}
        }
    }

    static Change read(Fields fields) {
        Subject subject = subject(fields.object("subject"));
        return switch (fields.text("kind")) {
            case "prefer_agent" -> new Change.PreferAgent(subject, fields.text("agent"));
            case "set_threshold" ->
                new Change.SetThreshold(
                        subject,
                        fields.text("attribute"),
                        fields.finite("above"),
                        fields.text("agent"),
                        fields.text("otherwise"));
            case "prefer_variant" -> new Change.PreferVariant(subject, fields.text("choice"), fields.text("variant"));
            case "retry_up_to" -> new Change.RetryUpTo(subject, fields.integer("attempts"));
            case "time_out_after" -> new Change.TimeOutAfter(subject, fields.micros("limit_us"));
            case "prefer_model" -> new Change.PreferModel(subject, fields.text("model"));
            case "prefer_route" -> new Change.PreferRoute(subject, fields.text("route"));
            case "prefer_where" ->
                new Change.PreferWhere(subject, WhereForm.read(fields), dimension(fields), fields.text("choice"));
            case "move_threshold" -> new Change.MoveThreshold(subject, fields.text("name"), fields.finite("above"));
            case "prefer_strategies" ->
                new Change.PreferStrategies(
                        subject, failureClass(fields, fields.text("against")), fields.texts("strategies"));
            case "set_breaker" -> new Change.SetBreaker(subject, LimitsForm.read(fields.object("limits")));
            case "set_budget" -> new Change.SetBudget(subject, fields.integer("tokens"));
            case "boost_by" -> new Change.BoostBy(subject, fields.finite("factor"));
            case "shield_work" -> new Change.ShieldWork(subject);
            case "fall_back_to" ->
                new Change.FallBackTo(
                        subject,
                        fields.texts("against").stream()
                                .map(label -> failureClass(fields, label))
                                .collect(Collectors.toSet()),
                        fields.text("agent"));
            case "parallelise" -> new Change.Parallelise(subject, fields.text("need"));
            case "reorder" -> new Change.Reorder(subject, fields.text("after"));
            case "add_checkpoint" -> new Change.AddCheckpoint(subject, fields.text("check"));
            case "set_estimate" -> new Change.SetEstimate(subject, fields.micros("typical_us"));
            case "start_at" -> new Change.StartAt(subject, fields.text("schedule"));
            default -> throw fields.wrong("kind", "be a known kind of change");
        };
    }

    private static FailureClass failureClass(Fields fields, String label) {
        return FailureClass.labelled(label).orElseThrow(() -> fields.wrong("against", "be a known class of failures"));
    }

    private static Dimension dimension(Fields fields) {
        return fields.word("dimension", Dimension.values());
    }

    /** The keys of a subject. */
    static void write(JsonText json, Subject subject) {
        subject.parts().forEach((dimension, value) -> json.text(dimension.word(), value));
    }

    static Subject subject(Fields fields) {
        Map<Dimension, String> parts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (fields.has(dimension.word())) {
                parts.put(dimension, fields.text(dimension.word()));
            }
        }
        return new Subject(new TreeMap<>(parts));
    }
}
