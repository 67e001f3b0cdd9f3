package dev.afterwise.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with the demonstration's plan and the commands that it runs, as {@code examples/plans} has them. */
record Stage(Path folder) {
    private static final List<String> FILES =
            List.of("nightly.yaml", "nightly/chance.sh", "nightly/fetch.sh", "nightly/render.sh", "nightly/scan.sh");

    /** Lays everything out in a new folder for temporary files. */
    static Stage inNewFolder() throws IOException {
        var stage = new Stage(Files.createTempDirectory("afterwise-demo-"));
        for (String file : FILES) {
            Path target = stage.folder.resolve(file);
            Files.createDirectories(target.getParent());
            try (InputStream resource = Stage.class.getResourceAsStream("/dev/afterwise/cli/demo/" + file)) {
                if (resource == null) {
                    throw new UncheckedIOException(new IOException(
                            "The jar must hold the demonstration's (%s), but does not.".formatted(file)));
                }
                Files.copy(resource, target);
            }
        }
        return stage;
    }

    /** The same once more, so often, beside each other. */
    List<Path> lanes(int count) throws IOException {
        List<Path> lanes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Path lane = folder.resolve("lane" + i);
            for (String file : FILES) {
                Path target = lane.resolve(file);
                Files.createDirectories(target.getParent());
                Files.copy(folder.resolve(file), target);
            }
            lanes.add(lane);
        }
        return lanes;
    }

    Path plan() {
        return folder.resolve("nightly.yaml");
    }

    Path report() {
        return folder.resolve("report.html");
    }

    Path store() {
        return folder.resolve("history.db");
    }
}
