package dev.afterwise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.ExecutionId;
import dev.afterwise.Status;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is said about plan runs. */
interface SignalContract extends Contract {
    ExecutionId SIGNALLED = ExecutionId.of("a plan run that is talked about");
    Instant THEN = Instant.parse("2026-01-01T00:00:00.000001Z");

    private PlanRun begun(String id, Instant at) {
        var run = new PlanRun(ExecutionId.of(id), "deploy", "", "/srv", 3, at, Status.RUNNING);
        plans().begin(run);
        return run;
    }

    private static Signal signal(Signal.Word word, String step, String because) {
        return new Signal(word, step, because, "ann o'hara 東京", THEN);
    }

    @Test
    default void whatIsSaidStaysSaidInItsOrder() {
        PlanRun run = begun("a plan run that is talked about", THEN);
        var said = List.of(
                signal(Signal.Word.ASKED, "deploy", "Is it 'good'?\nReally?"),
                signal(Signal.Word.PAUSED, "", ""),
                signal(Signal.Word.APPROVED, "deploy", "yes"),
                signal(Signal.Word.REJECTED, "deploy", "no"),
                signal(Signal.Word.CONTINUED, "", ""),
                signal(Signal.Word.PAUSED, "", ""),
                signal(Signal.Word.CANCELLED, "", "it is late"));
        for (Signal each : said) {
            assertThat(signals().tell(run.id(), each)).isTrue();
        }

        assertThat(signals().told(SIGNALLED)).isEqualTo(said);
        assertThat(signals().told(ExecutionId.of("another"))).isEmpty();
    }

    @Test
    default void nothingIsSaidAboutRunsThatAreOverOrUnknown() {
        assertThat(signals().tell(SIGNALLED, signal(Signal.Word.PAUSED, "", "")))
                .isFalse();
        PlanRun run = begun("a plan run that is talked about", THEN);
        signals().tell(run.id(), signal(Signal.Word.PAUSED, "", ""));
        plans().end(new Hold(run.id(), 1), Status.SUCCEEDED);

        assertThat(signals().tell(run.id(), signal(Signal.Word.CONTINUED, "", "")))
                .isFalse();
        assertThat(signals().told(run.id())).hasSize(1);
    }

    @Test
    default void runsThatAreNotOverAreListedNewestFirst() {
        PlanRun first = begun("first", THEN);
        PlanRun over = begun("over", THEN.plusSeconds(1));
        PlanRun last = begun("last", THEN.plusSeconds(2));
        plans().end(new Hold(over.id(), 1), Status.FAILED);

        assertThat(signals().unfinished(10)).containsExactly(last, first);
        assertThat(signals().unfinished(1)).containsExactly(last);
        assertThat(signals().unfinished(0)).isEmpty();
    }

    @Test
    default void nothingThatIsSaidAtOnceIsLost() throws Exception {
        PlanRun run = begun("a plan run that is talked about", THEN);
        var said = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 40; i++) {
            Signal signal = signal(Signal.Word.ASKED, "step " + i, "");
            said.add(() -> signals().tell(run.id(), signal));
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> each : threads.invokeAll(said)) {
                assertThat(each.get()).isTrue();
            }
        }

        assertThat(signals().told(run.id()))
                .extracting(Signal::step)
                .hasSize(40)
                .doesNotHaveDuplicates();
    }
}
