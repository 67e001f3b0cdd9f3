package dev.afterwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file in which the launcher keeps classes loaded, and what happens when that is not as it should be. */
class AotCacheTest {
    private static final int FIRST_JDK = 25;
    private static final long SEED = 20_261_121;

    /** Where the first starts had one made. */
    @TempDir
    private static Path first;

    @TempDir
    private Path folder;

    /** What may have become of a file. */
    enum Damage {
        EMPTY,
        CUT_SHORT,
        OVERWRITTEN,
        CHANGED_IN_THE_MIDDLE;

        byte[] to(byte[] bytes) {
            var random = new SplittableRandom(SEED);
            byte[] damaged =
                    Arrays.copyOf(bytes, this == EMPTY ? 0 : this == CUT_SHORT ? bytes.length / 2 : bytes.length);
            if (this == OVERWRITTEN) {
                random.nextBytes(damaged);
            }
            if (this == CHANGED_IN_THE_MIDDLE) {
                for (int i = 0; i < 500; i++) {
                    damaged[random.nextInt(bytes.length / 10, bytes.length)] ^= 0x55;
                }
            }
            return damaged;
        }
    }

    @BeforeAll
    static void startThreeAtOnceWhereThereIsNone() throws Exception {
        boolean isPossible = Runtime.version().feature() >= FIRST_JDK;
        String why = "An AOT cache must be made by a JDK %d or newer, but this is %d."
                .formatted(FIRST_JDK, Runtime.version().feature());
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_AOT"))) {
            assertThat(isPossible).as(why).isTrue();
        }
        Assumptions.assumeTrue(isPossible, why);
        waitForCache(first, () -> {
            var running = new ArrayList<Launcher.Running>();
            for (int i = 0; i < 3; i++) {
                running.add(launcher(first, Map.of()).start("doctor", "--json"));
            }
            for (Launcher.Running each : running) {
                assertThat(unpolluted(each.end())).contains("afterwise.doctor");
            }
        });
    }

    @Test
    void isMadeOnceByThreeThatStartAtOnceForTheirUserOnly() throws Exception {
        assertThat(names(first)).filteredOn(name -> name.startsWith("command-")).hasSize(2);
        assertThat(permissions(cache(first))).isEqualTo("rw-------");
        assertThat(permissions(caches(first))).isEqualTo("rwx------");
    }

    @Test
    void isWhereClassesComeFrom() throws Exception {
        copyOfFirst();
        String loaded = "afterwise.cli.Main source: shared objects file";
        assertThat(classesLoaded(Map.of())).contains(loaded);
        assertThat(classesLoaded(Map.of("AFTERWISE_NO_AOT", "1"))).isNotEmpty().doesNotContain(loaded);
    }

    @Test
    void changesNoAnswer() throws Exception {
        copyOfFirst();
        for (String command : List.of("--help", "history list --json", "version --json", "history lst")) {
            String[] words = command.split(" ");
            assertThat(launcher(folder, Map.of()).run(words))
                    .as(command)
                    .isEqualTo(launcher(folder, Map.of("AFTERWISE_NO_AOT", "1")).run(words));
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void isDoneWithoutAndDroppedWhenDamaged(Damage damage) throws Exception {
        Path cache = copyOfFirst();
        Files.write(cache, damage.to(Files.readAllBytes(cache)));

        assertThat(unpolluted(launcher(folder, Map.of()).run("history", "list", "--json")))
                .contains("afterwise.history.list");
        assertThat(cache).doesNotExist();
        assertThat(unpolluted(launcher(folder, Map.of()).run("history", "list", "--json")))
                .contains("afterwise.history.list");
    }

    @Test
    void isMadeAgainTheDayAfterItWasDroppedAndThoseBeforeItAreRemoved() throws Exception {
        Path cache = copyOfFirst();
        Path tried = Path.of(cache + ".tried");
        String name = String.valueOf(cache.getFileName());
        Path earlier = cache.resolveSibling(name.replaceFirst("(command-[0-9]+)-[0-9]+-", "$1-1-"));
        Files.move(cache, earlier);

        assertThat(launcher(folder, Map.of()).run("version").exit()).isZero();
        assertThat(names(folder)).as("tried today already").doesNotContain(name);

        Files.setLastModifiedTime(tried, FileTime.fromMillis(1_000_000));
        waitForCache(
                folder,
                () -> assertThat(launcher(folder, Map.of()).run("version").exit())
                        .isZero());
        assertThat(cache).exists();
    }

    @Test
    void isNotMadeWhenNobodyWantsItOrItCanNotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Map<String, String> env : List.of(
                Map.of("AFTERWISE_NO_AOT", "1"),
                Map.of("XDG_CACHE_HOME", file.toString()),
                Map.of("XDG_CACHE_HOME", "relative", "HOME", ""))) {
            assertThat(unpolluted(launcher(folder, env).run("history", "list", "--json")))
                    .contains("afterwise.history.list");
        }
        assertThat(folder.resolve("relative")).doesNotExist();
        assertThat(file).isEmptyFile();
        assertThat(names(folder)).noneMatch(name -> name.startsWith("command-"));
    }

    private static Launcher launcher(Path folder, Map<String, String> env) {
        var all = new TreeMap<>(Map.of("AFTERWISE_NO_AOT", "0", "XDG_CACHE_HOME", folder.toString()));
        all.putAll(env);
        return new Launcher(folder, all);
    }

    /** What it answered, if it was well and said nothing else. */
    private static String unpolluted(Launcher.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("{").endsWith("}\n");
        return result.out();
    }

    private String classesLoaded(Map<String, String> env) throws Exception {
        Path log = folder.resolve("classes");
        var all = new TreeMap<>(env);
        all.put("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        assertThat(launcher(folder, all).run("version").exit()).isZero();
        return Files.readString(log);
    }

    /** Carries it out, and waits until there is a cache, and nothing but that and what is kept. */
    private static void waitForCache(Path folder, ThrowingRunnable starting) throws Exception {
        Path caches = Files.createDirectories(
                caches(folder), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (WatchService changes = caches.getFileSystem().newWatchService()) {
            caches.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            starting.run();
            while (!isMade(folder)) {
                WatchKey key = changes.poll(120, TimeUnit.SECONDS);
                assertThat(key).as("something happens in two minutes").isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    private static boolean isMade(Path folder) throws IOException {
        List<String> names = names(folder);
        return names.stream().filter(name -> name.endsWith(".aot")).count() == 1
                && names.stream().filter(name -> name.startsWith("command-")).count() == 2;
    }

    private Path copyOfFirst() throws IOException {
        Path copies = Files.createDirectories(
                caches(folder), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : names(first)) {
            if (name.startsWith("command-")) {
                Files.copy(caches(first).resolve(name), copies.resolve(name));
            }
        }
        return cache(folder);
    }

    private static Path caches(Path folder) {
        return folder.resolve("afterwise");
    }

    private static Path cache(Path folder) throws IOException {
        return caches(folder)
                .resolve(names(folder).stream()
                        .filter(name -> name.endsWith(".aot"))
                        .findFirst()
                        .orElseThrow());
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(caches(folder))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(caches(folder))) {
            return all.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
