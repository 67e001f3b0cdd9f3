package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.Classifier;
import dev.afterwise.heal.Symptom;
import dev.afterwise.time.Timekeeper;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Carries out commands as processes: with nothing on their standard input, and the last part of what they print kept.
 *
 * <p>A process that takes longer than it may is asked to end, with all of its descendants, and half a second later made to.
 */
final class Processes implements Performer {
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final int MAX_RESULT_CHARS = 4_000;
    private static final int MESSAGE_LINES = 10;

    /** Exit codes from here on are 128 + the signal that ended a process. */
    private static final int FIRST_SIGNAL_CODE = 129;

    private static final int LAST_SIGNAL_CODE = 128 + 64;

    private final Classifier classifier;
    private final Timekeeper time;

    Processes(Classifier classifier, Timekeeper time) {
        this.classifier = classifier;
        this.time = time;
    }

    @Override
    public Performed perform(Body body, Surroundings surroundings) throws InterruptedException {
        return switch (body) {
            case Body.Command command -> perform(command, surroundings);
        };
    }

    private Performed perform(Body.Command command, Surroundings surroundings) throws InterruptedException {
        long start = time.nanos();
        Process process;
        try {
            process = start(command, surroundings);
        } catch (IOException | RuntimeException e) {
            return failed(time.since(start), notStarted(command, surroundings, e));
        }
        try (var output = new Tail(process.getInputStream());
                var errors = new Tail(process.getErrorStream())) {
            boolean ended = process.waitFor(surroundings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            Duration took = time.since(start);
            if (!ended) {
                stop(process);
                return failed(took, timedOut(surroundings.timeout(), errors.text()));
            }
            return ended(process.exitValue(), took, output.text(), errors.text());
        } finally {
            stop(process);
        }
    }

    private static Process start(Body.Command command, Surroundings surroundings) throws IOException {
        var builder = new ProcessBuilder(command.arguments())
                .directory(surroundings.folder().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(surroundings.env());
        return builder.start();
    }

    private Performed ended(int code, Duration took, String output, String errors) {
        Payload result = Payload.text(output, MAX_RESULT_CHARS);
        if (code == 0) {
            return new Performed(new Outcome.Succeeded(took), result);
        }
        String message = lastLines(errors.isBlank() ? output : errors);
        Symptom symptom = code >= FIRST_SIGNAL_CODE && code <= LAST_SIGNAL_CODE
                ? Symptom.killed(code - FIRST_SIGNAL_CODE + 1, message)
                : Symptom.exited(code, message);
        Failure failure = classifier.classify(symptom).failure();
        // Ctrl-C reaches all processes of a terminal, and the command may be gone before we are told.
        return failure.failureClass() == FailureClass.CANCELLED
                ? new Performed(new Outcome.Cancelled(took, failure.type()), result)
                : new Performed(new Outcome.Failed(took, failure), result);
    }

    private static Performed failed(Duration took, Failure failure) {
        return new Performed(new Outcome.Failed(took, failure), Payload.NONE);
    }

    private static Failure notStarted(Body.Command command, Surroundings surroundings, Exception e) {
        String program = command.arguments().getFirst();
        boolean folder = Files.isDirectory(surroundings.folder());
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return folder
                ? Failure.of(
                        reason.contains("error=13") ? FailureClass.PERMISSION : FailureClass.NOT_FOUND,
                        Severity.HIGH,
                        Transience.PERMANENT,
                        "not started",
                        "The program (%s) can't be started: %s".formatted(program, reason))
                : Failure.of(
                        FailureClass.NOT_FOUND,
                        Severity.HIGH,
                        Transience.PERMANENT,
                        "not started",
                        "The folder (%s) to run in is not there.".formatted(surroundings.folder()));
    }

    private static Failure timedOut(Duration limit, String errors) {
        String said = lastLines(errors);
        return Failure.of(
                FailureClass.TIMEOUT,
                Severity.MEDIUM,
                Transience.TRANSIENT,
                "timeout",
                "It took longer than %s s.".formatted(seconds(limit)) + (said.isBlank() ? "" : "\n" + said));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** Ends what is left of a process and of those that it began: asks first, and makes those end that did not. */
    private static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        if (family.size() == 1 && !process.isAlive()) {
            return;
        }
        family.forEach(ProcessHandle::destroy);
        if (!gone(family)) {
            family.forEach(ProcessHandle::destroyForcibly);
            gone(family);
        }
    }

    /** Whether all of them end within the grace that they have. */
    private static boolean gone(List<ProcessHandle> family) throws InterruptedException {
        try {
            CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException notOurs) {
            return family.stream().noneMatch(ProcessHandle::isAlive);
        }
    }

    private static String lastLines(String text) {
        List<String> lines = text.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MESSAGE_LINES), lines.size()));
    }
}
