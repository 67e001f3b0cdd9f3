package dev.afterwise.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PricesTest {
    private static final int MILLION = 1_000_000;

    @Test
    void theLineThatSaysMostCounts() throws IOException {
        Prices prices = table("""
            # a comment
            openai,gpt-4o*,,2.5,1.25,,10
            openai,gpt-4o-mini*,,0.15,,,0.6
            openai,gpt-4o-mini-2030,,9,,,9
            """);

        assertThat(prices.of("gpt-4o-2024-08-06", "openai", MILLION, 0, 0, 0)).isEqualTo(Money.dollars("2.50"));
        assertThat(prices.of("GPT-4o-mini", null, MILLION, 0, 0, MILLION)).isEqualTo(Money.dollars("0.75"));
        assertThat(prices.of("gpt-4o-mini-2030", null, 0, 0, 0, MILLION)).isEqualTo(Money.dollars("9"));
        assertThat(prices.of("openai/gpt-4o", "router", MILLION, 0, 0, 0)).isEqualTo(Money.dollars("2.50"));
        assertThat(prices.of("unheard-of", "openai", MILLION, 0, 0, 0)).isEqualTo(Money.ZERO);
        assertThat(prices.of(null, null, MILLION, 0, 0, 0)).isEqualTo(Money.ZERO);
    }

    @Test
    void cachedAndWrittenTokensHavePricesOfTheirOwn() throws IOException {
        Prices prices = table("anthropic,claude*,,3,0.3,3.75,15\n");

        assertThat(prices.of("claude-x", null, MILLION, 500_000, 300_000, 0))
                .isEqualTo(Money.dollars("0.6").plus(Money.dollars("0.15")).plus(Money.dollars("1.125")));
    }

    @Test
    void largeRequestsMayCostMore() throws IOException {
        Prices prices = table("""
            google,gemini*,,1,,,4
            google,gemini*,200000,2,,,8
            """);

        assertThat(prices.of("gemini-pro", null, 200_000, 0, 0, 0)).isEqualTo(Money.dollars("0.2"));
        assertThat(prices.of("gemini-pro", null, 200_001, 0, 0, 0)).isEqualTo(Money.dollars("0.400002"));
    }

    @Test
    void onesOwnTableComesBeforeTheOther() throws IOException {
        Prices prices = table("mine,gpt-4o,,1,,,1\n").or(Prices.builtIn());

        assertThat(prices.of("gpt-4o", null, MILLION, 0, 0, 0)).isEqualTo(Money.dollars("1"));
        assertThat(prices.of("claude-sonnet-4-5", null, 100_000, 0, 0, 0)).isEqualTo(Money.dollars("0.3"));
    }

    @Test
    void whatAProviderSellsAllForSaysNothingOfOthers() throws IOException {
        Prices prices = table("ollama,*,,0,,,0\nopenai,gpt-4o*,,2,,,8\n").or(Prices.builtIn());

        assertThat(prices.of("gpt-4o", "ollama", MILLION, 0, 0, 0)).isEqualTo(Money.ZERO);
        assertThat(prices.of("gpt-4o", "openai", MILLION, 0, 0, 0)).isEqualTo(Money.dollars("2"));
        assertThat(prices.of("claude-sonnet-4-5", "anthropic", 100_000, 0, 0, 0))
                .isEqualTo(Money.dollars("0.3"));
        assertThat(prices.of("claude-sonnet-4-5", null, 100_000, 0, 0, 0)).isEqualTo(Money.dollars("0.3"));
    }

    @Test
    void saysWhichLineIsNone() {
        assertThatThrownBy(() -> table("openai,gpt,,1,,,1\nopenai,gpt-4,1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Line 2 of a price table must have 7 columns, but it has 3: (openai,gpt-4,1)");
        assertThatThrownBy(() -> table("openai,gpt,,one,,,1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 1")
                .hasMessageContaining("must have numbers");
    }

    private static Prices table(String lines) throws IOException {
        return Prices.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }
}
