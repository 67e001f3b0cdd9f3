package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Afterwise;
import dev.afterwise.BreakerState;
import dev.afterwise.Execution;
import dev.afterwise.FailureClass;
import dev.afterwise.Recovery;
import dev.afterwise.Settings;
import dev.afterwise.record.Escalation;
import dev.afterwise.record.Healed;
import dev.afterwise.record.Operation;
import dev.afterwise.record.Run;
import dev.afterwise.record.Scoped;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about failures besides trying the same again. */
class StrategiesTest {
    private final ManualTime time = new ManualTime();
    private final Afterwise afterwise =
            Afterwise.with(Store.inMemory(), Settings.STANDARD.with(time).with(Seeded.random()));
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void close() {
        afterwise.close();
    }

    @Test
    void fallsBackWhenTryingAgainDidNotHelp() throws Exception {
        String answer = afterwise
                .heal("search", failing(new ConnectException("Connection reset")))
                .orFallBack("mirror", () -> "from the mirror")
                .call();

        assertThat(answer).isEqualTo("from the mirror");
        assertThat(recoveries()).containsExactly("retry", "fallback");
    }

    @Test
    void aFallbackIsGuardedForItself() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> afterwise
                            .heal("search", failing(new ConnectException("Connection reset")))
                            .orFallBack("mirror", failing(new ConnectException("Connection reset")))
                            .call())
                    .isInstanceOf(Exception.class);
        }

        assertThat(afterwise.breakers()).containsKeys("search", "mirror");
        assertThat(afterwise.breakers().get("mirror")).isInstanceOf(BreakerState.Open.class);
    }

    @Test
    void fallsBackAtOnceWhenABreakerIsOpen() throws Exception {
        open("search");
        calls.set(0);

        String answer = afterwise
                .heal("search", () -> "unused" + calls.incrementAndGet())
                .orFallBack("mirror", () -> "from the mirror")
                .call();

        assertThat(answer).isEqualTo("from the mirror");
        assertThat(calls).hasValue(0);
        assertThat(recoveries()).containsExactly("fallback");
    }

    @Test
    void waitsForAnOpenBreakerIfTheCallerLikes() throws Exception {
        open("search");
        int slept = time.sleeps().size();

        String answer =
                afterwise.heal("search", () -> "back").orWaitForBreaker().call();

        assertThat(answer).isEqualTo("back");
        assertThat(time.sleeps()).hasSize(slept + 1);
        assertThat(time.sleeps().getLast()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(recoveries()).containsExactly("reset_breaker");
        open("other");
        assertThatThrownBy(() -> afterwise
                        .heal("other", () -> "back")
                        .orWaitForBreaker()
                        .within(Duration.ofMillis(10))
                        .call())
                .isInstanceOf(Exception.class);
    }

    @Test
    void clearsACacheThatHoldsWhatIsWrong() throws Exception {
        var cached = new AtomicReference<>("stale");
        Operation<String, IOException> read = () -> {
            if ("stale".equals(cached.get())) {
                throw new IOException("corrupted cache entry for key 'price'");
            }
            return "fresh";
        };
        afterwise.registerCache("shop", "prices", () -> cached.set("empty"));

        assertThat(afterwise.heal("shop", read).call()).isEqualTo("fresh");
        assertThat(recoveries()).containsExactly("clear_cache");
        cached.set("stale");
        assertThat(afterwise
                        .heal("another shop", read)
                        .orClear("prices", () -> cached.set("empty"))
                        .call())
                .isEqualTo("fresh");
    }

    @Test
    void makesWhatIsTooLargeOnSmallerPartsAndMergesTheResultsInTheirOrder() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        Scoped.Part<Integer, List<Integer>, IOException> query = part -> {
            sizes.add(part.size());
            if (part.size() > 30) {
                throw new IOException("Result set has too many rows (limit 30)");
            }
            return part;
        };
        List<Integer> items = IntStream.range(0, 100).boxed().toList();

        List<Integer> rows = afterwise
                .heal("warehouse", new Scoped<>(items, query, StrategiesTest::joined))
                .call();

        assertThat(rows).isEqualTo(items);
        assertThat(sizes).containsExactly(100, 50, 25, 25, 50, 25, 25);
        assertThat(recoveries()).containsOnly("reduce_scope").hasSize(3);
    }

    @Test
    void whatIsTooLargeInTheSmallestPartFails() {
        var items = List.of(1, 2, 3);
        Scoped.Part<Integer, List<Integer>, IOException> query = part -> {
            calls.incrementAndGet();
            throw new IOException("Result set has too many rows");
        };

        assertThatThrownBy(() -> afterwise
                        .heal("warehouse", new Scoped<>(items, query, StrategiesTest::joined))
                        .call())
                .hasMessage("Result set has too many rows");
        assertThat(calls).hasValue(3);
    }

    @Test
    void simplifiesWhatIsTooComplex() throws Exception {
        String answer = afterwise
                .heal("warehouse", failing(new IOException("query is too complex")))
                .orSimplify(() -> "without ranking")
                .call();

        assertThat(answer).isEqualTo("without ranking");
        assertThat(recoveries()).containsExactly("simplify");
    }

    @Test
    void tellsAModelWhatWasWrongWithItsAnswer() throws Exception {
        List<String> prompts = new ArrayList<>();
        String answer = afterwise
                .heal("model", () -> {
                    prompts.add("prompt");
                    throw new IllegalArgumentException("JSON parse error: unexpected token at line 3");
                })
                .orReprompt(hint -> () -> {
                    prompts.add(hint);
                    return "{}";
                })
                .call()
                .toString();

        assertThat(answer).isEqualTo("{}");
        assertThat(prompts).containsExactly("prompt", "JSON parse error: unexpected token at line 3");
        assertThat(recoveries()).containsExactly("reprompt");
    }

    @Test
    void makesAMissingFolderInsideItsRootAndNowhereElse(@TempDir Path root) throws Exception {
        Path file = root.resolve("reports/2026/november.txt");
        Path outside = root.resolveSibling(root.getFileName() + "-outside/file.txt");
        Path link = Files.createSymbolicLink(root.resolve("link"), Files.createTempDirectory("elsewhere"));

        afterwise
                .heal("reports", () -> Files.writeString(file, "all is well"))
                .orMakeFoldersIn(root)
                .call();

        assertThat(file).hasContent("all is well");
        assertThat(recoveries()).containsExactly("create_path");
        for (Path forbidden : List.of(outside, link.resolve("new/file.txt"))) {
            assertThatThrownBy(() -> afterwise
                            .heal("reports", () -> Files.writeString(forbidden, "no"))
                            .orMakeFoldersIn(root)
                            .call())
                    .isInstanceOf(IOException.class);
            assertThat(Objects.requireNonNull(forbidden.getParent())).doesNotExist();
        }
    }

    @Test
    void doesWhatAComponentBroughtAlong() throws Exception {
        var token = new AtomicReference<>("expired");
        afterwise.registerTreatment("api", "new_token", Set.of(FailureClass.PERMISSION), failed -> token.set("fresh"));
        Operation<String, IOException> call = () -> {
            if (Objects.equals(token.get(), "expired")) {
                throw new IOException("401 Unauthorized: token expired");
            }
            return "done";
        };

        assertThat(afterwise.heal("api", call).call()).isEqualTo("done");
        assertThat(recoveries()).containsExactly("new_token");
        assertThatThrownBy(() -> afterwise.registerTreatment("api", "retry", Set.of(), failed -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(retry)");
    }

    @Test
    void aTreatmentThatFailsIsToldAndTheCallFailsAsItWould() {
        afterwise.registerTreatment("api", "new_token", Set.of(), failed -> {
            throw new IOException("no token either");
        });
        var thrown = new IOException("401 Unauthorized");

        assertThatThrownBy(() -> afterwise.heal("api", failing(thrown)).call())
                .isSameAs(thrown)
                .hasSuppressedException(new IOException("no token either"));
    }

    @Test
    void skipsWhatIsNotNeeded() throws Exception {
        List<String> related = afterwise
                .heal("related articles", StrategiesTest::unavailable)
                .orSkip(List::of)
                .call();

        assertThat(related).isEmpty();
        assertThat(recoveries()).containsExactly("retry", "retry", "skip");
    }

    @Test
    void tellsAPersonWhatOnlyAPersonCanHelpWith() {
        var told = new AtomicReference<Escalation>();
        var thrown = new AccessDeniedException("/etc/shadow");

        assertThatThrownBy(() -> afterwise
                        .heal("files", failing(thrown))
                        .orFallBack("mirror", () -> "unused")
                        .orEscalate(told::set)
                        .call())
                .isSameAs(thrown);
        assertThat(recoveries()).containsExactly("escalate");
        Escalation escalation = Objects.requireNonNull(told.get());
        assertThat(escalation.component()).isEqualTo("files");
        assertThat(escalation.execution()).isEqualTo(last().id());
        assertThat(escalation.failure().failureClass()).isEqualTo(FailureClass.PERMISSION);
    }

    @Test
    void whatMustNotBeDoneTwiceIsNotDoneAgainWhenNobodyKnowsWhetherItWas() throws Exception {
        assertThatThrownBy(() -> afterwise
                        .heal("payments", failing(new SocketTimeoutException("Read timed out")))
                        .notRepeatable()
                        .orFallBack("other bank", () -> "paid")
                        .call())
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(calls).hasValue(1);
        assertThat(recoveries()).containsExactly("give_up");

        assertThatThrownBy(() -> afterwise
                        .heal("payments", failing(new ConnectException("Connection refused")))
                        .notRepeatable()
                        .call())
                .isInstanceOf(ConnectException.class);
        assertThat(calls).hasValue(1 + 3);
    }

    @Test
    void anExecutionHasSoManyRecoveriesAndNoMore() {
        afterwise.run("batch", run -> {
            for (int i = 0; i < 4; i++) {
                ignore(run, "component " + i, new SocketTimeoutException("Read timed out"));
            }
            assertThat(calls).hasValue(4 + 3);
            for (int i = 0; i < 4; i++) {
                ignore(run, "component " + i, new ConnectException("Connection refused"));
            }
            assertThat(calls).hasValue(8 + 5);
            return null;
        });
    }

    @Test
    void waitsAsLongAsTheOtherSideAsks() throws Exception {
        var thrown = new IOException("429 Too Many Requests. Please try again in 20s");
        Operation<String, IOException> once = () -> {
            if (calls.incrementAndGet() == 1) {
                throw thrown;
            }
            return "done";
        };

        assertThat(afterwise.heal("api", once).call()).isEqualTo("done");
        assertThat(time.sleeps().getFirst()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
        calls.set(0);
        afterwise
                .heal("api", once)
                .waitingAsAsked(any -> Duration.ofSeconds(50))
                .call();
        assertThat(time.sleeps().getLast()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(51));
    }

    @Test
    void healsOnAThreadOfItsOwnInTheSameStep() throws Exception {
        afterwise.run(
                "support",
                run -> run.phase(
                        "answer",
                        () -> run.heal("search", failingOnce()).callAsync().get()));

        Execution execution = last();
        assertThat(execution.steps())
                .filteredOn(step -> step.action().name().equals("search"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.parent())
                            .isEqualTo(execution.steps().stream()
                                    .filter(other -> other.action().name().equals("answer"))
                                    .findFirst()
                                    .orElseThrow()
                                    .id());
                    assertThat(step.attempts()).hasSize(2);
                });
    }

    @Test
    void aFutureThatFailsHoldsWhatTheLastAttemptThrew() {
        var thrown = new ConnectException("Connection refused");

        assertThatThrownBy(() ->
                        afterwise.heal("search", failing(thrown)).callAsync().join())
                .isInstanceOf(CompletionException.class)
                .hasCause(thrown);
    }

    @Test
    void cancellingTheFutureStopsTheAttempt() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        CompletableFuture<Object> future = afterwise
                .heal("search", () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return new Object();
                })
                .callAsync();
        begun.await();
        future.cancel(true);

        interrupted.await();
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void waitsForAStageAndHealsWhatMadeItFail() throws Exception {
        var failed = new AtomicBoolean();
        Operation<String, Exception> stage = Operation.await(() -> failed.compareAndSet(false, true)
                ? CompletableFuture.failedFuture(new ConnectException("Connection reset"))
                : CompletableFuture.completedFuture("done"));

        assertThat(afterwise.heal("search", stage).call()).isEqualTo("done");
        assertThat(recoveries()).containsExactly("retry");
    }

    @Test
    void aCallIsAValueThatCanBeMadeAgain() throws Exception {
        Healed<String, IOException> call =
                afterwise.heal("search", failingOnce()).orSkip(() -> "skipped");

        assertThat(call.call()).isEqualTo("done");
        assertThat(call.call()).isEqualTo("done");
        assertThat(calls).hasValue(3);
    }

    private static List<String> unavailable() throws IOException {
        throw new IOException("503 Service Unavailable");
    }

    private static List<Integer> joined(List<Integer> some, List<Integer> more) {
        List<Integer> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private void ignore(Run run, String component, IOException thrown) {
        try {
            run.heal(component, failing(thrown)).call();
        } catch (IOException expected) {
            assertThat(expected).isSameAs(thrown);
        }
    }

    private void open(String component) {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> afterwise
                            .heal(component, failing(new ConnectException("Connection refused")))
                            .attempts(1)
                            .call())
                    .isInstanceOf(Exception.class);
        }
        time.advance(Duration.ofMillis(1));
    }

    private <X extends Exception> Operation<String, X> failing(X thrown) {
        return () -> {
            calls.incrementAndGet();
            throw thrown;
        };
    }

    private Operation<String, IOException> failingOnce() {
        return () -> {
            if (calls.incrementAndGet() == 1) {
                throw new ConnectException("Connection reset");
            }
            return "done";
        };
    }

    private Execution last() {
        afterwise.flush();
        return afterwise
                .history()
                .execution(afterwise
                        .history()
                        .find(Query.newest(1))
                        .items()
                        .getFirst()
                        .id())
                .orElseThrow();
    }

    /** The strategies of the last execution, in the order in which they were tried. */
    private List<String> recoveries() {
        return last().steps().stream()
                .flatMap(step -> step.attempts().stream())
                .map(attempt -> attempt.then())
                .filter(Objects::nonNull)
                .map(Recovery::strategy)
                .toList();
    }
}
