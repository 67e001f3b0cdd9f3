package dev.afterwise.benchmarks.plans;

import dev.afterwise.plan.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder in which a scene is played: its plan, its commands, and the service that they call. For one thread. */
final class Ground implements AutoCloseable {
    private final Scene scene;
    private final Path folder;
    private final @Nullable Site site;

    private Ground(Scene scene, Path folder, @Nullable Site site) {
        this.scene = scene;
        this.folder = folder;
        this.site = site;
    }

    /** Lays everything out in a folder that is not there yet. */
    static Ground of(Scene scene, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : List.of("luck.sh", scene.name() + ".sh", scene.name() + ".yaml")) {
            Files.writeString(folder.resolve(file), resource(file));
        }
        return new Ground(scene, folder, scene.routes().isEmpty() ? null : Site.serving(scene.routes()));
    }

    /** The text of the plan, as somebody wrote it. */
    String written() throws IOException {
        return Files.readString(plan());
    }

    Path plan() {
        return folder.resolve(scene.name() + ".yaml");
    }

    /**
     * Clears what the last run left behind.
     *
     * @param seed of what happens by chance in the next run: the same, whatever plan it is
     */
    Launch prepare(int seed, String source) throws IOException {
        for (String each : List.of("luck", "work")) {
            empty(folder.resolve(each));
        }
        Files.writeString(folder.resolve("luck").resolve("seed"), seed + "\n");
        if (site != null) {
            site.begin(seed);
        }
        return Launch.in(folder, source)
                .with(scene.params(new SplittableRandom(seed), site == null ? "" : site.address()));
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> old;
            try (Stream<Path> found = Files.walk(folder)) {
                old = found.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : old) {
                Files.delete(each);
            }
        }
        Files.createDirectories(folder);
    }

    private static String resource(String file) throws IOException {
        try (InputStream resource = Ground.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IOException("The benchmark's (%s) must be on the class path, but is not.".formatted(file));
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        if (site != null) {
            site.close();
        }
    }
}
