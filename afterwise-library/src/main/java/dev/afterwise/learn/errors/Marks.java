package dev.afterwise.learn.errors;

import dev.afterwise.ErrorMark;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows errors again of which people have said something: by their id, or, where a template became another, by the fingerprints of
 * their failures.
 */
final class Marks {
    private Marks() {}

    static Map<Tallied, ErrorMark> of(Occurrences occurrences, Families families, Collection<ErrorMark> said) {
        Map<Tallied, ErrorMark> found = new HashMap<>();
        if (said.isEmpty()) {
            return found;
        }
        Map<String, Tallied> byId = new HashMap<>();
        Map<Tallied, Set<String>> fingerprints = new HashMap<>();
        for (Tallied each : occurrences.all()) {
            byId.put(families.key(each.family, each.step).id(), each);
            fingerprints.put(each, occurrences.fingerprints(each));
        }
        Set<ErrorMark> left = new HashSet<>(said);
        for (ErrorMark each : said) {
            Tallied same = byId.get(each.error());
            if (same != null) {
                found.put(same, each);
                left.remove(each);
            }
        }
        List<ErrorMark> inOrder =
                left.stream().sorted(Comparator.comparing(ErrorMark::error)).toList();
        for (ErrorMark each : inOrder) {
            likest(each, fingerprints)
                    .filter(error -> !found.containsKey(error))
                    .ifPresent(error -> found.put(error, each));
        }
        return found;
    }

    private static Optional<Tallied> likest(ErrorMark mark, Map<Tallied, Set<String>> fingerprints) {
        return fingerprints.entrySet().stream()
                .filter(each -> shared(mark, each.getValue()) > 0)
                .max(Comparator.<Map.Entry<Tallied, Set<String>>>comparingInt(each -> shared(mark, each.getValue()))
                        .thenComparing(each -> each.getKey().step))
                .map(Map.Entry::getKey);
    }

    private static int shared(ErrorMark mark, Set<String> fingerprints) {
        var shared = new TreeSet<>(mark.fingerprints());
        shared.retainAll(fingerprints);
        return shared.size();
    }
}
