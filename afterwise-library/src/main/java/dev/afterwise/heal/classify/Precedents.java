package dev.afterwise.heal.classify;

import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often failures with a fingerprint were of which class, by the word of whoever knew: a person, another system, or rules
 * that somebody wrote since. Merging is associative and commutative, so counts of several places can be added. Immutable.
 *
 * @param counts numbers of failures, 1 or more
 */
public record Precedents(Map<Fingerprint, Map<FailureClass, Long>> counts) {
    public static final Precedents NONE = new Precedents(Map.of());

    /** Fewer prove nothing. */
    private static final long FEWEST = 3;

    private static final double SHARE = 0.8;

    public Precedents {
        var copy = new HashMap<Fingerprint, Map<FailureClass, Long>>();
        counts.forEach((fingerprint, classes) -> {
            var known = new EnumMap<FailureClass, Long>(FailureClass.class);
            classes.forEach((failureClass, count) -> {
                if (count < 1) {
                    throw new IllegalArgumentException(
                            "The count (%d) of a precedent must be 1 or more, but it is not.".formatted(count));
                }
                // That nobody could tell is no precedent.
                if (failureClass != FailureClass.UNKNOWN) {
                    known.put(failureClass, count);
                }
            });
            if (!known.isEmpty()) {
                copy.put(fingerprint, Collections.unmodifiableMap(known));
            }
        });
        counts = Collections.unmodifiableMap(copy);
    }

    /** What most failures with a fingerprint were: {@code seen} of {@code all}. */
    public record Precedent(FailureClass failureClass, long seen, long all) {
        /** One line that says so. */
        public String because() {
            return "no rule matches, but %,d of %,d failures with the same fingerprint were %s"
                    .formatted(seen, all, failureClass.label());
        }
    }

    public Precedents plus(Fingerprint fingerprint, FailureClass failureClass, long count) {
        return merge(new Precedents(Map.of(fingerprint, Map.of(failureClass, count))));
    }

    public Precedents merge(Precedents other) {
        var all = new HashMap<Fingerprint, Map<FailureClass, Long>>(counts);
        other.counts.forEach((fingerprint, more) -> all.merge(fingerprint, more, Precedents::sum));
        return new Precedents(all);
    }

    private static Map<FailureClass, Long> sum(Map<FailureClass, Long> some, Map<FailureClass, Long> more) {
        var sum = new EnumMap<FailureClass, Long>(some);
        more.forEach((failureClass, count) -> sum.merge(failureClass, count, Math::addExact));
        return sum;
    }

    /** The class of at least three failures with this fingerprint, and of at least four in five of them; else nothing. */
    public Optional<Precedent> of(Fingerprint fingerprint) {
        Map<FailureClass, Long> classes = counts.getOrDefault(fingerprint, Map.of());
        long all = classes.values().stream().mapToLong(Long::longValue).sum();
        return classes.entrySet().stream()
                .filter(each -> each.getValue() >= FEWEST && each.getValue() >= SHARE * (double) all)
                .map(each -> new Precedent(each.getKey(), each.getValue(), all))
                .findFirst();
    }
}
