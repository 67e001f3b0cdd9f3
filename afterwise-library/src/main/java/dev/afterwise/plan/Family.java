package dev.afterwise.plan;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process, and all that it began.
 *
 * @param leadsGroup whether the process is the leader of a group, to which also those belong that have lost their parent
 */
record Family(Process process, boolean leadsGroup) {
    private static final Duration GRACE = Duration.ofMillis(500);

    /** Asks all of them to end, and half a second later makes those end that did not. */
    void end() throws InterruptedException {
        List<ProcessHandle> known = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        signal("TERM");
        known.forEach(ProcessHandle::destroy);
        boolean interrupted = false;
        try {
            gone(known);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        known.forEach(ProcessHandle::destroyForcibly);
        signal("KILL");
        if (interrupted) {
            throw new InterruptedException();
        }
        gone(known);
    }

    /** Java can't signal a group, but every shell can. A group that is empty by now is no matter. */
    private void signal(String name) {
        if (!leadsGroup) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            System.getLogger("dev.afterwise.plan")
                    .log(
                            System.Logger.Level.WARNING,
                            "Process group %d could not be told to end".formatted(process.pid()),
                            e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all of them have ended, or their grace is over. */
    private static void gone(List<ProcessHandle> family) throws InterruptedException {
        try {
            CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException notYet) {
            // They are made to end, or are on their way.
        }
    }
}
