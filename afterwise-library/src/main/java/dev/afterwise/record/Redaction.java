package dev.afterwise.record;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.Excerpt;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Fingerprint;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.Recovery;
import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What leaves secrets out of facts before they leave the memory of the process, and cuts what is too long.
 *
 * <p>Found are values beside secret names ({@code password}, {@code api_key}, {@code Authorization} and the like, in JSON,
 * assignments, headers, options and addresses), the tokens of well-known services, private keys, and what patterns of one's own
 * describe. {@code [redacted]} stands in their place. What has neither a name nor a shape is not found. It is a pure function, and
 * doing it again changes nothing; of a failure whose message changes, the fingerprint is that of the new message, so failures that
 * differ in their secrets alone have the same.
 *
 * <p>Takes time proportional to the text. Safe for use by many threads.
 */
@SuppressWarnings("ReferenceEquality") // what is handed back as it was given had no secret: nothing need be copied
public final class Redaction {
    /** No patterns of one's own. */
    public static final Redaction STANDARD = new Redaction(List.of());

    private static final int MAX_NAME = 1_000;
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_JSON = 400_000;
    private static final int MAX_PAYLOAD = 64_000;

    /** How many texts are known to be harmless, and how long they are at most: names, mostly, which come again and again. */
    private static final int KNOWN = 512;

    private static final int LONGEST_KNOWN = 100;

    private final CustomSecrets custom;

    /** By hash. A race between threads only loses what can be found out again. */
    private final @Nullable String[] known = new String[KNOWN];

    /** @param patterns of further secrets, which are left out as far as a pattern matches */
    public Redaction(List<Pattern> patterns) {
        this.custom = new CustomSecrets(patterns);
    }

