package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.LoopSettings.Adopt;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.testkit.RepeatedWork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two weeks of work that fails in ways that can be learned; {@code ./bench loop.replay} has more of them. */
class RepeatedWorkTest {
    private static final LoopSettings DAILY = new LoopSettings(Adopt.AUTO, Duration.ofDays(1), 0);

    @Test
    void successClimbsWhereWhatIsLearnedIsAdopted() throws Exception {
        try (var work = new RepeatedWork(1, DAILY)) {
            List<Tally> weeks = work.weeks(2, 40);

            assertThat(weeks.getLast().rate()).isGreaterThan(weeks.getFirst().rate());
            assertThat(work.afterwise().recommendations().list())
                    .filteredOn(each -> each.status() == Status.KEPT)
                    .extracting(each -> each.change().kind())
                    .contains("retry_up_to");
            assertThat(work.afterwise().loop().state().cycles()).isBetween(13L, 14L);
        }
    }
}
