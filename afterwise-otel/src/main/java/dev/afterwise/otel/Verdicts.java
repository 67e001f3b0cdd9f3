package dev.afterwise.otel;

import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How spans went. Nobody has to say that one went well: a status that is not set is no failure. */
final class Verdicts {
    /**
     * How a span went, and what says so.
     *
     * @param signal such as {@code status} or {@code error.type}
     */
    record Verdict(Outcome.Ended outcome, String signal) {}

    /** In the words of OpenTelemetry, which others write in capitals or with hyphens, and those of some models. */
    private static final List<String> BAD_FINISHES =
            List.of("error", "content_filter", "malformed_function_call", "prohibited_content", "refusal", "safety");

    private static final Pattern NO_WORD = Pattern.compile("[^a-z_]+");

    private final BiFunction<String, String, Failure> classify;

    /** @param classify makes a failure of an error's type and message, either of which may be empty */
    Verdicts(BiFunction<String, String, Failure> classify) {
        this.classify = classify;
    }

    Verdict of(Told told) {
        Attributes said = told.attributes();
        if (told.span().getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
            return failed(told, "status");
        }
        if (said.text("error.type") != null) {
            return failed(told, "error.type");
        }
        if ("ERROR".equalsIgnoreCase(said.text("langfuse.observation.level"))) {
            return failed(told, "level");
        }
        Attributes exception = exception(told.span());
        if (exception != null && "true".equals(exception.text("exception.escaped"))) {
            return failed(told, "exception");
        }
        String finish = badFinish(said.text(Words.FINISH));
        if (finish != null) {
            return new Verdict(
                    new Outcome.Failed(told.took(), classify.apply("finish_reason", "The model stopped: " + finish)),
                    "finish_reason");
        }
        return new Verdict(new Outcome.Succeeded(told.took()), "status");
    }

    /** @param said one reason, or a JSON list of them */
    private static @Nullable String badFinish(@Nullable String said) {
        if (said == null) {
            return null;
        }
        List<String> words = List.of(NO_WORD.split(said.toLowerCase(Locale.ROOT).replace('-', '_'), -1));
        return BAD_FINISHES.stream().filter(words::contains).findFirst().orElse(null);
    }

    private Verdict failed(Told told, String signal) {
        Attributes exception = Objects.requireNonNullElse(exception(told.span()), Attributes.NONE);
        String type = first(exception.text("exception.type"), told.attributes().text("error.type"), http(told), "");
        String message = first(
                exception.text("exception.message"),
                blankAsNull(told.span().getStatus().getMessage()),
                told.attributes().text("error.message"),
                told.attributes().text("langfuse.observation.status_message"));
        return new Verdict(new Outcome.Failed(told.took(), classify.apply(typed(type), message)), signal);
    }

    /** The last one, which the span ended with. */
    private static @Nullable Attributes exception(Span span) {
        for (int i = span.getEventsCount() - 1; i >= 0; i--) {
            if (span.getEvents(i).getName().equals("exception")) {
                return Attributes.of(span.getEvents(i).getAttributesList());
            }
        }
        return null;
    }

    private static @Nullable String http(Told told) {
        return told.attributes().text(Words.STATUS_CODE);
    }

    /** A status stands for itself in {@code error.type}; here it is called as elsewhere. */
    private static String typed(String type) {
        return type.length() == 3 && type.chars().allMatch(c -> c >= '0' && c <= '9') ? "HTTP " + type : type;
    }

    private static @Nullable String blankAsNull(String text) {
        return text.isBlank() ? null : text;
    }

    private static String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return "";
    }
}
