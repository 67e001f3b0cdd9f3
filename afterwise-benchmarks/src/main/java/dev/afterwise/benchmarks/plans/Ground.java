package dev.afterwise.benchmarks.plans;

import dev.afterwise.plan.Launch;
import dev.afterwise.plan.refine.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder in which a scene is played: its plan, its commands, and the service that they call. For one thread. */
final class Ground implements AutoCloseable {
    private final Scene scene;
    private final Path folder;
    private final @Nullable Service service;

    private Ground(Scene scene, Path folder, @Nullable Service service) {
        this.scene = scene;
        this.folder = folder;
        this.service = service;
    }

    /** Lays everything out in a folder that is not there yet. */
    static Ground of(Scene scene, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(scene.name() + ".yaml"), resource(scene.name() + "/" + scene.name() + ".yaml"));
        for (String command : scene.commands()) {
            Files.writeString(folder.resolve(command + ".sh"), resource(scene.name() + "/" + command + ".sh"));
        }
        return new Ground(scene, folder, scene.routes().isEmpty() ? null : Service.serving(scene.routes()));
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
        Path luck = folder.resolveSibling("luck");
        empty(luck);
        empty(folder.resolve("work"));
        Files.writeString(folder.resolve("luck.sh"), resource("luck.sh"));
        Files.writeString(luck.resolve("seed"), seed + "\n");
        if (service != null) {
            service.begin(seed);
        }
        return Launch.in(folder, source)
                .with(scene.params(new SplittableRandom(seed), service == null ? "" : service.address()));
    }

    /** What there is in the folder: every program and variable, too. */
    Site site() {
        return new Site() {
            @Override
            public Optional<String> script(String file) {
                try {
                    return hasFile(file) ? Optional.of(Files.readString(folder.resolve(file))) : Optional.empty();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public boolean hasFile(String file) {
                Path path = folder.resolve(file).normalize();
                return path.startsWith(folder) && Files.isRegularFile(path);
            }

            @Override
            public boolean hasProgram(String name) {
                return true;
            }

            @Override
            public boolean hasVariable(String name) {
                return true;
            }
        };
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
        if (service != null) {
            service.close();
        }
    }
}
