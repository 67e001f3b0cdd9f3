package dev.afterwise.learn.knowledge;

import dev.afterwise.Dimension;
import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.KnowledgeSettings;
import dev.afterwise.Profile;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import dev.afterwise.Trust;
import dev.afterwise.learn.stats.Beta;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.store.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the things known bear on a question, and how much.
 *
 * <p>The relevance of an item is its confidence, multiplied by the discount of the way from its task to the one asked about, and by the
 * share of the question's words that it has, rare words counting more. What is known not to hold is left out: of another agent, under
 * a condition that this work does not meet. What a profile says nothing about excludes nothing, and is said.
 */
public final class Relevance {
    private static final double SAID_OF_ALL = .9;
    private static final Interval CERTAIN = new Interval(1, 1);

    private final List<Knowledge> items;
    private final Discounts discounts;
    private final KnowledgeSettings settings;
    private final Instant now;

    /** @param transfers what is known of how findings carry over */
    public Relevance(List<Knowledge> items, List<Transfer> transfers, KnowledgeSettings settings, Instant now) {
        this.items = items.stream().filter(Knowledge::isFree).toList();
        this.discounts = Discounts.of(transfers);
        this.settings = settings;
        this.now = now;
    }

    /** What bears on it, the most relevant first. */
    public List<Relevant> of(Question question) {
        SortedSet<String> asked = Terms.of(question.text());
        Map<String, Double> rarity = rarity(asked);
        return items.stream()
                .filter(each ->
                        question.category().isEmpty() || each.scope().category().equalsIgnoreCase(question.category()))
                .flatMap(each -> relevant(each, question, shared(each, asked, rarity)).stream())
                .sorted(Comparator.comparingDouble(Relevant::relevance)
                        .reversed()
                        .thenComparing(each -> each.item().id()))
                .limit(question.limit())
                .toList();
    }

    private Optional<Relevant> relevant(Knowledge item, Question question, double words) {
        if (words == 0 || (question.profile() != null && !mayHold(item.scope(), question.profile()))) {
            return Optional.empty();
        }
        Carried carried = carried(item.scope(), question.profile());
        Trust.Weight belief = item.trust().belief(now, settings.halfLife());
        double confidence = carried.rate() * item.trust().confidence(now, settings.halfLife());
        if (carried.rate() == 0 || confidence < question.minConfidence()) {
            return Optional.empty();
        }
        Interval own = new Beta(belief.holds(), belief.fails()).interval();
        return Optional.of(new Relevant(
                item,
                confidence,
                new Interval(
                        own.low() * carried.interval().low(),
                        own.high() * carried.interval().high()),
                confidence * words * carried.fit(),
                because(item.scope(), question.profile(), carried)));
    }

    /** @param fit how well it suits, apart from how likely it holds */
    private record Carried(double rate, Interval interval, double fit, String because) {}

    private Carried carried(Scope scope, @Nullable Profile profile) {
        if (profile == null || scope.task().equals(profile.task())) {
            return new Carried(1, CERTAIN, 1, "");
        }
        if (scope.task().isEmpty()) {
            return new Carried(1, CERTAIN, SAID_OF_ALL, "");
        }
        if (!settings.transfer()) {
            return new Carried(0, new Interval(0, 0), 0, "");
        }
        Beta held = discounts.between(scope.task(), profile.task());
        Tally seen = discounts.seen(scope.task(), profile.task());
        String because = seen.tried() == 0
                ? "said of '%s'; nobody knows how that carries over, some %.0f %% is assumed"
                        .formatted(scope.task(), 100 * held.mean())
                : "said of '%s', of which %d of %d findings held here"
                        .formatted(scope.task(), seen.worked(), seen.tried());
        return new Carried(held.mean(), held.interval(), 1, because);
    }

    /** Whether the profile does not exclude it; the task doesn't count. */
    private static boolean mayHold(Scope scope, Profile profile) {
        return scope.subject().parts().entrySet().stream()
                        .filter(part -> part.getKey() != Dimension.TASK && part.getKey() != Dimension.STEP)
                        .allMatch(part -> {
                            String actual = Subject.value(profile, part.getKey());
                            return actual.isEmpty() || actual.equals(part.getValue());
                        })
                && scope.conditions().stream()
                        .noneMatch(each -> Circumstances.of(each, profile) == Circumstances.Answer.NO);
    }

    private static String because(Scope scope, @Nullable Profile profile, Carried carried) {
        List<String> reasons = new ArrayList<>();
        if (!carried.because().isEmpty()) {
            reasons.add(carried.because());
        }
        if (profile != null) {
            List<String> open = scope.conditions().stream()
                    .filter(each -> Circumstances.of(each, profile) == Circumstances.Answer.UNKNOWN)
                    .toList();
            if (!open.isEmpty()) {
                reasons.add("only if " + String.join(" and ", open));
            }
        }
        return String.join("; ", reasons);
    }

    /** Of all words of the question, weighted by how rare they are, the share that the item has; 1 where nothing was asked. */
    private static double shared(Knowledge item, SortedSet<String> asked, Map<String, Double> rarity) {
        if (asked.isEmpty()) {
            return 1;
        }
        SortedSet<String> words = words(item);
        double all = 0;
        double shared = 0;
        for (String each : asked) {
            double weight = rarity.getOrDefault(each, 0.0);
            all += weight;
            shared += words.contains(each) ? weight : 0;
        }
        return all == 0 ? 0 : shared / all;
    }

    private Map<String, Double> rarity(SortedSet<String> asked) {
        Map<String, Double> rarity = new HashMap<>();
        if (!asked.isEmpty()) {
            List<SortedSet<String>> all = items.stream().map(Relevance::words).toList();
            for (String word : asked) {
                long having = all.stream().filter(each -> each.contains(word)).count();
                rarity.put(word, Math.log(1 + (all.size() + .5) / (having + .5)));
            }
        }
        return rarity;
    }

    private static SortedSet<String> words(Knowledge item) {
        Scope scope = item.scope();
        return Terms.of(String.join(
                " ",
                Stream.of(
                                Stream.of(item.statement(), item.action(), scope.category()),
                                scope.subject().parts().values().stream(),
                                scope.conditions().stream())
                        .flatMap(each -> each)
                        .toList()));
    }
}
