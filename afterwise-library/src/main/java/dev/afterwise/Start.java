package dev.afterwise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which a plan was to be run by itself, and what was done about it.
 *
 * @param due when the run was to begin
 * @param at when it was decided
 * @param by the process that decided it
 * @param run the run that began; null if none did, or not yet
 */
public record Start(
        Instant due,
        Instant at,
        Decision decision,
        By by,
        @Nullable ExecutionId run) {
    /** What is done about a moment at which a plan is to be run. */
    public enum Decision {
        /** A run begins. */
        BEGUN,
        /** A run begins, though the moment has passed: nobody was there, or the run before it took so long. */
        LATE,
        /** A run begins as soon as the one before it has ended. */
        QUEUED,
        /** None begins, because the one before it goes on. */
        PASSED_OVER,
        /** None begins, because nobody was there at that moment. */
        MISSED;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A process on a machine.
     *
     * @param since when it was started, which tells it from later ones of the same number
     */
    public record By(String machine, long pid, Instant since) {
        private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
        private static final Duration SKEW = Duration.ofSeconds(5);

        /** This one. */
        public static By here() {
            ProcessHandle self = ProcessHandle.current();
            return new By(hostname(), self.pid(), since(self).orElse(Instant.EPOCH));
        }

        private static Optional<Instant> since(ProcessHandle process) {
            return process.info().startInstant().map(each -> each.truncatedTo(ChronoUnit.MILLIS));
        }

        private static String hostname() {
            try {
                return Files.readString(HOSTNAME).strip();
            } catch (IOException elsewhere) {
                try {
                    return InetAddress.getLocalHost().getHostName();
                } catch (UnknownHostException e) {
                    return "localhost";
                }
            }
        }

        /** Whether it was on this machine and is not there any more. Of other machines nobody knows. */
        public boolean isGone() {
            return machine.equals(hostname())
                    && ProcessHandle.of(pid)
                            .filter(ProcessHandle::isAlive)
                            .flatMap(By::since)
                            .filter(each -> Duration.between(since, each).abs().compareTo(SKEW) <= 0)
                            .isEmpty();
        }
    }

    /** Whether a run begins. */
    public boolean begins() {
        return decision == Decision.BEGUN || decision == Decision.LATE;
    }

    Start with(Decision other, Instant now, By who) {
        return new Start(due, now, other, who, run);
    }

    Start with(@Nullable ExecutionId other) {
        return new Start(due, at, decision, by, other);
    }

    Start takenOver(By who) {
        return new Start(due, at, decision, who, run);
    }
}
