package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Parent;
import dev.afterwise.StepId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Child;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Executions that were made on behalf of others. */
interface LineageContract extends Contract {
    ExecutionId PARENT = ExecutionId.of("parent");
    int ANY_NUMBER = 1_000;

    @Test
    default void findsChildrenOldestFirstWithTheirStep() {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        var step = StepId.of(7);
        var late = anExecution().startedAt(at.plusSeconds(2)).onBehalfOf(new Parent(PARENT, step));
        var early = anExecution().startedAt(at).onBehalfOf(new Parent(PARENT, null));
        var other = anExecution().startedAt(at).onBehalfOf(new Parent(ExecutionId.of("another"), step));
        append(anExecution().withId(PARENT), late, other, anExecution(), early);

        assertThat(history().children(PARENT, ANY_NUMBER))
                .containsExactly(new Child(null, early.headline()), new Child(step, late.headline()));
        assertThat(history().children(PARENT, 1)).containsExactly(new Child(null, early.headline()));
        assertThat(history().children(late.execution().id(), ANY_NUMBER)).isEmpty();
    }

    @Test
    default void aParentNeedNotBeHere() {
        var child = anExecution().onBehalfOf(new Parent(PARENT, null));
        append(child);

        assertThat(history().execution(PARENT)).isEmpty();
        assertThat(history().children(PARENT, ANY_NUMBER))
                .extracting(Child::headline)
                .containsExactly(child.headline());
        assertThat(history().execution(child.execution().id())).contains(child.execution());
    }

    @Test
    default void childrenOfOneWorkspaceAreNotThoseOfAnother() {
        var child = anExecution().onBehalfOf(new Parent(PARENT, null));
        store().workspace(new Workspace("here")).history().append(child.facts());

        assertThat(store().workspace(new Workspace("there")).history().children(PARENT, ANY_NUMBER))
                .isEmpty();
    }

    @Test
    default void childrenAreThoseWhoseBelievedFactsSaySoInWhateverOrderTheyCame() {
        Seeded.check(60, (random, size) -> RandomFacts.ofMany(random, 4, 1 + size % 12), facts -> {
            var history = fresh().history();
            facts.forEach(fact -> history.append(List.of(fact)));
            List<Execution> all = executions(facts);
            for (ExecutionId parent :
                    Stream.of("alpha", "beta", "gamma").map(ExecutionId::of).toList()) {
                assertThat(history.children(parent, ANY_NUMBER)).isEqualTo(children(all, parent));
            }
        });
    }

    private static List<Execution> executions(List<Fact> facts) {
        return facts.stream().collect(Collectors.groupingBy(Fact::execution)).values().stream()
                .map(Execution::of)
                .toList();
    }

    private static List<Child> children(List<Execution> all, ExecutionId parent) {
        var children = new ArrayList<Child>();
        for (Execution each : all) {
            Parent known = each.about().parent();
            if (known != null && known.execution().equals(parent)) {
                children.add(new Child(known.step(), each.headline()));
            }
        }
        children.sort(Comparator.comparing(
                Child::headline, Comparator.comparing(Headline::startedAt).thenComparing(Headline::id)));
        return children;
    }
}
