package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Usage;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.store.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private final SegmentBuilder builder = new SegmentBuilder();

    private void add(String agent, int second, Duration took) {
        int number = builder.size() + 1;
        builder.add(new Entry(
                number,
                new Headline(
                        ExecutionId.of("execution " + number),
                        Profile.of("email").withAgent(agent),
                        "",
                        Instant.EPOCH.plusSeconds(second),
                        new Outcome.Succeeded(took),
                        Usage.NONE,
                        new TreeMap<>()),
                null));
    }

    private List<Integer> left() {
        Columns columns = builder.build();
        BitSet left = Repeats.without(columns, Rows.of(columns, Filter.ALL));
        return left.stream().boxed().toList();
    }

    @Test
    void whatWasReportedAgainCountsOnce() {
        add("ann", 1, Duration.ofMillis(1_234));
        add("ann", 1, Duration.ofMillis(1_234));
        add("bob", 1, Duration.ofMillis(1_234));
        add("ann", 2, Duration.ofMillis(1_234));
        add("ann", 1, Duration.ofMillis(1_234));
        assertThat(left()).containsExactly(0, 2, 3);
    }

    @Test
    void whatIsTimedRoughlyMayBeAnother() {
        add("ann", 1, Duration.ofSeconds(2));
        add("ann", 1, Duration.ofSeconds(2));
        assertThat(left()).containsExactly(0, 1);
    }

    @Test
    void sumsUpWhatIsLeft() {
        add("ann", 1, Duration.ofMillis(1_234));
        add("ann", 1, Duration.ofMillis(1_234));
        add("bob", 1, Duration.ofMillis(5_001));
        Columns columns = builder.build();
        BitSet left = Repeats.without(columns, Rows.of(columns, Filter.ALL));
        assertThat(Repeats.summaries(columns, left, Dimension.AGENT))
                .extracting(each -> each.subject() + " " + each.outcomes().succeeded() + " "
                        + each.took().count())
                .containsExactly("agent=ann 1 1", "agent=bob 1 1");
    }
}
