package dev.afterwise.plan;

import dev.afterwise.ExecutionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What commands of plans print, in files that grow while they run: {@code RUN/STEP.ATTEMPT.log} in a folder, which only their owner
 * may read. The newest {@value #MOST_RUNS} runs are kept. Safe for use by many threads.
 */
public final class Transcripts {
    /** None are kept. */
    public static final Transcripts NONE = new Transcripts(null, UnaryOperator.identity());

    private static final int MOST_RUNS = 200;
    private static final System.Logger LOG = System.getLogger(Transcripts.class.getName());

    private final @Nullable Path folder;
    private final UnaryOperator<String> redacted;

    private Transcripts(@Nullable Path folder, UnaryOperator<String> redacted) {
        this.folder = folder;
        this.redacted = redacted;
    }

    /** @param redacted a line without its secrets */
    public static Transcripts in(Path folder, UnaryOperator<String> redacted) {
        return new Transcripts(folder, redacted);
    }

    /** A run begins: the oldest make way. */
    void make(ExecutionId run) {
        if (folder == null) {
            return;
        }
        try {
            Path own = folder.resolve(run.hex());
            if (!Files.isDirectory(own)) {
                Files.createDirectories(own, owner(own, "rwx------"));
                trim(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "What steps print can't be kept in (%s).".formatted(folder), e);
        }
    }

    private static void trim(Path folder) throws IOException {
        List<Path> runs;
        try (Stream<Path> found = Files.list(folder)) {
            runs = found.filter(each -> String.valueOf(each.getFileName()).matches("[0-9a-f]{32}"))
                    .sorted(Comparator.comparingLong(each -> each.toFile().lastModified()))
                    .toList();
        }
        for (Path old : runs.subList(0, Math.max(0, runs.size() - MOST_RUNS))) {
            try (Stream<Path> all = Files.walk(old)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    /** The transcript of one attempt; one that keeps nothing if there can be none, for that is no reason to do nothing. */
    Transcript open(ExecutionId run, String step, int attempt) {
        if (folder == null) {
            return Transcript.NONE;
        }
        Path file = folder.resolve(run.hex()).resolve("%s.%d.log".formatted(step, attempt));
        try {
            return Transcript.to(file, redacted, owner(file, "rw-------"));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "What a step prints can't be kept in (%s).".formatted(file), e);
            return Transcript.NONE;
        }
    }

    private static FileAttribute<?>[] owner(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
