package dev.afterwise.heal.classify;

import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a failure is, if all clues of a line are found.
 *
 * @param clues all of them must be found
 * @param place where the rule is written, for people
 * @param isHint whether it is weak evidence, which counts only if nothing better is found in the chain of causes
 */
record Rule(Verdict verdict, List<Clue> clues, String place, boolean isHint) {
    /** What a failure is taken for. */
    record Verdict(FailureClass failureClass, Transience transience, Severity severity) {
        static Verdict of(FailureClass failureClass, Transience transience) {
            Severity severity = switch (failureClass) {
                case CANCELLED -> Severity.LOW;
                default -> transience == Transience.PERMANENT ? Severity.HIGH : Severity.MEDIUM;
            };
            return new Verdict(failureClass, transience, severity);
        }

        /** What failures of a class usually are. */
        static Verdict usual(FailureClass failureClass) {
            return of(
                    failureClass,
                    switch (failureClass) {
                        case TIMEOUT, RATE_LIMIT, CONNECTION, UNAVAILABLE, CIRCUIT_OPEN -> Transience.TRANSIENT;
                        case SYNTAX, NOT_FOUND, PERMISSION, TOO_LARGE, VALIDATION -> Transience.PERMANENT;
                        case NETWORK, RESOURCE_EXHAUSTED, MODEL_ERROR, CACHE, CANCELLED, UNKNOWN -> Transience.UNKNOWN;
                    });
        }
    }

    /** Where all clues are found, in words; null if one is not. */
    @Nullable
    String because(Finding finding) {
        String because = "";
        for (Clue clue : clues) {
            String found = finding.of(clue);
            if (found == null) {
                return null;
            }
            because = because.isEmpty() || found.isEmpty() ? because + found : because + ", and " + found;
        }
        return because;
    }
}
