package dev.afterwise.heal.classify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Rules by which failures are classified, in the order in which they are tried: the first that matches decides. Immutable,
 * safe for use by many threads.
 *
 * <p>They are written as text. A line at the margin says what a failure is, the indented lines under it by which clues it is
 * known; each of these lines is enough, and {@code &} joins clues that must be found together:
 *
 * <pre>
 * # class   transience   severity (may be left out)
 * rate_limit transient:
 *     says too many requests; slow down
 *     status 429
 * resource_exhausted permanent high:
 *     says ledger is full &amp; status 400-499 &amp; not says try again
 * otherwise:
 * validation permanent:
 *     says invalid
 * </pre>
 *
 * <p>Clues are {@code says} (words of the type or the message; see {@link Phrase}), {@code type} (words of the type alone),
 * {@code status}, {@code exit}, {@code signal} (numbers, or a range of them), {@code sqlstate} (its beginning), {@code
 * header} (a name, or a name and its value) and {@code not} with one of these. Rules after {@code otherwise:} are hints: an
 * exception that only they know may still be explained better by its cause.
 */
public final class Rules {
    private static final String BUILT_IN_FILE = "failures.rules";

    /** None at all. */
    public static final Rules NONE = new Rules(List.of());

    private final List<Rule> firm;
    private final List<Rule> hints;
    private final PhraseIndex phrases;

    Rules(List<Rule> rules) {
        this.firm = rules.stream().filter(each -> !each.isHint()).toList();
        this.hints = rules.stream().filter(Rule::isHint).toList();
        this.phrases = PhraseIndex.of(rules);
    }

    /** What every classifier knows. */
    public static Rules builtIn() {
        return BuiltIn.RULES;
    }

    /**
     * The rules that a text holds.
     *
     * @param name what its user calls it, such as the name of a file
     * @throws RulesException with everything that is wrong with it
     */
    public static Rules parse(String name, String text) {
        return new RuleReader(name).read(text);
    }

    /** How many lines of clues there are. */
    public int size() {
        return firm.size() + hints.size();
    }

    /** Those that decide. */
    List<Rule> firm() {
        return firm;
    }

    /** Those that are asked when the others know nothing. */
    List<Rule> hints() {
        return hints;
    }

    PhraseIndex phrases() {
        return phrases;
    }

    /** Read when they are first asked for. */
    private static final class BuiltIn {
        static final Rules RULES = read();

        private static Rules read() {
            try (InputStream in = Objects.requireNonNull(Rules.class.getResourceAsStream(BUILT_IN_FILE))) {
                return parse("built-in rules", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
