package dev.afterwise.heal.classify;

import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the text of rules, line by line, and remembers all that is wrong with it. Used once, by one thread. */
final class RuleReader {
    private static final String OTHERWISE = "otherwise:";
    private static final int MOST_MISTAKES = 100;

    private final String name;
    private final List<Rule> rules = new ArrayList<>();
    private final List<RulesException.Mistake> mistakes = new ArrayList<>();
    private Rule.@Nullable Verdict verdict;
    private boolean isHint;
    private boolean isHeadingWrong;

    RuleReader(String name) {
        this.name = name;
    }

    Rules read(String text) {
        List<String> lines = text.lines().map(RuleReader::withoutComment).toList();
        for (int i = 0; i < lines.size() && mistakes.size() < MOST_MISTAKES; i++) {
            int number = i + 1;
            var line = new StringBuilder(lines.get(i));
            while (i + 1 < lines.size() && isContinued(line, lines.get(i + 1))) {
                i++;
                line.append(' ').append(lines.get(i).strip());
            }
            try {
                if (!line.toString().isBlank()) {
                    line(line.toString(), number);
                }
            } catch (IllegalArgumentException e) {
                mistakes.add(new RulesException.Mistake(number, String.valueOf(e.getMessage())));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new RulesException(name, mistakes);
        }
        return new Rules(rules);
    }

    private static String withoutComment(String line) {
        int sign = line.indexOf('#');
        while (sign > 0 && !Character.isWhitespace(line.charAt(sign - 1))) {
            sign = line.indexOf('#', sign + 1);
        }
        return (sign < 0 ? line : line.substring(0, sign)).stripTrailing();
    }

    /** A line goes on in those that are indented further. */
    private static boolean isContinued(CharSequence line, String next) {
        int indent = indent(line);
        return indent > 0 && indent(next) > indent;
    }

    private static int indent(CharSequence line) {
        int indent = 0;
        while (indent < line.length() && Character.isWhitespace(line.charAt(indent))) {
            indent++;
        }
        return indent;
    }

    private void line(String line, int number) {
        if (Character.isWhitespace(line.charAt(0))) {
            clues(line.strip(), number);
        } else if (line.strip().equals(OTHERWISE)) {
            isHint = true;
            verdict = null;
        } else {
            verdict = null;
            isHeadingWrong = true;
            verdict = verdict(line.strip());
            isHeadingWrong = false;
        }
    }

    private void clues(String line, int number) {
        List<Clue> clues =
                Arrays.stream(line.split("&", -1)).map(RuleReader::clue).toList();
        if (clues.stream().allMatch(Clue.Without.class::isInstance)) {
            throw new IllegalArgumentException("a line must have a clue without 'not', but it has none");
        }
        if (verdict != null) {
            rules.add(new Rule(verdict, clues, name + ", line " + number, isHint));
        } else if (!isHeadingWrong) {
            throw new IllegalArgumentException(
                    "a clue must stand under a class of failure, but there is none above it");
        }
    }

    private static Clue clue(String text) {
        String[] words = text.strip().split("\\s+", 2);
        if (words[0].equals("not") && words.length > 1) {
            return new Clue.Without(clue(words[1]));
        }
        if (words.length < 2) {
            throw new IllegalArgumentException("a clue must say what is looked for, but it is '" + text.strip() + "'");
        }
        List<String> things = Arrays.stream(words[1].split(";"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        return Clue.of(words[0], things);
    }

    private static Rule.Verdict verdict(String line) {
        String[] words = (line.endsWith(":") ? line.substring(0, line.length() - 1) : line).split("\\s+", -1);
        if (!line.endsWith(":") || words.length < 2 || words.length > 3) {
            throw new IllegalArgumentException(
                    "a line at the margin must be a class, its transience and perhaps a severity, as in 'rate_limit"
                            + " transient:', but it is '"
                            + line + "'");
        }
        FailureClass failureClass = FailureClass.labelled(words[0])
                .orElseThrow(() -> wrong("a class of failure", FailureClass.values(), words[0]));
        Transience transience = choose("transience", Transience.values(), words[1]);
        if (failureClass == FailureClass.CANCELLED && transience == Transience.TRANSIENT) {
            throw new IllegalArgumentException(
                    "what was cancelled must not be transient, for somebody wanted it to stop");
        }
        return words.length == 2
                ? Rule.Verdict.of(failureClass, transience)
                : new Rule.Verdict(failureClass, transience, choose("severity", Severity.values(), words[2]));
    }

    private static <E extends Enum<E>> E choose(String what, E[] among, String word) {
        return Arrays.stream(among)
                .filter(each -> label(each).equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(what, among, word));
    }

    private static IllegalArgumentException wrong(String what, Enum<?>[] among, String word) {
        return new IllegalArgumentException("%s must be one of %s, but it is '%s'"
                .formatted(
                        what,
                        String.join(
                                ", ",
                                Arrays.stream(among).map(RuleReader::label).toList()),
                        word));
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
