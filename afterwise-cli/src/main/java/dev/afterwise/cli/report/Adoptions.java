package dev.afterwise.cli.report;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.learn.Realised;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Query;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was recommended, when it was adopted or taken back, and what that has brought. */
record Adoptions(List<Recommendation> recommendations, List<Audited> audit) {
    static final String APPROVE = "approve";
    private static final String REJECT = "reject";
    private static final Set<String> ADOPTING = Set.of(APPROVE, "apply");
    /** How many executions are read on either side of an adoption. */
    private static final int MOST_EXECUTIONS = 200;
    /** How many adoptions are measured, the newest. */
    private static final int MOST_MEASURED = 10;

    static Adoptions of(Ledger ledger) {
        return new Adoptions(
                ledger.list(Advised.class).stream()
                        .map(each -> each.document().recommendation())
                        .sorted(Comparator.comparing(Recommendation::status)
                                .thenComparing(each -> each.change().subject().toString())
                                .thenComparing(Recommendation::id))
                        .toList(),
                ledger.list(Audited.class).stream()
                        .map(Versioned::document)
                        .sorted(Comparator.comparing(Audited::at))
                        .toList());
    }

    List<Mark> marks(Scope scope) {
        return audit.stream()
                .filter(each ->
                        !each.at().isBefore(scope.from()) && !each.action().equals(REJECT))
                .map(each -> new Mark(each.at(), each.action(), words(each.recommendation())))
                .toList();
    }

    private String words(String id) {
        return recommendation(id).map(each -> Changes.words(each.change())).orElse(id);
    }

    private Optional<Recommendation> recommendation(String id) {
        return recommendations.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    List<Advice> advice(History history) {
        List<Advice> advice = new ArrayList<>();
        int measured = 0;
        for (Recommendation each : recommendations) {
            Optional<Audited> approved = adopted(each);
            boolean isMeasured = approved.isPresent() && each.measurement() == null && measured++ < MOST_MEASURED;
            advice.add(new Advice(
                    each,
                    approved.map(Audited::at),
                    isMeasured ? approved.map(it -> realised(history, each, it.at())) : Optional.empty()));
        }
        return List.copyOf(advice);
    }

    private Optional<Audited> adopted(Recommendation recommendation) {
        return audit.reversed().stream()
                .filter(each -> each.recommendation().equals(recommendation.id()) && ADOPTING.contains(each.action()))
                .findFirst();
    }

    /** Compares the time under the change, until the next of its kind about its subject, with the time before, since the last. */
    private Realised realised(History history, Recommendation recommendation, Instant approved) {
        Change change = recommendation.change();
        List<Instant> turns = audit.stream()
                .filter(each -> recommendation(each.recommendation())
                        .map(other -> other.change().subject().equals(change.subject())
                                && other.change().kind().equals(change.kind()))
                        .orElse(false))
                .map(Audited::at)
                .toList();
        Instant since = turns.stream()
                .filter(at -> at.isBefore(approved))
                .reduce((a, b) -> b)
                .orElse(null);
        Instant until =
                turns.stream().filter(at -> at.isAfter(approved)).findFirst().orElse(null);
        return Realised.of(
                change,
                recommendation.evidence().measure(),
                executions(history, change.subject(), since, approved),
                executions(history, change.subject(), approved, until));
    }

    private static List<Execution> executions(
            History history, Subject subject, @Nullable Instant from, @Nullable Instant until) {
        var whole = new Subject(subject.parts().headMap(Dimension.STEP));
        Filter filter = Filter.of(whole).with(new Window(from, until));
        return history.find(new Query(filter, null, MOST_EXECUTIONS)).items().stream()
                .flatMap(headline -> history.execution(headline.id()).stream())
                .toList();
    }
}
