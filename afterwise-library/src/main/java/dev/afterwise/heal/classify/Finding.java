package dev.afterwise.heal.classify;

import dev.afterwise.heal.classify.PhraseIndex.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A symptom read with the eyes of some rules: what of that which they look for is there. */
final class Finding {
    private static final Pattern SQL_STATE = Pattern.compile("(?=.*[0-9])[0-9A-Z]{5}");
    private static final int SQL_STATE_CHARS = 5;
    private static final int MAX_QUOTED = 120;

    private final Wording wording;
    private final Map<Clue, Span> spans;
    private final Map<String, String> headers;
    private final List<Integer> statuses = new ArrayList<>();
    private final List<Integer> exits = new ArrayList<>();
    private final List<Integer> signals = new ArrayList<>();
    private final List<String> states = new ArrayList<>();

    private Finding(Symptom symptom, Wording wording, Map<Clue, Span> spans) {
        this.wording = wording;
        this.spans = spans;
        this.headers = symptom.headers();
        Numbers told = Numbers.in(wording);
        // What the body of an answer says of statuses may be about other answers.
        symptom.status().ifPresentOrElse(statuses::add, () -> statuses.addAll(told.statuses()));
        addEnd(symptom.exitCode(), symptom.signal());
        for (int code : told.exits()) {
            Symptom ended = Symptom.said("", "").withExit(code);
            addEnd(ended.exitCode(), ended.signal());
        }
        addState(symptom.sqlState());
        addState(symptom.type());
        told.sqlStates().forEach(this::addState);
    }

    static Finding of(Symptom symptom, Wording wording, Rules rules) {
        return new Finding(symptom, wording, rules.phrases().in(wording));
    }

    private void addEnd(OptionalInt exit, OptionalInt signal) {
        exit.ifPresent(exits::add);
        signal.ifPresent(signals::add);
    }

    private void addState(String state) {
        if (state.length() == SQL_STATE_CHARS && SQL_STATE.matcher(state).matches()) {
            states.add(state);
        }
    }

    /** What of the clue is there, in words; none if it is there because something else isn't; null if it is not there. */
    @Nullable
    String of(Clue clue) {
        return switch (clue) {
            case Clue.Says it -> said(it, "it says ");
            case Clue.Typed it -> said(it, "its type says ");
            case Clue.Answered it -> number(it.statuses(), statuses, "the HTTP status is ");
            case Clue.Exited it -> number(it.codes(), exits, "the exit code is ");
            case Clue.Killed it -> number(it.signals(), signals, "the signal is ");
            case Clue.InState it -> inState(it.beginnings());
            case Clue.Headed it -> headed(it.headers());
            case Clue.Without it -> of(it.clue()) == null ? "" : null;
        };
    }

    private @Nullable String said(Clue clue, String words) {
        Span span = spans.get(clue);
        if (span == null) {
            return null;
        }
        String said = wording.text(span.from(), span.end());
        return words + "\"" + (said.length() > MAX_QUOTED ? said.substring(0, MAX_QUOTED) + "..." : said) + "\"";
    }

    private static @Nullable String number(List<Clue.Range> wanted, List<Integer> seen, String words) {
        for (int number : seen) {
            for (Clue.Range range : wanted) {
                if (range.has(number)) {
                    return words + number;
                }
            }
        }
        return null;
    }

    private @Nullable String inState(List<String> beginnings) {
        for (String state : states) {
            for (String beginning : beginnings) {
                if (state.startsWith(beginning)) {
                    return "the SQL state is " + state;
                }
            }
        }
        return null;
    }

    private @Nullable String headed(List<String> wanted) {
        for (String header : headers.isEmpty() ? List.<String>of() : wanted) {
            String[] parts = header.split("=", 2);
            String value = headers.get(parts[0].strip());
            if (value != null && (parts.length == 1 || value.strip().equals(parts[1].strip()))) {
                return "it has the header " + header;
            }
        }
        return null;
    }
}