    /** These facts without their secrets. */
    public List<Fact> of(Collection<? extends Fact> facts) {
        List<Fact> clean = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            clean.add(of(fact));
        }
        return clean;
    }

    /** The fact without its secrets: itself, if it has none. */
    public Fact of(Fact fact) {
        return switch (fact) {
            case Fact.Started it -> started(it);
            case Fact.StepStarted it -> {
                Action action = action(it.action());
                yield action == it.action() ? it : new Fact.StepStarted(it.origin(), it.step(), it.parent(), action);
            }
            case Fact.AttemptStarted it -> {
                String agent = nameOrNull(it.agent());
                yield agent == it.agent()
                        ? it
                        : new Fact.AttemptStarted(it.origin(), it.step(), it.number(), agent, it.at());
            }
            case Fact.AttemptEnded it -> {
                Outcome.Ended outcome = outcome(it.outcome());
                Payload result = payload(it.result());
                yield outcome == it.outcome() && result == it.result()
                        ? it
                        : new Fact.AttemptEnded(it.origin(), it.step(), it.number(), outcome, it.usage(), result);
            }
            case Fact.Recovered it -> {
                Recovery recovery = recovery(it.recovery());
                yield recovery == it.recovery()
                        ? it
                        : new Fact.Recovered(it.origin(), it.step(), it.afterAttempt(), recovery);
            }
            case Fact.Noted it -> {
                Event event = event(it.event());
                yield event == it.event() ? it : new Fact.Noted(it.origin(), event);
            }
            case Fact.Rated it -> {
                Rating rating = rating(it.rating());
                yield rating == it.rating() ? it : new Fact.Rated(it.origin(), rating);
            }
            case Fact.Ended it -> {
                Outcome.Ended outcome = outcome(it.outcome());
                Payload output = payload(it.output());
                yield outcome == it.outcome() && output == it.output()
                        ? it
                        : new Fact.Ended(it.origin(), outcome, it.usage(), output);
            }
            case Fact.Concluded it -> {
                Outcome.Ended outcome = outcome(it.outcome());
                yield outcome == it.outcome() ? it : new Fact.Concluded(it.origin(), outcome);
            }
        };
    }

    private Fact started(Fact.Started it) {
        Profile profile = profile(it.profile());
        String description = text(it.description(), MAX_TEXT);
        About about = about(it.about());
        return profile == it.profile() && description == it.description() && about == it.about()
                ? it
                : new Fact.Started(it.origin(), profile, description, it.at(), about);
    }

    private Profile profile(Profile it) {
        String task = text(it.task(), MAX_NAME);
        String agent = text(it.agent(), MAX_NAME);
        String model = nameOrNull(it.model());
        String route = nameOrNull(it.route());
        SortedMap<String, Value> attributes = attributes(it.attributes());
        return task == it.task()
                        && agent == it.agent()
                        && model == it.model()
                        && route == it.route()
                        && attributes == it.attributes()
                ? it
                : new Profile(task, agent, model, route, it.complexity(), attributes);
    }

    private SortedMap<String, Value> attributes(SortedMap<String, Value> attributes) {
        SortedMap<String, Value> clean = attributes;
        for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
            String name = text(attribute.getKey(), MAX_NAME);
            Value value = value(attribute.getKey(), attribute.getValue());
            if (name != attribute.getKey() || value != attribute.getValue()) {
                clean = clean == attributes ? new TreeMap<>(attributes) : clean;
                clean.remove(attribute.getKey());
                clean.put(name, value);
            }
        }
        return clean;
    }

    private Value value(String name, Value value) {
        String said = String.valueOf(value.toString());
        if (isSecret(name) && !said.equals("true") && !said.equals("false") && !said.isEmpty()) {
            return said.equals(SecretScan.MARK) ? value : Value.of(SecretScan.MARK);
        }
        if (value instanceof Value.Text(String text)) {
            String clean = text(text, MAX_TEXT);
            return clean == text ? value : Value.of(clean);
        }
        return value;
    }

    private static boolean isSecret(String name) {
        SecretNames.Kind kind = SecretNames.kind(name);
        return kind != SecretNames.Kind.NONE && kind != SecretNames.Kind.ASSIGNED;
    }

    private About about(About it) {
        String subject = nameOrNull(it.subject());
        String conversation = nameOrNull(it.conversation());
        Payload input = payload(it.input());
        Payload output = payload(it.output());
        return subject == it.subject()
                        && conversation == it.conversation()
                        && input == it.input()
                        && output == it.output()
                ? it
                : new About(subject, conversation, it.parent(), input, output);
    }

    private Action action(Action action) {
        return switch (action) {
            case Action.Phase it -> {
                String name = text(it.name(), MAX_NAME);
                yield name == it.name() ? it : new Action.Phase(name, it.estimate());
            }
            case Action.ToolCall it -> {
                String tool = text(it.tool(), MAX_NAME);
                Payload arguments = payload(it.arguments());
                yield tool == it.tool() && arguments == it.arguments() ? it : new Action.ToolCall(tool, arguments);
            }
            case Action.ModelCall it -> {
                String model = text(it.model(), MAX_NAME);
                yield model == it.model() ? it : new Action.ModelCall(model);
            }
            case Action.Delegate it -> it;
        };
    }

    private Outcome.Ended outcome(Outcome.Ended outcome) {
        return switch (outcome) {
            case Outcome.Failed it -> {
                Failure failure = failure(it.failure());
                yield failure == it.failure() ? it : new Outcome.Failed(it.took(), failure);
            }
            case Outcome.Cancelled it -> {
                String reason = text(it.reason(), MAX_TEXT);
                yield reason == it.reason() ? it : new Outcome.Cancelled(it.took(), reason);
            }
            case Outcome.Succeeded it -> it;
            case Outcome.Unknown it -> it;
            case Outcome.Abandoned it -> it;
        };
    }

    private Failure failure(Failure it) {
        String type = text(it.type(), MAX_NAME);
        String message = text(it.message(), Failure.MAX_MESSAGE);
        return type == it.type() && message == it.message()
                ? it
                : new Failure(
                        it.failureClass(),
                        it.severity(),
                        it.transience(),
                        type,
                        message,
                        Fingerprint.of(type, message));
    }

    private Recovery recovery(Recovery recovery) {
        String because = text(recovery.because(), MAX_TEXT);
        boolean isSame = because == recovery.because();
        return switch (recovery) {
            case Recovery.Retry it -> isSame ? it : new Recovery.Retry(it.after(), because);
            case Recovery.FallBack it -> {
                String to = text(it.to(), MAX_NAME);
                yield isSame && to == it.to() ? it : new Recovery.FallBack(to, because);
            }
            case Recovery.CreatePath it -> {
                String path = text(it.path(), MAX_TEXT);
                yield isSame && path == it.path() ? it : new Recovery.CreatePath(path, because);
            }
            case Recovery.ClearCache it -> {
                String cache = text(it.cache(), MAX_NAME);
                yield isSame && cache == it.cache() ? it : new Recovery.ClearCache(cache, because);
            }
            case Recovery.ReduceScope it -> isSame ? it : new Recovery.ReduceScope(it.fraction(), because);
            case Recovery.ResetBreaker it -> isSame ? it : new Recovery.ResetBreaker(it.after(), because);
            case Recovery.Simplify it -> isSame ? it : new Recovery.Simplify(because);
            case Recovery.Reprompt it -> {
                String hint = text(it.hint(), MAX_TEXT);
                yield isSame && hint == it.hint() ? it : new Recovery.Reprompt(hint, because);
            }
            case Recovery.Custom it -> {
                String name = text(it.name(), MAX_NAME);
                yield isSame && name == it.name() ? it : new Recovery.Custom(name, because);
            }
            case Recovery.Skip it -> isSame ? it : new Recovery.Skip(because);
            case Recovery.Escalate it -> isSame ? it : new Recovery.Escalate(because);
            case Recovery.GiveUp it -> isSame ? it : new Recovery.GiveUp(because);
        };
    }

    private Event event(Event it) {
        String name = text(it.name(), MAX_NAME);
        Payload payload = isSecret(it.name()) && !it.payload().isNone() ? marked(it.payload()) : payload(it.payload());
        return name == it.name() && payload == it.payload() ? it : new Event(name, it.at(), payload);
    }

    private static Payload marked(Payload payload) {
        var mark = new Payload('"' + SecretScan.MARK + '"', false);
        return payload.equals(mark) ? payload : mark;
    }

    private Rating rating(Rating it) {
        String by = text(it.by(), MAX_NAME);
        String comment = text(it.comment(), MAX_TEXT);
        return by == it.by() && comment == it.comment() ? it : new Rating(by, it.score(), comment);
    }

    private Payload payload(Payload payload) {
        String json = payload.json();
        if (payload.isNone()) {
            return payload;
        }
        if (json.length() > MAX_JSON) {
            return payload(Payload.text(json, MAX_PAYLOAD));
        }
        int quote = payload.truncated() && json.endsWith("\"") ? json.length() - 1 : json.length();
        int limit = payload.truncated() ? Excerpt.noteIn(json, quote) : quote;
        String clean = SecretScan.json(json, limit, payload.truncated());
        clean = custom.areNone() ? clean : custom.json(clean);
        return clean == json ? payload : new Payload(clean, payload.truncated());
    }

    /** A line that somebody prints, without its secrets. */
    public String line(String text) {
        return text(text, MAX_PAYLOAD);
    }

    private @Nullable String nameOrNull(@Nullable String name) {
        return name == null ? null : text(name, MAX_NAME);
    }

    /** The text without its secrets, then cut to size. Code that knows of no null may have given one all the same. */
    @SuppressWarnings("ConstantValue")
    private String text(String text, int most) {
        if (text == null) {
            return text;
        }
        int place = text.hashCode() & (KNOWN - 1);
        if (text.isEmpty() || text.equals(known[place])) {
            return text;
        }
        int limit = Excerpt.noteIn(text, text.length());
        String scanned = SecretScan.text(text, limit, limit < text.length());
        String clean = Excerpt.of(custom.areNone() ? scanned : custom.text(scanned), most);
        if (clean == text && text.length() <= LONGEST_KNOWN) {
            known[place] = text;
        }
        return clean;
    }
}
