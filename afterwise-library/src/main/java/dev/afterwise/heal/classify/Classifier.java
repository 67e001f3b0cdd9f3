package dev.afterwise.heal.classify;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Transience;
import dev.afterwise.heal.Remedy;
import dev.afterwise.heal.classify.Rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what a failure is: by rules, first those of the user, then the built-in ones; where no rule says anything, by what
 * failures with the same fingerprint were before. Never throws, reads no more than a bounded part of a message, and makes
 * no difference between locales. Safe for use by many threads.
 *
 * <p>Of an exception and its causes, the outermost that a rule knows decides; rules that only hint ({@link Rules}) are asked
 * when the others know none of them.
 */
public final class Classifier {
    private static final int MAX_CAUSES = 8;
    private static final int MAX_TYPE_CHARS = 1_000;
    private static final Verdict NOTHING = Verdict.of(FailureClass.UNKNOWN, Transience.UNKNOWN);

    private final Rules first;
    private final Supplier<Precedents> precedents;

    /** What a verdict rests on. */
    public enum Ground {
        /** A rule. */
        RULE,
        /** What failures with the same fingerprint were. */
        PRECEDENT,
        /** Nothing: the class is {@code unknown}. */
        NOTHING
    }

    /**
     * A classified failure.
     *
     * @param because what decided, for people; it may quote the failure
     */
    public record Classified(Failure failure, Ground ground, String because) {
        /** What may help, best first, by the opinion of experts. */
        public List<Remedy> remedies() {
            return Remedy.against(failure.failureClass(), failure.transience());
        }
    }

    private record Decision(Verdict verdict, String because) {}

    /** Knows the built-in rules. */
    public Classifier() {
        this(Rules.NONE, Precedents.NONE);
    }

    /**
     * Knows the built-in rules, too.
     *
     * @param first tried before the built-in rules
     * @param precedents what to go by where no rule says anything
     */
    public Classifier(Rules first, Precedents precedents) {
        this(first, () -> precedents);
    }

    /**
     * Knows the built-in rules, too.
     *
     * @param first tried before the built-in rules
     * @param precedents what to go by where no rule says anything; asked each time, so it must be quick and safe for use by many
     *     threads
     */
    public Classifier(Rules first, Supplier<Precedents> precedents) {
        this.first = first;
        this.precedents = precedents;
    }

    /** The built-in rules are read when the first failure is classified: most commands end without any. */
    private List<Rules> books() {
        return first.size() == 0 ? List.of(Rules.builtIn()) : List.of(first, Rules.builtIn());
    }

    public Classified classify(Symptom symptom) {
        return classified(symptom.type(), symptom.message(), List.of(symptom));
    }

    /** Classifies what another system said. */
    public Failure classify(String type, String message) {
        return classify(Symptom.said(type, message)).failure();
    }

    /** Classifies an exception by type, message and SQL state, its own and those of its causes. */
    public Failure classify(Throwable thrown) {
        return diagnose(thrown).failure();
    }

    /** The same, with what decided. */
    public Classified diagnose(Throwable thrown) {
        var chain = new ArrayList<Symptom>();
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            chain.addAll(Thrown.symptoms(cause));
            cause = Thrown.cause(cause);
        }
        return classified(thrown.getClass().getName(), Thrown.message(thrown), chain);
    }

    private Classified classified(String wholeType, String message, List<Symptom> chain) {
        String type = wholeType.length() > MAX_TYPE_CHARS ? wholeType.substring(0, MAX_TYPE_CHARS) : wholeType;
        Decision decision = decide(chain);
        if (decision == null) {
            return precedents
                    .get()
                    .of(Fingerprint.of(type, message))
                    .map(it ->
                            classified(type, message, Ground.PRECEDENT, Verdict.usual(it.failureClass()), it.because()))
                    .orElseGet(() -> classified(type, message, Ground.NOTHING, NOTHING, "no rule matches"));
        }
        return classified(type, message, Ground.RULE, decision.verdict, decision.because);
    }

    private static Classified classified(String type, String message, Ground ground, Verdict is, String because) {
        return new Classified(
                Failure.of(is.failureClass(), is.severity(), is.transience(), type, message), ground, because);
    }

    private @Nullable Decision decide(List<Symptom> chain) {
        List<Wording> wordings = chain.stream()
                .map(each -> Wording.of(each.type(), each.message()))
                .toList();
        for (Rules book : books()) {
            var findings = new ArrayList<Finding>();
            for (int i = 0; i < chain.size(); i++) {
                findings.add(Finding.of(chain.get(i), wordings.get(i), book));
            }
            Decision decision = decide(book.firm(), findings);
            decision = decision == null ? decide(book.hints(), findings) : decision;
            if (decision != null) {
                return decision;
            }
        }
        return null;
    }

    private static @Nullable Decision decide(List<Rule> rules, List<Finding> findings) {
        for (Finding finding : findings) {
            for (Rule rule : rules) {
                String because = rule.because(finding);
                if (because != null) {
                    return new Decision(rule.verdict(), because + " (" + rule.place() + ")");
                }
            }
        }
        return null;
    }
}
