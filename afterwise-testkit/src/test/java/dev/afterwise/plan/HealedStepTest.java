package dev.afterwise.plan;

import static dev.afterwise.plan.PlanBench.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Attempt;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.plan.OnError.Reaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HealedStepTest {
    private static final String NOT_THERE = "echo 'no such file' >&2; exit 1";
    private static final String TIRED = "echo 'service unavailable' >&2; exit 1";

    @TempDir
    private Path folder;

    private PlanBench bench;

    @BeforeEach
    void begin() {
        bench = new PlanBench(folder);
    }

    @Test
    void aMissingFolderIsMadeOnceAndTheStepTriedAgain() throws Exception {
        PlanResult result = bench.run(script("write", "echo x > out/pages/page")
                .onError(on(FailureClass.NOT_FOUND, new Reaction.CreatePath("out/pages")))
                .build());

        // A shell says "Directory nonexistent" or "No such file", whose exit code 2 alone would mean something else.
        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(folder.resolve("out/pages/page")).hasContent("x");
        assertThat(bench.execution().headline().recoveries()).containsEntry("create_path", new Tally(1, 1));
    }

    @Test
    void aFolderIsNotMadeTwice() throws Exception {
        PlanResult result = bench.run(script("write", NOT_THERE)
                .onError(on(FailureClass.NOT_FOUND, new Reaction.CreatePath("out")))
                .build());

        assertThat(result.outcome().status()).isEqualTo(Status.FAILED);
        assertThat(attempts()).hasSize(2);
        assertThat(folder.resolve("out")).isDirectory();
    }

    @Test
    void noFolderIsMadeWhereALinkLeadsOut() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link"), outside);
        bench = new PlanBench(inside);

        PlanResult result = bench.run(script("write", NOT_THERE)
                .onError(on(FailureClass.NOT_FOUND, new Reaction.CreatePath("link/new")))
                .build());

        assertThat(result.outcome().status()).isEqualTo(Status.FAILED);
        assertThat(outside).isEmptyDirectory();
        assertThat(((Outcome.Failed) attempts().getLast().outcome()).failure().message())
                .contains("must be inside the plan's, but a link leads out of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/x", "..", "../x", "a/../../x", ".", "", "a/.."})
    void aPathThatIsNotInsideIsTold(String path) {
        assertThat(Folders.isInside(path)).isFalse();
    }

    @Test
    void aFallbackIsTakenWhenNothingElseIsLeftToTry() throws Exception {
        PlanResult result = bench.run(script("fetch", "echo a >> log; " + TIRED)
                .retry(new Retries(2, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .fallback(new Body.Script("echo b >> log"))
                .build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("a", "a", "a", "b");
        assertThat(attempts()).extracting(Attempt::agent).containsExactly(null, null, null, "fallback");
        assertThat(bench.execution().headline().recoveries())
                .containsEntry("fallback", new Tally(1, 1))
                .containsEntry("retry", new Tally(2, 0));
    }

    @Test
    void theFallbackHasRetriesOfItsOwn() throws Exception {
        bench.run(script("fetch", "echo a >> log; " + TIRED)
                .retry(new Retries(1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .fallback(new Body.Script("echo b >> log; " + TIRED))
                .build());

        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("a", "a", "b", "b");
        assertThat(attempts().getLast().then()).isInstanceOf(Recovery.GiveUp.class);
    }

    @Test
    void aRuleCanNameTheAgentToFallBackTo() throws Exception {
        PlanResult result = bench.run(PlanStep.builder("solve")
                .among(List.of(
                        new Alternative("bad", new Body.Script(TIRED)),
                        new Alternative("good", new Body.Script("true"))))
                .onError(on(FailureClass.UNAVAILABLE, new Reaction.FallBack("good")))
                .build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(attempts().getLast().agent()).isEqualTo("good");
    }

    @Test
    void twoThatFallBackToEachOtherDoNotGoOnForEver() throws Exception {
        PlanResult result = bench.run(PlanStep.builder("solve")
                .among(List.of(
                        new Alternative("one", new Body.Script(TIRED)), new Alternative("two", new Body.Script(TIRED))))
                .onError(List.of(
                        new OnError(Set.of(), new Reaction.FallBack("one")),
                        new OnError(Set.of(), new Reaction.FallBack("two"))))
                .build());

        assertThat(result.outcome().status()).isEqualTo(Status.FAILED);
        assertThat(attempts()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whatIsSkippedLetsTheRunGoOn() throws Exception {
        PlanResult result = bench.run(
                script("extra", NOT_THERE)
                        .onError(on(FailureClass.NOT_FOUND, new Reaction.Skip()))
                        .build(),
                script("after", "touch after").needs(List.of("extra")).build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(result.steps().get("extra")).isInstanceOf(StepEnd.Skipped.class);
        assertThat(folder.resolve("after")).exists();
        assertThat(attempts().getFirst().outcome().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void whoInsistsOnRetriesGetsThemForFailuresThatLookPermanent() throws Exception {
        PlanResult result =
                bench.run(script("wait", "echo x >> tries; [ $(wc -l < tries) -ge 3 ] || { " + NOT_THERE + "; }")
                        .retry(new Retries(5, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                        .onError(on(FailureClass.NOT_FOUND, new Reaction.Retry()))
                        .build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(attempts()).hasSize(3);
    }

    @Test
    void asManyRetriesAreMadeAsWereAskedForWhenNothingIsShared() throws Exception {
        bench.run(script("fetch", "echo x >> tries; " + TIRED)
                .retry(new Retries(20, Duration.ZERO, Duration.ZERO))
                .build());

        assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(21);
    }

    @Test
    void stepsThatCallTheSameComponentShareItsBreakerAndBudget() throws Exception {
        PlanResult result = bench.run(
                script("one", "echo x >> tries; " + TIRED)
                        .component("crm")
                        .retry(new Retries(20, Duration.ZERO, Duration.ZERO))
                        .critical(false)
                        .build(),
                script("two", "echo x >> tries; " + TIRED)
                        .component("crm")
                        .needs(List.of("one"))
                        .retry(new Retries(20, Duration.ZERO, Duration.ZERO))
                        .build());

        // Five in a row open a breaker; the second step isn't even begun in earnest.
        assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(5);
        assertThat(((Outcome.Failed) result.outcome()).failure().failureClass()).isEqualTo(FailureClass.CIRCUIT_OPEN);
    }

    @Test
    void aRefusedStepMayFallBack() throws Exception {
        PlanResult result = bench.run(
                script("one", TIRED)
                        .component("crm")
                        .retry(new Retries(20, Duration.ZERO, Duration.ZERO))
                        .critical(false)
                        .build(),
                script("two", "touch never")
                        .component("crm")
                        .needs(List.of("one"))
                        .onError(on(FailureClass.CIRCUIT_OPEN, new Reaction.Skip()))
                        .build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(folder.resolve("never")).doesNotExist();
    }

    private List<Attempt> attempts() {
        return bench.execution().steps().getFirst().attempts();
    }

    private static List<OnError> on(FailureClass failureClass, Reaction reaction) {
        return List.of(new OnError(Set.of(failureClass), reaction));
    }
}
