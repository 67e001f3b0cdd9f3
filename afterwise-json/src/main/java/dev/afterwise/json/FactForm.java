package dev.afterwise.json;

import dev.afterwise.About;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Parent;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys of a fact: which case it is, its origin but for the execution, and what it says. */
final class FactForm {
    private static final Source[] SOURCES = Source.values();

    private FactForm() {}

    static void write(JsonText json, Fact fact) {
        json.text("fact", name(fact))
                .word("source", fact.origin().source())
                .instant("observed", fact.origin().observedAt());
        switch (fact) {
            case Fact.Started it -> {
                json.instant("at", it.at()).textUnlessEmpty("description", it.description());
                write(json, it.profile());
                write(json, it.about());
            }
            case Fact.StepStarted it -> {
                json.text("step", it.step().hex());
                StepId parent = it.parent();
                json.text("parent", parent == null ? null : parent.hex());
                json.object("action", action -> StepForm.write(action, it.action()));
            }
            case Fact.AttemptStarted it ->
                json.text("step", it.step().hex())
                        .number("number", it.number())
                        .text("agent", it.agent())
                        .instant("at", it.at());
            case Fact.AttemptEnded it -> {
                json.text("step", it.step().hex()).number("number", it.number());
                OutcomeForm.write(json, it.outcome(), it.usage());
                json.payload("result", it.result());
            }
            case Fact.Recovered it ->
                json.text("step", it.step().hex())
                        .number("after_attempt", it.afterAttempt())
                        .object("recovery", recovery -> StepForm.write(recovery, it.recovery()));
            case Fact.Noted it ->
                json.text("name", it.event().name())
                        .instant("at", it.event().at())
                        .payload("payload", it.event().payload());
            case Fact.Rated it ->
                json.text("by", it.rating().by())
                        .number("score", it.rating().score())
                        .textUnlessEmpty("comment", it.rating().comment());
            case Fact.Ended it -> {
                OutcomeForm.write(json, it.outcome(), it.usage());
                json.payload("output", it.output());
            }
            case Fact.Concluded it -> OutcomeForm.write(json, it.outcome(), Usage.NONE);
        }
    }

    static Fact read(ExecutionId execution, Fields fields) {
        var origin = new Origin(execution, fields.word("source", SOURCES), fields.instant("observed"));
        return switch (fields.text("fact")) {
            case "started" ->
                new Fact.Started(
                        origin,
                        profile(fields),
                        fields.textOrEmpty("description"),
                        fields.instant("at"),
                        about(fields));
            case "step_started" ->
                new Fact.StepStarted(origin, step(fields), parent(fields), StepForm.action(fields.object("action")));
            case "attempt_started" ->
                new Fact.AttemptStarted(
                        origin, step(fields), fields.integer("number"), fields.textOrNull("agent"), at(fields));
            case "attempt_ended" ->
                new Fact.AttemptEnded(
                        origin,
                        step(fields),
                        fields.integer("number"),
                        OutcomeForm.ended(fields),
                        OutcomeForm.usage(fields),
                        fields.payload("result"));
            case "recovered" ->
                new Fact.Recovered(
                        origin,
                        step(fields),
                        fields.integer("after_attempt"),
                        StepForm.recovery(fields.object("recovery")));
            case "noted" ->
                new Fact.Noted(origin, new Event(fields.text("name"), at(fields), fields.payload("payload")));
            case "rated" ->
                new Fact.Rated(
                        origin, new Rating(fields.text("by"), fields.real("score"), fields.textOrEmpty("comment")));
            case "ended" ->
                new Fact.Ended(origin, OutcomeForm.ended(fields), OutcomeForm.usage(fields), fields.payload("output"));
            case "concluded" -> new Fact.Concluded(origin, OutcomeForm.ended(fields));
            default -> throw fields.wrong("fact", "be a known fact");
        };
    }

    private static String name(Fact fact) {
        return switch (fact) {
            case Fact.Started it -> "started";
            case Fact.StepStarted it -> "step_started";
            case Fact.AttemptStarted it -> "attempt_started";
            case Fact.AttemptEnded it -> "attempt_ended";
            case Fact.Recovered it -> "recovered";
            case Fact.Noted it -> "noted";
            case Fact.Rated it -> "rated";
            case Fact.Ended it -> "ended";
            case Fact.Concluded it -> "concluded";
        };
    }

    private static void write(JsonText json, Profile profile) {
        json.text("task", profile.task())
                .textUnlessEmpty("agent", profile.agent())
                .text("model", profile.model())
                .text("route", profile.route());
        Double complexity = profile.complexity();
        if (complexity != null) {
            json.number("complexity", complexity.doubleValue());
        }
        if (profile.attributes().keySet().stream().anyMatch(FactForm::isBroken)) {
            json.list("attributes", profile.attributes().entrySet(), attribute -> {
                json.text("name", attribute.getKey());
                write(json, "value", attribute.getValue());
            });
        } else if (!profile.attributes().isEmpty()) {
            json.object(
                    "attributes",
                    attributes -> profile.attributes().forEach((name, value) -> write(attributes, name, value)));
        }
    }

    /** Whether the text has half a surrogate pair: parsers refuse such keys, even if they are escaped. */
    private static boolean isBroken(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static void write(JsonText json, String key, Value value) {
        switch (value) {
            case Value.Text it -> json.text(key, it.text());
            case Value.Numeric it -> json.number(key, it.number());
        }
    }

    private static Profile profile(Fields fields) {
        return new Profile(
                fields.text("task"),
                fields.textOrEmpty("agent"),
                fields.textOrNull("model"),
                fields.textOrNull("route"),
                fields.has("complexity") ? fields.finite("complexity") : null,
                attributes(fields));
    }

    private static SortedMap<String, Value> attributes(Fields fields) {
        var attributes = new TreeMap<String, Value>();
        if (fields.valueOrNull("attributes") instanceof List<?>) {
            fields.objects("attributes", each -> attributes.put(each.text("name"), value(each, "value")));
        } else if (fields.has("attributes")) {
            Fields given = fields.object("attributes");
            given.keys().forEach(name -> attributes.put(name, value(given, name)));
        }
        return attributes;
    }

    private static Value value(Fields fields, String key) {
        return fields.value(key) instanceof String text ? Value.of(text) : Value.of(fields.finite(key));
    }

    private static void write(JsonText json, About about) {
        json.text("subject", about.subject()).text("conversation", about.conversation());
        Parent parent = about.parent();
        if (parent != null) {
            json.text("parent", parent.traceparent());
        }
        json.payload("input", about.input()).payload("output", about.output());
    }

    private static About about(Fields fields) {
        return new About(
                fields.textOrNull("subject"),
                fields.textOrNull("conversation"),
                Parent.parse(fields.textOrNull("parent")),
                fields.payload("input"),
                fields.payload("output"));
    }

    private static StepId step(Fields fields) {
        return new StepId(fields.text("step"));
    }

    private static @Nullable StepId parent(Fields fields) {
        return fields.has("parent") ? new StepId(fields.text("parent")) : null;
    }

    private static Instant at(Fields fields) {
        return fields.instant("at");
    }
}
