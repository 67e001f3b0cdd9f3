package dev.afterwise.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongFunction;

/**
 * A process that records, told apart from every other that there is or was.
 *
 * <p>All that write to one store share the memory of one running system: whoever belongs to an earlier start of it, or to
 * another machine from where the file was copied, is gone. Process ids are used again, so a process counts as the same only if
 * it began at the same moment, by a clock that nobody can set.
 *
 * @param boot which start of the system; empty where the system doesn't say
 * @param space within which process ids are unique, as containers have each their own; empty where there is but one
 * @param born ticks since the start of the system on Linux, milliseconds since 1970 elsewhere; 0 if nobody knows
 */
record RecordingProcess(String host, String boot, String space, long pid, long born) {
    /** The space that Linux begins with, from which all processes can be seen, if under other ids. */
    private static final String FIRST_SPACE = "pid:[4026531836]";

    private static final Path PROC = Path.of("/proc");

    /** Where the times in a process's {@code stat} stand, counted from after its name, which may hold anything. */
    private static final int STATE = 0;

    private static final int START = 19;

    /** How a process with some id stands. */
    sealed interface Life {
        record Gone() implements Life {}

        /** @param born as above */
        record Alive(long born) implements Life {}
    }

    static RecordingProcess here() {
        long pid = ProcessHandle.current().pid();
        return new RecordingProcess(
                read(PROC.resolve("sys/kernel/hostname")),
                read(PROC.resolve("sys/kernel/random/boot_id")),
                ownSpace(),
                pid,
                look(pid) instanceof Life.Alive(long born) ? born : 0);
    }

    /** Whether this process is surely gone, as seen from another. */
    boolean isGoneSeenFrom(RecordingProcess here) {
        return isGoneSeenFrom(here, RecordingProcess::look);
    }

    /** @param lives how the process with some id stands */
    boolean isGoneSeenFrom(RecordingProcess here, LongFunction<Life> lives) {
        if (!boot.equals(here.boot) && !boot.isEmpty() && !here.boot.isEmpty()) {
            return true;
        }
        if (!space.equals(here.space)) {
            // A container that was started again has its name still, but not its processes. Whoever sees all processes
            // may
            // only share the name of the machine with a container that lives.
            return host.equals(here.host) && !here.space.equals(FIRST_SPACE);
        }
        if (boot.isEmpty() && !host.equals(here.host)) {
            return false;
        }
        return switch (lives.apply(pid)) {
            case Life.Gone gone -> true;
            case Life.Alive(long bornThen) -> born != 0 && bornThen != 0 && born != bornThen;
        };
    }

    /** A process that has ended, but whose parent has not taken note of it, is gone. */
    private static Life look(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive()) {
            return new Life.Gone();
        }
        String stat = read(PROC.resolve(pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length > START) {
            return fields[STATE].equals("Z") ? new Life.Gone() : new Life.Alive(Long.parseLong(fields[START]));
        }
        return new Life.Alive(
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    private static String ownSpace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Empty if it can't be read. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
