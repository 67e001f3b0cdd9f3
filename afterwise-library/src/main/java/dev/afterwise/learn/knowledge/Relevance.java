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
import java.util.List;
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
    static final String ONLY_IF = "only if ";
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
        List<Candidate> candidates = items.stream()
                .filter(each ->
                        question.category().isEmpty() || each.scope().category().equalsIgnoreCase(question.category()))
                .map(each -> candidate(each, question.profile()))
                .filter(each -> each.relevance() > 0 && each.confidence() >= question.minConfidence())
                .filter(each ->
                        question.profile() == null || mayHold(each.item().scope(), question.profile()))
                .toList();
        return sharing(Terms.of(question.text()), candidates).stream()
                .sorted(Comparator.comparingDouble(Candidate::relevance)
                        .reversed()
                        .thenComparing(each -> each.item().id()))
                .limit(question.limit())
                .map(each -> relevant(each, question.profile()))
                .toList();
    }

    /**
     * An item and how it suits, before anybody knows whether it is among the best.
     *
     * @param carried what is believed of the share of findings that hold here; null if it is said of this task, or of all
     */
    private record Candidate(Knowledge item, @Nullable Beta carried, double confidence, double relevance) {
        Candidate times(double share) {
            return new Candidate(item, carried, confidence, share * relevance);
        }
    }

    private Candidate candidate(Knowledge item, @Nullable Profile profile) {
        Scope scope = item.scope();
        double own = item.trust().confidence(now, settings.halfLife());
        if (profile == null || scope.task().equals(profile.task())) {
            return new Candidate(item, null, own, own);
        }
        if (scope.task().isEmpty()) {
            return new Candidate(item, null, own, own * SAID_OF_ALL);
        }
        if (!settings.transfer()) {
            return new Candidate(item, null, 0, 0);
        }
        Beta held = discounts.between(scope.task(), profile.task());
        return new Candidate(item, held, own * held.mean(), own * held.mean());
    }

    private Relevant relevant(Candidate it, @Nullable Profile profile) {
        Trust.Weight belief = it.item().trust().belief(now, settings.halfLife());
        Interval own = new Beta(belief.holds(), belief.fails()).interval();
        Interval held = it.carried() == null ? CERTAIN : it.carried().interval();
        return new Relevant(
                it.item(),
                it.confidence(),
                new Interval(own.low() * held.low(), own.high() * held.high()),
                it.relevance(),
                profile == null ? "" : because(it.item().scope(), profile, it.carried()));
    }

    private String because(Scope scope, Profile profile, @Nullable Beta carried) {
        List<String> reasons = new ArrayList<>();
        if (carried != null) {
            Tally seen = discounts.seen(scope.task(), profile.task());
            reasons.add(
                    seen.tried() == 0
                            ? "said of '%s'; nobody knows how that carries over, some %.0f %% is assumed"
                                    .formatted(scope.task(), 100 * carried.mean())
                            : "said of '%s', of which %d of %d findings held here"
                                    .formatted(scope.task(), seen.worked(), seen.tried()));
        }
        List<String> open = scope.conditions().stream()
                .filter(each -> Circumstances.of(each, profile) == Circumstances.Answer.UNKNOWN)
                .toList();
        if (!open.isEmpty()) {
            reasons.add(ONLY_IF + String.join(" and ", open));
        }
        return String.join("; ", reasons);
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

    /** Those that share words with what was asked: of all its words, weighted by how rare they are, the share that an item has counts. */
    private static List<Candidate> sharing(SortedSet<String> asked, List<Candidate> candidates) {
        if (asked.isEmpty()) {
            return candidates;
        }
        List<SortedSet<String>> words =
                candidates.stream().map(each -> words(each.item())).toList();
        double all = 0;
        double[] shared = new double[words.size()];
        for (String word : asked) {
            long having = words.stream().filter(each -> each.contains(word)).count();
            double rarity = Math.log(1 + (words.size() + .5) / (having + .5));
            all += rarity;
            for (int i = 0; i < shared.length; i++) {
                shared[i] += words.get(i).contains(word) ? rarity : 0;
            }
        }
        List<Candidate> sharing = new ArrayList<>();
        for (int i = 0; i < shared.length; i++) {
            if (shared[i] > 0) {
                sharing.add(candidates.get(i).times(shared[i] / all));
            }
        }
        return sharing;
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
