package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of a YAML file, taken for what they should be. Where one is something else, that is a problem, and the answer is
 * null, so that reading goes on and finds the next problem.
 */
final class YamlForm {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern SMALL_INTEGER = Pattern.compile("[-+]?[0-9]{1,9}");
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Problems problems;

    YamlForm(Problems problems) {
        this.problems = problems;
    }

    /** A map that has no keys but those of {@code what}. */
    @Nullable
    Mapping mapping(YamlNode node, String what, List<String> keys) {
        if (!(node instanceof Mapping mapping)) {
            wrong(node, what, "be a map");
            return null;
        }
        for (YamlNode.Entry entry : mapping.entries().values()) {
            Scalar key = entry.key();
            if (!keys.contains(key.text())) {
                problems.addUnknown(
                        key, "unknown key " + Printable.quoted(key.text()) + " in " + what, key.text(), keys);
            }
        }
        return mapping;
    }

    @Nullable
    YamlNode optional(Mapping mapping, String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    @Nullable
    YamlNode required(Mapping mapping, String what, String key) {
        YamlNode value = optional(mapping, key);
        if (value == null) {
            problems.add(mapping, what + " must have '" + key + "', but it is missing");
        }
        return value;
    }

    /** Text that is not blank. */
    @Nullable
    Scalar text(YamlNode node, String what) {
        if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.TEXT) {
            String advice = node instanceof Scalar scalar && scalar.kind() != Kind.NOTHING
                    ? "; did you mean \"" + Printable.cut(scalar.text()) + "\"?"
                    : "";
            problems.add(node, what + " must be text, but it is " + node.shown() + advice);
            return null;
        }
        if (scalar.text().isBlank()) {
            problems.add(node, what + " must not be blank");
            return null;
        }
        return scalar;
    }

    /** Text, a number, true or false, as it is written. It may go to the operating system, so there is no NUL in it. */
    @Nullable
    String literal(YamlNode node, String what) {
        if (!(node instanceof Scalar scalar)) {
            wrong(node, what, "be text or a number");
            return null;
        }
        if (scalar.kind() == Kind.NOTHING) {
            problems.add(node, what + " must be text or a number, but it is empty; did you mean \"\"?");
            return null;
        }
        if (scalar.text().indexOf('\0') >= 0) {
            problems.add(node, what + " must not have a NUL character, but this has one");
            return null;
        }
        return scalar.text();
    }

    @Nullable
    Integer integer(YamlNode node, String what, int least, int most) {
        if (node instanceof Scalar scalar
                && scalar.kind() == Kind.INTEGER
                && SMALL_INTEGER.matcher(scalar.text()).matches()) {
            int number = Integer.parseInt(scalar.text());
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(node, what, least == most ? "be " + most : "be a whole number from " + least + " to " + most);
        return null;
    }

    /** From zero to 365 days. */
    @Nullable
    Duration duration(YamlNode node, String what) {
        if (!(node instanceof Scalar scalar)) {
            wrong(node, what, "be a duration such as 250ms, 2s, 5m, 1h or 1d");
            return null;
        }
        Matcher parts = DURATION.matcher(scalar.text());
        if (!parts.matches()) {
            String advice =
                    scalar.kind() == Kind.INTEGER ? "; did you mean '" + Printable.cut(scalar.text()) + "s'?" : "";
            problems.add(
                    node,
                    what + " must be a duration such as 250ms, 2s, 5m, 1h or 1d, but it is " + node.shown() + advice);
            return null;
        }
        long number = Long.parseLong(parts.group(1));
        Duration duration = switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (duration.compareTo(LONGEST) > 0) {
            wrong(node, what, "be at most 365d");
            return null;
        }
        return duration;
    }

    @Nullable
    List<YamlNode> items(YamlNode node, String what, String must) {
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        wrong(node, what, must);
        return null;
    }

    void wrong(YamlNode node, String what, String must) {
        problems.add(node, what + " must " + must + ", but it is " + node.shown());
    }
}
