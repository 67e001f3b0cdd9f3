package dev.afterwise.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How values are written into a YAML file on one line: without quotes where that means the same. */
final class FlowText {
    /** Stands anywhere in a flow collection as it is, unless it looks like a number or another word of YAML's own. */
    private static final Pattern PLAIN = Pattern.compile("-{0,2}[A-Za-z_./][A-Za-z0-9_./+=<>()'-]*");
    /** The same where no brackets are around. */
    private static final Pattern PLAIN_LINE =
            Pattern.compile("-{0,2}[A-Za-z_./][A-Za-z0-9_./+=<>()'&|!,*\\[\\]${} -]*");

    private static final List<Unit> UNITS = List.of(
            new Unit("d", Duration.ofDays(1)),
            new Unit("h", Duration.ofHours(1)),
            new Unit("m", Duration.ofMinutes(1)),
            new Unit("s", Duration.ofSeconds(1)));

    private record Unit(String sign, Duration length) {}

    private FlowText() {}

    /**
     * The value as it may stand anywhere on a line.
     *
     * @throws IllegalArgumentException if it is, or holds, anything but text, numbers, booleans, durations, lists and maps
     */
    static String of(Object value) {
        return switch (value) {
            case String text -> text(text, PLAIN);
            case Boolean flag -> flag.toString();
            case Duration duration -> duration(duration);
            case Double number -> number(new BigDecimal(number.toString()));
            case Number number -> number(new BigDecimal(number.toString()));
            case List<?> list -> list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(each -> pair(String.valueOf(each.getKey()), of(each.getValue())))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            default ->
                throw new IllegalArgumentException(
                        "A value in a plan must be text, a number, true or false, a duration, a list or a map, but this is (%s)."
                                .formatted(value.getClass().getSimpleName()));
        };
    }

    /** The value as it may stand after a key, with no brackets around: texts need fewer quotes there. */
    static String line(Object value) {
        return value instanceof String text ? text(text, PLAIN_LINE) : of(value);
    }

    static String pair(String key, String written) {
        return text(key, PLAIN) + ": " + written;
    }

    /** Such as {@code 250ms}, {@code 90s}, {@code 5m}: in the largest unit in which it is a whole number. */
    static String duration(Duration duration) {
        for (Unit unit : UNITS) {
            long count = duration.dividedBy(unit.length());
            if (count > 0 && unit.length().multipliedBy(count).equals(duration)) {
                return count + unit.sign();
            }
        }
        return duration.toMillis() + "ms";
    }

    private static String number(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    private static String text(String text, Pattern plain) {
        return plain.matcher(text).matches() && !text.endsWith(" ") && YamlTree.kind(text) == YamlNode.Kind.TEXT
                ? text
                : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(Printable.escaped(Character.toString(c)));
            }
        });
        return quoted.append('"').toString();
    }
}
