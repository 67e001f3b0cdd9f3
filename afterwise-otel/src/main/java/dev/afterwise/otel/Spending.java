package dev.afterwise.otel;

import dev.afterwise.Money;
import dev.afterwise.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a span says was spent. */
final class Spending {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000L);
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    private Spending() {}

    /** @param kind a call of a model is a call of something outside */
    static Usage of(Attributes span, @Nullable Kind kind, Prices prices) {
        long input = capped(span.count(Words.INPUT_TOKENS));
        long output = capped(span.count(Words.OUTPUT_TOKENS));
        long total = capped(span.count(Words.TOTAL_TOKENS));
        long cached = Math.max(0, capped(span.count(Words.CACHED_TOKENS)));
        long written = Math.max(0, capped(span.count(Words.CACHE_WRITES)));
        if (input < 0) {
            input = total < 0 ? 0 : Math.max(0, total - Math.max(0, output));
        }
        output = Math.max(0, output);
        // OpenTelemetry counts cached tokens as input. Where there are more of them than of input, somebody does not.
        if (cached + written > input) {
            input += cached + written;
        }
        long calls = kind == Kind.MODEL ? 1 : 0;
        Money cost = said(span);
        if (cost == null) {
            cost = input + output == 0
                    ? Money.ZERO
                    : prices.of(span.text(Words.ANSWERED), span.text(Words.PROVIDER), input, cached, written, output);
        }
        return new Usage(input, output, cached, cost, calls);
    }

    /** What was said counts for more than what can be worked out. */
    private static @Nullable Money said(Attributes span) {
        BigDecimal amount = span.amount(Words.COST);
        return amount == null || amount.signum() < 0 || amount.compareTo(MOST) > 0 ? null : Money.dollars(amount);
    }

    private static long capped(long count) {
        return Math.min(count, MOST_TOKENS);
    }
}
