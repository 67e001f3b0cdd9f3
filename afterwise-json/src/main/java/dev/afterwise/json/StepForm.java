package dev.afterwise.json;

import dev.afterwise.Action;
import dev.afterwise.ExecutionId;
import dev.afterwise.Recovery;

/** The keys of an action and of a recovery. */
final class StepForm {
    private static final String CUSTOM = "custom";

    private StepForm() {}

    static void write(JsonText json, Action action) {
        switch (action) {
            case Action.Phase it ->
                json.text("kind", "phase").text("name", it.name()).micros("estimate_us", it.estimate());
            case Action.ToolCall it ->
                json.text("kind", "tool").text("name", it.tool()).payload("arguments", it.arguments());
            case Action.ModelCall it -> json.text("kind", "model").text("name", it.model());
            case Action.Delegate it ->
                json.text("kind", "delegate").text("child", it.child().hex());
        }
    }

    static Action action(Fields fields) {
        return switch (fields.text("kind")) {
            case "phase" -> new Action.Phase(fields.text("name"), fields.microsOrNull("estimate_us"));
            case "tool" -> new Action.ToolCall(fields.text("name"), fields.payload("arguments"));
            case "model" -> new Action.ModelCall(fields.text("name"));
            case "delegate" -> new Action.Delegate(new ExecutionId(fields.text("child")));
            default -> throw fields.wrong("kind", "be a known kind of action");
        };
    }

    static void write(JsonText json, Recovery recovery) {
        json.text("strategy", recovery instanceof Recovery.Custom ? CUSTOM : recovery.strategy());
        switch (recovery) {
            case Recovery.Retry it -> json.micros("after_us", it.after());
            case Recovery.FallBack it -> json.text("to", it.to());
            case Recovery.CreatePath it -> json.text("path", it.path());
            case Recovery.ClearCache it -> json.text("cache", it.cache());
            case Recovery.ReduceScope it -> json.number("fraction", it.fraction());
            case Recovery.ResetBreaker it -> json.micros("after_us", it.after());
            case Recovery.Simplify it -> {}
            case Recovery.Reprompt it -> json.text("hint", it.hint());
            case Recovery.Custom it -> json.text("name", it.name());
            case Recovery.Skip it -> {}
            case Recovery.Escalate it -> {}
            case Recovery.GiveUp it -> {}
        }
        json.textUnlessEmpty("because", recovery.because());
    }

    static Recovery recovery(Fields fields) {
        String because = fields.textOrEmpty("because");
        return switch (fields.text("strategy")) {
            case "retry" -> new Recovery.Retry(fields.micros("after_us"), because);
            case "fallback" -> new Recovery.FallBack(fields.text("to"), because);
            case "create_path" -> new Recovery.CreatePath(fields.text("path"), because);
            case "clear_cache" -> new Recovery.ClearCache(fields.text("cache"), because);
            case "reduce_scope" -> new Recovery.ReduceScope(fields.finite("fraction"), because);
            case "reset_breaker" -> new Recovery.ResetBreaker(fields.micros("after_us"), because);
            case "simplify" -> new Recovery.Simplify(because);
            case "reprompt" -> new Recovery.Reprompt(fields.text("hint"), because);
            case CUSTOM -> new Recovery.Custom(fields.text("name"), because);
            case "skip" -> new Recovery.Skip(because);
            case "escalate" -> new Recovery.Escalate(because);
            case "give_up" -> new Recovery.GiveUp(because);
            default -> throw fields.wrong("strategy", "be a known strategy");
        };
    }
}
