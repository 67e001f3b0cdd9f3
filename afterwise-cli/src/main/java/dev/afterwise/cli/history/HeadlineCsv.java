package dev.afterwise.cli.history;

import dev.afterwise.Failure;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.cli.shell.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Headlines as comma-separated values after RFC 4180. What is not known is empty. Text that a spreadsheet would take for a formula
 * has an apostrophe before it.
 */
final class HeadlineCsv {
    private static final List<String> COLUMNS = List.of(
            "id",
            "task",
            "agent",
            "model",
            "route",
            "complexity",
            "description",
            "started",
            "outcome",
            "duration_ms",
            "failure_class",
            "error_type",
            "message",
            "input_tokens",
            "output_tokens",
            "cached_tokens",
            "cost_usd",
            "api_calls",
            "attributes");
    private static final int MICROS_IN_MILLIS = 3;

    /** The line with the names of the columns. */
    static final String HEAD = String.join(",", COLUMNS) + "\r\n";

    private HeadlineCsv() {}

    static String of(Headline headline) {
        Profile profile = headline.profile();
        Outcome outcome = headline.outcome();
        Failure failure = outcome instanceof Outcome.Failed failed ? failed.failure() : null;
        Usage usage = headline.usage();
        return Stream.of(
                                headline.id().hex(),
                                text(profile.task()),
                                text(profile.agent()),
                                text(profile.model()),
                                text(profile.route()),
                                profile.complexity() == null ? "" : Double.toString(profile.complexity()),
                                text(headline.description()),
                                headline.startedAt().toString(),
                                Words.of(outcome.status()),
                                millis(outcome),
                                failure == null ? "" : Words.of(failure.failureClass()),
                                failure == null ? "" : text(failure.type()),
                                text(headline.said()),
                                Long.toString(usage.inputTokens()),
                                Long.toString(usage.outputTokens()),
                                Long.toString(usage.cachedTokens()),
                                usage.cost().dollars().toPlainString(),
                                Long.toString(usage.apiCalls()),
                                attributes(profile.attributes()))
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String millis(Outcome outcome) {
        Duration took = outcome instanceof Outcome.Ended ended ? ended.took() : null;
        if (took == null) {
            return "";
        }
        long micros = Math.addExact(Math.multiplyExact(took.toSeconds(), 1_000_000L), took.toNanosPart() / 1_000);
        return BigDecimal.valueOf(micros, MICROS_IN_MILLIS).toPlainString();
    }

    /** Such as {@code customer=acme; files=7}. */
    private static String attributes(Map<String, Value> attributes) {
        return text(attributes.entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .collect(Collectors.joining("; ")));
    }

    private static String text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String safe = isFormula(text) ? "'" + text : text;
        boolean isPlain =
                safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';' || c == '\t');
        return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** Spreadsheets look past white space. */
    private static boolean isFormula(String text) {
        String stripped = text.strip();
        return (!stripped.isEmpty() && "=+-@|%".indexOf(stripped.charAt(0)) >= 0)
                || "\t\r\n".indexOf(text.charAt(0)) >= 0;
    }
}
