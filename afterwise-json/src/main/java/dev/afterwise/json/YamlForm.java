package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
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
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_ENTRIES = 100;

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

    /** The entries of a map whose keys are names of the file's own, at most a hundred. */
    List<YamlNode.Entry> named(YamlNode node, String what, String must) {
        if (!(node instanceof Mapping mapping)) {
            wrong(node, what, must);
            return List.of();
        }
        return most(List.copyOf(mapping.entries().values()), what, YamlNode.Entry::key);
    }

    /** The items of a list, at most a hundred; a scalar is a list of itself. */
    List<YamlNode> several(YamlNode node, String what, String must) {
        List<YamlNode> items = node instanceof Scalar ? List.of(node) : items(node, what, must);
        return items == null ? List.of() : most(items, what, item -> item);
    }

    private <T> List<T> most(List<T> entries, String what, Function<T, ? extends YamlNode> place) {
        if (entries.size() <= MOST_ENTRIES) {
            return entries;
        }
        problems.add(
                place.apply(entries.get(MOST_ENTRIES)),
                what + " must have at most %d entries, but it has %,d".formatted(MOST_ENTRIES, entries.size()));
        return entries.subList(0, MOST_ENTRIES);
    }

    /** Which of the keys, of which there must be one, the map has. */
    List<String> oneOf(Mapping mapping, String what, List<String> keys) {
        List<String> found =
                keys.stream().filter(mapping.entries()::containsKey).toList();
        if (found.size() != 1) {
            YamlNode last = found.isEmpty() ? null : optional(mapping, found.getLast());
            String has = found.isEmpty() ? "none of them" : enumerated(found, "and");
            problems.add(
                    last == null ? mapping : last,
                    "%s must have %s, but this has %s".formatted(what, enumerated(keys, "or"), has));
        }
        return found;
    }

    /** Such as {@code 'a', 'b' or 'c'}. */
    static String enumerated(List<String> words, String last) {
        List<String> quoted = words.stream().map(Printable::quoted).toList();
        return quoted.size() < 2
                ? String.join("", quoted)
                : String.join(", ", quoted.subList(0, quoted.size() - 1)) + " " + last + " " + quoted.getLast();
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

    /** What things are called, and how others refer to them. */
    @Nullable
    String name(Scalar scalar, String what) {
        if (NAME.matcher(scalar.text()).matches()) {
            return scalar.text();
        }
        wrong(scalar, what, "be 1 to 64 letters, digits, '-' or '_' and begin with a letter or '_'");
        return null;
    }

    /** One of a few words. */
    @Nullable
    String word(YamlNode node, String what, List<String> words) {
        if (node instanceof Scalar scalar) {
            if (words.contains(scalar.text())) {
                return scalar.text();
            }
            String message = what + " must be " + enumerated(words, "or") + ", but it is " + node.shown();
            problems.addUnknown(node, message, scalar.text(), words);
            return null;
        }
        wrong(node, what, "be " + enumerated(words, "or"));
        return null;
    }

    /** What the key says, or {@code otherwise} if it says nothing. */
    boolean flag(Mapping mapping, String key, boolean otherwise) {
        YamlNode node = optional(mapping, key);
        if (node == null) {
            return otherwise;
        }
        if (node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN) {
            return scalar.text().equalsIgnoreCase("true");
        }
        wrong(node, "'" + key + "'", "be true or false");
        return otherwise;
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

    /** A number from 0 to 1. */
    @Nullable
    Double share(YamlNode node, String what) {
        if (node instanceof Scalar scalar && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.NUMBER)) {
            try {
                double share = Double.parseDouble(scalar.text());
                if (share >= 0 && share <= 1) {
                    return share;
                }
            } catch (NumberFormatException notDecimal) {
                // Said below: YAML writes numbers in more ways than this one.
            }
        }
        wrong(node, what, "be a number from 0 to 1");
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

    /** Says what is wrong without what stands there. */
    void mustNotShow(YamlNode node, String message) {
        problems.add(node, message);
    }

    void wrong(YamlNode node, String what, String must) {
        problems.add(node, what + " must " + must + ", but it is " + node.shown());
    }
}
