package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0, $0.00",
        "0.012, $0.012",
        "1, $1.00",
        "100, $100.00",
        "1E+2, $100.00",
        "12.5, $12.50",
        "-0.01, -$0.01",
        "0.0000004, $0.00",
        "0.0000005, $0.000001",
        "123456.654321, $123456.654321"
    })
    void isReadAndShownInDollars(String dollars, String shown) {
        assertThat(Money.dollars(dollars)).hasToString(shown);
    }

    @Test
    void sumsAreExact() {
        Money sum = Money.ZERO;
        for (int i = 0; i < 1_000; i++) {
            sum = sum.plus(Money.dollars("0.1"));
        }
        assertThat(sum).isEqualTo(Money.dollars("100"));
        assertThat(sum.dollars()).isEqualByComparingTo(new BigDecimal(100));
    }

    @Test
    void neverOverflowsInSilence() {
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE).plus(new Money(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.dollars("1E+30")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void isOrderedByAmount() {
        assertThat(Money.dollars("2")).isGreaterThan(Money.dollars("1.999999"));
    }
}
