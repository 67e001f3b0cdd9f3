package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Api.Question;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptTest {
    private final ManualTime time = new ManualTime();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Duration took = Duration.ofSeconds(2);
    private volatile int status = 200;
    private volatile boolean isLong = true;
    private volatile CountDownLatch madeAnew = new CountDownLatch(1);

    private final Kept kept = new Kept(
            Api.of(List.of(Offer.read("study")), question -> {
                int times = asked.incrementAndGet();
                time.advance(took);
                if (times > 1) {
                    madeAnew.countDown();
                }
                return new Reply(status, "{\"n\":%d}\n".formatted(times));
            }),
            question -> question.path().getFirst().equals("study"),
            () -> isLong,
            time);

    @AfterEach
    void close() {
        kept.close();
    }

    @Test
    void saysSinceWhenAStudyIsTrue() throws Exception {
        assertThat(ask("study").json()).isEqualTo("{\"n\":1,\"as_of\":\"2026-01-01T00:00:00Z\"}\n");
    }

    @Test
    void givesAgainWhatTookLong() throws Exception {
        Reply first = ask("study");

        time.advance(Duration.ofSeconds(30));

        assertThat(ask("study")).isEqualTo(first);
        assertThat(asked).hasValue(1);
    }

    @Test
    void keepsNothingThatIsCheap() throws Exception {
        took = Kept.CHEAP.minusMillis(1);

        assertThat(ask("study").json()).contains("\"n\":1");
        assertThat(ask("study").json()).contains("\"n\":2");
    }

    @Test
    void keepsNothingOfAShortHistory() throws Exception {
        isLong = false;

        assertThat(ask("study").json()).contains("\"n\":1");
        assertThat(ask("study").json()).contains("\"n\":2");
    }

    @Test
    void keepsNothingElse() throws Exception {
        assertThat(ask("list").json()).isEqualTo("{\"n\":1}\n");
        assertThat(ask("list").json()).isEqualTo("{\"n\":2}\n");
    }

    @Test
    void keepsNoRefusal() throws Exception {
        status = 404;

        assertThat(ask("study").json()).isEqualTo("{\"n\":1}\n");
        assertThat(ask("study").json()).isEqualTo("{\"n\":2}\n");
    }

    @Test
    void tellsApartWhatIsAskedAndWhere() throws Exception {
        ask("study");

        assertThat(kept.answer(question("GET", "study", "default", Map.of("days", List.of("7"))))
                        .json())
                .contains("\"n\":2");
        assertThat(kept.answer(question("GET", "study", "other", Map.of())).json())
                .contains("\"n\":3");
    }

    @Test
    void makesItAnewBehindOnceItIsOld() throws Exception {
        Reply first = ask("study");
        time.advance(took.multipliedBy(Kept.TIMES));

        assertThat(ask("study")).isEqualTo(first);
        assertThat(madeAnew.await(10, TimeUnit.SECONDS)).isTrue();
        kept.close();

        assertThat(asked).hasValue(2);
    }

    @Test
    void waitsForANewOneRatherThanGivingWhatIsVeryOld() throws Exception {
        ask("study");
        time.advance(Duration.ofMinutes(61));

        assertThat(ask("study").json()).contains("\"n\":2");
    }

    @Test
    void forgetsAllWhenSomethingIsChanged() throws Exception {
        ask("study");

        kept.answer(question("POST", "approve", "default", Map.of()));

        assertThat(ask("study").json()).contains("\"n\":3");
    }

    @Test
    void keepsNothingThatWasBegunBeforeAChange() throws Exception {
        var begun = new CountDownLatch(1);
        var changed = new CountDownLatch(1);
        try (var slow = new Kept(
                        Api.of(List.of(), question -> {
                            if (question.method().equals("GET") && asked.incrementAndGet() == 1) {
                                begun.countDown();
                                changed.await();
                            }
                            time.advance(took);
                            return new Reply(200, "{\"n\":%d}\n".formatted(asked.get()));
                        }),
                        question -> true,
                        () -> true,
                        time);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> early = threads.submit(() -> slow.answer(question("GET", "study", "default", Map.of())));
            begun.await();
            slow.answer(question("POST", "approve", "default", Map.of()));
            Reply late = slow.answer(question("GET", "study", "default", Map.of()));
            changed.countDown();

            assertThat(late.json()).contains("\"n\":2");
            assertThat(early.get(10, TimeUnit.SECONDS).json()).contains("\"n\":2");
            assertThat(slow.answer(question("GET", "study", "default", Map.of())))
                    .isEqualTo(late);
        }
    }

    @Test
    void makesOneForAllWhoAskAtTheSameTime() throws Exception {
        int many = 8;
        var together = new CyclicBarrier(many);
        var entered = new CountDownLatch(1);
        try (var shared = new Kept(
                        Api.of(List.of(), question -> {
                            entered.await();
                            time.advance(took);
                            return new Reply(200, "{\"n\":%d}\n".formatted(asked.incrementAndGet()));
                        }),
                        question -> true,
                        () -> true,
                        time);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> all = IntStream.range(0, many)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return shared.answer(question("GET", "study", "default", Map.of()));
                    }))
                    .toList();
            entered.countDown();

            for (Future<Reply> each : all) {
                assertThat(each.get(10, TimeUnit.SECONDS).json()).contains("\"n\":1");
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void isMadeBeforeAnybodyAsks() throws Exception {
        kept.warm(question("GET", "study", "default", Map.of()));
        madeAnew = new CountDownLatch(0);
        while (asked.get() == 0) {
            Thread.onSpinWait();
        }

        assertThat(ask("study").json()).contains("\"n\":1");
    }

    private Reply ask(String what) throws InterruptedException {
        return kept.answer(question("GET", what, "default", Map.of()));
    }

    private static Question question(
            String method, String what, String workspace, Map<String, List<String>> parameters) {
        return new Question(Caller.local(new Workspace(workspace)), method, List.of(what), parameters, "");
    }
}
