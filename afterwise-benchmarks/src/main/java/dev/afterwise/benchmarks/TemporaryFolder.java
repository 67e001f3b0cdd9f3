package dev.afterwise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of one benchmark, gone when it is closed. For one thread. */
final class TemporaryFolder implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("afterwise-bench");
    private int files;

    TemporaryFolder() throws IOException {}

    Path path() {
        return folder;
    }

    /** The path of a file that is not there; the files before it are deleted, so that they don't pile up. */
    Path fresh() throws IOException {
        empty();
        files++;
        return folder.resolve("store-" + files + ".db");
    }

    private void empty() throws IOException {
        List<Path> old;
        try (Stream<Path> found = Files.walk(folder)) {
            old = found.filter(path -> !path.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path each : old) {
            Files.delete(each);
        }
    }

    @Override
    public void close() throws IOException {
        empty();
        Files.delete(folder);
    }
}
