package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Parent;
import dev.afterwise.Settings;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which run and which step work belongs to that other threads do. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CarriedWorkTest {
    private static final int MANY = 200;

    private final Afterwise afterwise = Afterwise.with(Store.inMemory(), Settings.STANDARD);
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService pool = Executors.newFixedThreadPool(3);

    @AfterEach
    void close() {
        virtual.close();
        pool.close();
        afterwise.close();
    }

    @Test
    void aThreadIsInARunOnlyWhileItDoesItsWork() throws Exception {
        assertThat(Run.current()).isNull();
        afterwise.run("outer", outer -> {
            assertThat(Run.current()).isSameAs(outer);
            outer.phase("a", () -> assertThat(Run.current()).isSameAs(outer));
            afterwise.run("inner", inner -> assertThat(Run.current()).isSameAs(inner));
            assertThat(Run.current()).isSameAs(outer);
            assertThat(virtual.submit(Run::current).get()).isNull();
            return null;
        });
        assertThat(Run.current()).isNull();
    }

    @Test
    void workThatFailsLeavesTheThreadWhereItWas() {
        assertThatThrownBy(() -> afterwise.run("failing", run -> {
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);
        assertThat(Run.current()).isNull();
    }

    @Test
    void stepsOnVirtualThreadsNestInTheStepThatStartedThem() throws Exception {
        ExecutionId id = afterwise.run("fan-out", run -> {
            run.phase("parallel", () -> {
                var started = new CountDownLatch(MANY);
                var done = new ArrayList<Future<Run>>();
                for (int i = 0; i < MANY; i++) {
                    done.add(virtual.submit(run.carry(() -> {
                        started.countDown();
                        return run.tool("fetch", () -> {
                            started.await(); // all at once
                            return run.model("m", () -> run.usage(Usage.tokens(1, 0)));
                        });
                    })));
                }
                for (Future<Run> each : done) {
                    each.get();
                }
                return null;
            });
            return run.id();
        });

        Execution execution = recorded(id);
        Step parallel = named(execution, "parallel").getFirst();
        List<Step> fetched = named(execution, "fetch");
        assertThat(fetched).hasSize(MANY).allMatch(step -> parallel.id().equals(step.parent()));
        assertThat(named(execution, "m"))
                .hasSize(MANY)
                .extracting(Step::parent)
                .containsExactlyInAnyOrderElementsOf(
                        fetched.stream().map(Step::id).toList());
        assertThat(execution.headline().usage()).isEqualTo(Usage.tokens(MANY, 0));
    }

    @Test
    void whatACarriedThreadSpendsBelongsToTheStepWhileThatLastsAndThenToTheExecution() throws Exception {
        var over = new CountDownLatch(1);
        ExecutionId id = afterwise.run("spend", run -> {
            Future<?> late = run.phase("a", () -> {
                virtual.submit(run.carry(() -> {
                            run.usage(Usage.tokens(5, 0));
                        }))
                        .get();
                return virtual.submit(run.carry((Callable<Run>) () -> {
                    over.await();
                    return run.usage(Usage.tokens(7, 0));
                }));
            });
            over.countDown();
            late.get();
            return run.id();
        });

        Execution execution = recorded(id);
        assertThat(execution.steps().getFirst().attempts().getFirst().usage()).isEqualTo(Usage.tokens(5, 0));
        assertThat(execution.headline().usage()).isEqualTo(Usage.tokens(12, 0));
    }

    @Test
    void theStagesOfAFutureStayInTheRun() throws Exception {
        ExecutionId id = afterwise.run(
                "future",
                run -> run.phase("chain", () -> {
                    var carried = run.carry(pool);
                    CompletableFuture.supplyAsync(() -> run.tool("first", () -> 1), carried)
                            .thenApplyAsync(n -> run.tool("second", () -> n + 1), carried)
                            .thenCombineAsync(
                                    CompletableFuture.supplyAsync(
                                            run.carrySupplier(() -> run.tool("third", () -> 3)), pool),
                                    (two, three) -> run.tool("fourth", () -> two + three),
                                    carried)
                            .get();
                    return run.id();
                }));

        Execution execution = recorded(id);
        Step chain = named(execution, "chain").getFirst();
        assertThat(execution.steps())
                .hasSize(5)
                .filteredOn(step -> !step.equals(chain))
                .allMatch(step -> chain.id().equals(step.parent()));
    }

    @Test
    void anExecutorCarriesFromTheStepThatHandsOverNotOnlyFromWhereItWasWrapped() throws Exception {
        ExecutionId id = afterwise.run("future", run -> {
            var carried = run.carry(pool);
            return run.phase(
                    "inside",
                    () -> CompletableFuture.supplyAsync(() -> run.tool("work", run::id), carried)
                            .get());
        });

        Execution execution = recorded(id);
        assertThat(named(execution, "work").getFirst().parent())
                .isEqualTo(named(execution, "inside").getFirst().id());
    }

    @Test
    void carriedWorkLeavesAPooledThreadAsItWas() throws Exception {
        afterwise.run("pool", run -> {
            for (int i = 0; i < 10; i++) {
                Run inside =
                        pool.submit(run.carry((Callable<Run>) Run::current)).get();
                assertThat(inside).isSameAs(run);
                assertThatThrownBy(() -> pool.submit(run.carry((Callable<Void>) () -> {
                                    throw new IOException("no");
                                }))
                                .get())
                        .hasCauseInstanceOf(IOException.class);
                assertThat(pool.submit(Run::current).get()).isNull();
            }
            return null;
        });
    }

    @Test
    void carriedWorkMayBeDoneByTheSameThreadAndAfterTheEnd() {
        var later = new Runnable[1];
        ExecutionId id = afterwise.run(
                "later",
                run -> run.phase("a", () -> {
                    later[0] = run.carry(() -> {
                        run.phase("b", () -> null);
                    });
                    return run.id();
                }));
        later[0].run();

        Execution execution = recorded(id);
        assertThat(named(execution, "b").getFirst().parent())
                .isEqualTo(named(execution, "a").getFirst().id());
        assertThat(Run.current()).isNull();
    }

    @Test
    void whoActsOnBehalfOfAStepIsTold() throws Exception {
        afterwise.run("tell", run -> {
            assertThat(run.asParent()).isEqualTo(new Parent(run.id(), null));
            run.phase("a", () -> {
                assertThat(run.asParent()).isEqualTo(new Parent(run.id(), StepId.of(1)));
                var elsewhere = virtual.submit(run.carry((Callable<Parent>) run::asParent))
                        .get();
                assertThat(elsewhere).isEqualTo(run.asParent());
                return virtual.submit(run::asParent).get();
            });
            return null;
        });
    }

    private Execution recorded(ExecutionId id) {
        afterwise.flush();
        return afterwise.history().execution(id).orElseThrow();
    }

    private static List<Step> named(Execution execution, String name) {
        return execution.steps().stream()
                .filter(step -> step.action().name().equals(name))
                .toList();
    }
}
