package dev.afterwise.otel;

import dev.afterwise.Money;
import dev.afterwise.Usage;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a span says was spent. */
final class Spending {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000L);
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    /** Tokens of each sort; -1 where nobody says. */
    private record Tokens(long input, long cached, long written, long output, long total) {
        boolean isSaid() {
            return input >= 0 || output >= 0 || total >= 0;
        }
    }

    private Spending() {}

    /** @param kind a call of a model is a call of something outside */
    static Usage of(Attributes span, @Nullable Kind kind, Prices prices) {
        Tokens tokens = tokens(span);
        long output = Math.max(0, tokens.output);
        long cached = Math.max(0, tokens.cached);
        long written = Math.max(0, tokens.written);
        long input = tokens.input >= 0 ? tokens.input : Math.max(0, tokens.total - output);
        // OpenTelemetry counts cached tokens as input. Where there are more of them than of input, somebody does not.
        if (cached + written > input) {
            input += cached + written;
        }
        long calls = kind == Kind.MODEL ? 1 : 0;
        Money cost = said(span);
        if (cost == null) {
            cost = input + output == 0
                    ? Money.ZERO
                    : prices.of(Models.answered(span), span.text(Words.PROVIDER), input, cached, written, output);
        }
        return new Usage(input, output, cached, cost, calls);
    }

    private static Tokens tokens(Attributes span) {
        var said = new Tokens(
                capped(span.count(Words.INPUT_TOKENS)),
                capped(span.count(Words.CACHED_TOKENS)),
                capped(span.count(Words.CACHE_WRITES)),
                capped(span.count(Words.OUTPUT_TOKENS)),
                capped(span.count(Words.TOTAL_TOKENS)));
        return said.isSaid() ? said : nested(Nested.of(span.text(Words.USAGE)));
    }

    private static Tokens nested(Map<String, String> said) {
        long cached = count(said, "cache_read_input_tokens", "input_cached_tokens", "input_cache_read");
        long written = count(said, "cache_creation_input_tokens", "input_cache_creation");
        long total = count(said, "total", "total_tokens");
        long input = count(said, "input");
        long output = count(said, "output");
        if (input < 0 && output < 0) {
            return new Tokens(
                    count(said, "input_tokens", "prompt_tokens"),
                    cached,
                    written,
                    count(said, "output_tokens", "completion_tokens"),
                    total);
        }
        // Langfuse counts each token once: what is cached is no "input". Where that makes more than the total, somebody
        // does not.
        long inputs = sum(said, "input") + sum(said, "cache_");
        long outputs = sum(said, "output");
        return total < 0 || inputs + outputs <= total
                ? new Tokens(inputs, cached, written, outputs, total)
                : new Tokens(input, cached, written, output, total);
    }

    private static long sum(Map<String, String> said, String prefix) {
        return said.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .mapToLong(name -> Math.max(0, count(said, name)))
                .sum();
    }

    private static long count(Map<String, String> said, String... names) {
        for (String name : names) {
            BigDecimal number = number(said.get(name));
            if (number != null && number.signum() >= 0) {
                return capped(number.min(BigDecimal.valueOf(MOST_TOKENS)).longValue());
            }
        }
        return -1;
    }

    /** What was said counts for more than what can be worked out. */
    private static @Nullable Money said(Attributes span) {
        BigDecimal amount = span.amount(Words.COST);
        if (amount == null) {
            Map<String, String> costs = Nested.of(span.text(Words.COSTS));
            amount = number(costs.getOrDefault("total", costs.get("total_cost")));
        }
        return amount == null || amount.signum() < 0 || amount.compareTo(MOST) > 0 ? null : Money.dollars(amount);
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : Attributes.number(text);
    }

    private static long capped(long count) {
        return Math.min(count, MOST_TOKENS);
    }
}
