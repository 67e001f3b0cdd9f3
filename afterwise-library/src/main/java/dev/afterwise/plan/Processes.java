package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Symptom;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.plan.Performer.Surroundings;
import dev.afterwise.time.Timekeeper;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands as processes: with nothing on their standard input, and the last part of what they print kept.
 *
 * <p>Each is the leader of a process group of its own, where the system can do that. One that takes longer than it may is
 * asked to end, with its whole group and all of its descendants, and half a second later made to.
 */
final class Processes {
    private static final int MAX_RESULT_CHARS = 4_000;

    /** Exit codes from here on are 128 + the signal that ended a process. */
    private static final int FIRST_SIGNAL_CODE = 129;

    private static final int LAST_SIGNAL_CODE = 128 + 64;

    private final Classifier classifier;
    private final Timekeeper time;

    Processes(Classifier classifier, Timekeeper time) {
        this.classifier = classifier;
        this.time = time;
    }

    /** The command that has the shell run a text. It ends at the first command in it that fails. */
    static List<String> script(String text) {
        return List.of("sh", "-e", "-c", text, "sh");
    }

    Performed run(List<String> arguments, Surroundings surroundings) throws InterruptedException {
        long start = time.nanos();
        try (OutputFile file = surroundings.writesOutputs() ? OutputFile.make() : null) {
            return run(arguments, surroundings, file, start);
        } catch (IOException e) {
            return failed(
                    time.since(start),
                    Failures.notStarted(
                            FailureClass.RESOURCE_EXHAUSTED,
                            "There must be a file for outputs, but it can't be made or read: " + e.getMessage()));
        }
    }

    private Performed run(List<String> arguments, Surroundings surroundings, @Nullable OutputFile file, long start)
            throws IOException, InterruptedException {
        ProcessBuilder builder = builder(arguments, surroundings, file);
        Failure missing = Programs.missing(
                arguments.getFirst(),
                surroundings.folder(),
                builder.environment().get("PATH"));
        if (missing != null) {
            return failed(time.since(start), missing);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException | RuntimeException e) {
            return failed(time.since(start), notStarted(arguments.getFirst(), e));
        }
        var family = new Family(process, Programs.HAS_SETSID);
        try (var output = new Tail(process.getInputStream(), surroundings.transcript());
                var errors = new Tail(process.getErrorStream(), surroundings.transcript())) {
            boolean ended = process.waitFor(surroundings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            Duration took = time.since(start);
            if (!ended) {
                family.end();
                return failed(took, Failures.timedOut(surroundings.timeout(), errors.text()));
            }
            Map<String, Value> written = file == null ? Collections.emptyMap() : file.written();
            return ended(process.exitValue(), took, output.text(), errors.text(), written);
        } finally {
            if (process.isAlive()) {
                family.end();
            }
        }
    }

    private static ProcessBuilder builder(
            List<String> arguments, Surroundings surroundings, @Nullable OutputFile file) {
        List<String> all = new ArrayList<>();
        if (Programs.HAS_SETSID) {
            all.add("/usr/bin/setsid");
        }
        all.addAll(arguments);
        var builder = new ProcessBuilder(all)
                .directory(surroundings.folder().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        trace(builder.environment(), surroundings.parent());
        builder.environment().putAll(surroundings.env());
        if (file != null) {
            builder.environment().put(OutputFile.VARIABLE, file.path().toString());
        }
        return builder;
    }

    /** What else was said of the trace that we are part of ourselves would be said of another one now. */
    private static void trace(Map<String, String> environment, Parent parent) {
        environment.put(Parent.VARIABLE, parent.traceparent());
        environment.remove("TRACESTATE");
    }

    private Performed ended(int code, Duration took, String output, String errors, Map<String, Value> written) {
        return new Performed(
                outcome(code, took, output, errors),
                Payload.text(output, MAX_RESULT_CHARS),
                new Output.Made(output, written),
                code,
                null,
                Usage.NONE);
    }

    private Outcome.Ended outcome(int code, Duration took, String output, String errors) {
        if (code == 0) {
            return new Outcome.Succeeded(took);
        }
        String message = Failures.lastLines(errors.isBlank() ? output : errors);
        Symptom symptom = code >= FIRST_SIGNAL_CODE && code <= LAST_SIGNAL_CODE
                ? Symptom.killed(code - FIRST_SIGNAL_CODE + 1, message)
                : Symptom.exited(code, message);
        Failure failure = classifier.classify(symptom).failure();
        // Whoever stops us may stop the command first, before we are told.
        return failure.failureClass() == FailureClass.CANCELLED
                ? new Outcome.Cancelled(took, failure.type())
                : new Outcome.Failed(took, failure);
    }

    private static Performed failed(Duration took, Failure failure) {
        return Performed.of(new Outcome.Failed(took, failure));
    }

    private static Failure notStarted(String program, Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Failures.notStarted(
                reason.contains("error=7") ? FailureClass.TOO_LARGE : FailureClass.NOT_FOUND,
                "The program (%s) can't be started: %s".formatted(program, reason));
    }
}
