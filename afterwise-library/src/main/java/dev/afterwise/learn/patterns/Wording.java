package dev.afterwise.learn.patterns;

import dev.afterwise.learn.patterns.Circumstance.Steps.Order;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;

/** Patterns in sentences: what was counted, and what to do about it. */
final class Wording {
    private static final int DAY = 24;
    private static final int MINUTE = 60;

    private Wording() {}

    /** Six digits that count. */
    static String number(double number) {
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** Such as {@code from 22:00 to 02:00}; several stretches are listed. */
    static String hours(NavigableSet<Integer> hours) {
        List<String> stretches = new ArrayList<>();
        for (int hour : hours) {
            if (!hours.contains((hour + DAY - 1) % DAY) || hours.size() == DAY) {
                int end = hour;
                do {
                    end = (end + 1) % DAY;
                } while (hours.contains(end) && end != hour);
                stretches.add("from %02d:00 to %02d:00".formatted(hour, end));
            }
        }
        return String.join(" and ", stretches.isEmpty() ? List.of("never") : stretches);
    }

    /** @param task of which it is said; empty for the history as a whole */
    static String sentence(String task, PatternKind kind, Circumstance circumstance, Effect effect) {
        String counted = kind == PatternKind.CORRELATION
                ? correlation(circumstance.column(), effect)
                : effect.measured() == Measured.SUCCESS
                        ? success(circumstance, effect)
                        : duration(circumstance, effect);
        String said = counted + " " + action(circumstance, effect);
        return task.isEmpty() ? said : "'" + task + "': " + said;
    }

    private static String success(Circumstance circumstance, Effect effect) {
        Effect.Part with = effect.with();
        Effect.Part without = effect.without();
        long many = Math.round(Math.abs(without.level() - with.level()) * with.size());
        return "%s %s of %,d %s, of %,d %s %s (%s points %s; %s to %s): %s failures %s than if they were the same."
                .formatted(
                        capital(circumstance.text()) + ",",
                        percent(with.level()),
                        with.size(),
                        with.size() == 1 ? "succeeds" : "succeed",
                        without.size(),
                        others(circumstance),
                        percent(without.level()),
                        points(Math.abs(effect.value())),
                        effect.isBetter() ? "more" : "less",
                        points(
                                effect.isBetter()
                                        ? effect.interval().low()
                                        : -effect.interval().high()),
                        points(
                                effect.isBetter()
                                        ? effect.interval().high()
                                        : -effect.interval().low()),
                        String.format(Locale.ROOT, "some %,d", many),
                        effect.isBetter() ? "fewer" : "more");
    }

    private static String duration(Circumstance circumstance, Effect effect) {
        Effect.Part with = effect.with();
        Effect.Part without = effect.without();
        return "%s, half of %,d take up to %s, half of %,d %s up to %s: one takes longer than one of the others in %s of cases."
                .formatted(
                        capital(circumstance.text()),
                        with.size(),
                        seconds(with.level()),
                        without.size(),
                        others(circumstance),
                        seconds(without.level()),
                        percent(.5 + effect.value()));
    }

    private static String correlation(String column, Effect effect) {
        boolean isSuccess = effect.measured() == Measured.SUCCESS;
        return "The greater %s, the %s (rank correlation %.2f, %.2f to %.2f): %s in the upper half, %s in the lower."
                .formatted(
                        column,
                        isSuccess
                                ? effect.value() > 0 ? "more often it succeeds" : "more often it fails"
                                : effect.value() > 0 ? "longer it takes" : "shorter it takes",
                        effect.value(),
                        effect.interval().low(),
                        effect.interval().high(),
                        isSuccess
                                ? percent(effect.with().level()) + " succeed"
                                : "half take up to " + seconds(effect.with().level()),
                        isSuccess
                                ? percent(effect.without().level())
                                : seconds(effect.without().level()));
    }

    private static String others(Circumstance circumstance) {
        return switch (circumstance) {
            case Circumstance.Steps steps ->
                switch (steps.order()) {
                    case AMONG -> "others that got as far";
                    case BEFORE -> "in the other order";
                    case THEN -> "others in which something else follows";
                };
            case Circumstance.Both both -> "others " + alone(both.one());
            default -> "others";
        };
    }

    private static String alone(Circumstance circumstance) {
        String text = circumstance.text();
        return isTime(text) ? text : "with " + text;
    }

    private static boolean isTime(String text) {
        return text.startsWith("from ") || text.startsWith("on ");
    }

    private static String action(Circumstance circumstance, Effect effect) {
        boolean isBetter = effect.isBetter();
        return switch (circumstance) {
            case Circumstance.Hours it ->
                isBetter
                        ? "Have critical work done then."
                        : "Have critical work done at another time, and see what is different then.";
            case Circumstance.On it ->
                isBetter
                        ? "Have critical work done then."
                        : "Have critical work done on another day, and see what is different then.";
            case Circumstance.Steps it -> steps(it, isBetter);
            case Circumstance.Above it ->
                isBetter
                        ? "Aim above it."
                        : "Split such work, or have it done in another way above %s.".formatted(number(it.cut()));
            case Circumstance.UpTo it ->
                isBetter
                        ? "Keep it at %s or below.".formatted(number(it.cut()))
                        : "Have such work done in another way up to %s.".formatted(number(it.cut()));
            case Circumstance.Greater it ->
                effect.measured() == Measured.DURATION
                        ? "Estimate durations by it."
                        : isBetter
                                ? "Raise it where you can."
                                : "Keep it low where you can, or find where it begins to do harm.";
            case Circumstance.Is it ->
                isBetter
                        ? "Prefer it where there is a choice, once like is compared with like."
                        : "See what fails there first, or take another %s where there is a choice."
                                .formatted(it.column());
            case Circumstance.Both it ->
                isBetter
                        ? "Prefer the two together where there is a choice."
                        : "Avoid the two together where there is a choice.";
            case Circumstance.Said it -> "";
        };
    }

    private static String steps(Circumstance.Steps steps, boolean isBetter) {
        String last = "'" + steps.names().getLast() + "'";
        String first = "'" + steps.names().getFirst() + "'";
        if (steps.order() == Order.AMONG) {
            return isBetter ? "Do " + last + " early." : "See what " + last + " does, or leave it out.";
        }
        if (steps.order() == Order.BEFORE) {
            return isBetter ? "Do " + first + " before " + last + "." : "Do " + last + " before " + first + " instead.";
        }
        return isBetter
                ? "Let " + last + " follow there."
                : "Let something else follow there, or check before " + last + " what it needs.";
    }

    private static String capital(String text) {
        return isTime(text) ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : "With " + text;
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * rate);
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%.1f", 100 * difference);
    }

    private static String seconds(double seconds) {
        return seconds < MINUTE
                ? number(new BigDecimal(seconds).round(new MathContext(3)).doubleValue()) + " s"
                : String.format(Locale.ROOT, "%.1f min", seconds / MINUTE);
    }
}
