package dev.afterwise;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An amount of US dollars in millionths, so that sums are exact. */
public record Money(long micros) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    /** Rounded half up to a millionth. @throws ArithmeticException beyond 9.2 million million dollars */
    public static Money dollars(BigDecimal amount) {
        return new Money(
                amount.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    public static Money dollars(String amount) {
        return dollars(new BigDecimal(amount));
    }

    public BigDecimal dollars() {
        return BigDecimal.valueOf(micros, 6);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(micros, other.micros));
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(micros, other.micros);
    }

    /** Such as {@code $0.012}; at least two decimals. */
    @Override
    public String toString() {
        BigDecimal amount = dollars().stripTrailingZeros();
        return (micros < 0 ? "-$" : "$")
                + amount.abs().setScale(Math.max(2, amount.scale())).toPlainString();
    }
}
