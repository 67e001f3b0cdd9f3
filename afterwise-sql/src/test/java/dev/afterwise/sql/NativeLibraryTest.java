package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

class NativeLibraryTest {
    @TempDir
    Path home;

    private Path cache() {
        return home.resolve("cache").resolve("afterwise");
    }

    private Path made() {
        return NativeLibrary.in(cache()).orElseThrow();
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static byte[] inTheJar() throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            assertThat(packed).isNotNull();
            return packed.readAllBytes();
        }
    }

    @Test
    void isTheOneInTheJarAndForItsOwnerOnly() throws IOException {
        Path file = made();

        assertThat(file).hasBinaryContent(inTheJar());
        assertThat(permissions(file)).isEqualTo("rw-------");
        for (Path folder = folderOf(file); !folder.equals(home); folder = folderOf(folder)) {
            assertThat(permissions(folder)).isEqualTo("rwx------");
        }
    }

    @Test
    void isMadeOnce() throws IOException {
        Path file = made();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        assertThat(NativeLibrary.in(cache())).hasValue(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1_000));
    }

    @Test
    void isMadeAnewWhenItsBytesAreNotThoseOfTheJar() throws IOException {
        Path file = made();
        byte[] bytes = inTheJar();
        bytes[bytes.length / 2] ^= 1;
        for (byte[] wrong : List.of(bytes, new byte[0], new byte[1_000])) {
            Files.write(file, wrong);
            assertThat(NativeLibrary.in(cache())).hasValue(file);
            assertThat(file).hasBinaryContent(inTheJar());
        }
    }

    @Test
    void isNotTakenFromAFolderThatOthersMayWriteTo() throws IOException {
        Path folder = folderOf(made());
        for (String permissions : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
            assertThat(NativeLibrary.in(cache())).as(permissions).isEmpty();
        }
    }

    @Test
    void isNotTakenThroughALink() throws IOException {
        Path folder = folderOf(made());
        Path elsewhere = Files.move(folder, home.resolve("elsewhere"));
        Files.createSymbolicLink(folder, elsewhere);

        assertThat(NativeLibrary.in(cache())).isEmpty();
    }

    @Test
    void isMadeAnewWhereItsFileIsALink() throws IOException {
        Path file = made();
        Path elsewhere = Files.move(file, home.resolve("elsewhere.so"));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(NativeLibrary.in(cache())).hasValue(file);
        assertThat(file).isRegularFile().hasBinaryContent(inTheJar());
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void isDoneWithoutWhereNothingCanBeWritten() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        assertThat(NativeLibrary.in(file)).isEmpty();
        assertThat(NativeLibrary.in(file.resolve("below"))).isEmpty();
    }

    @Test
    void isWholeForEachOfManyThatMakeItAtOnce() throws Exception {
        List<Callable<Optional<Path>>> many = Stream.generate(
                        () -> (Callable<Optional<Path>>) () -> NativeLibrary.in(cache()))
                .limit(8)
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(many.size())) {
            for (Future<Optional<Path>> each : threads.invokeAll(many)) {
                assertThat(each.get().orElseThrow()).hasBinaryContent(inTheJar());
            }
        }
        assertThat(names(folderOf(made()))).hasSize(2);
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        Path file = made();
        Path recent = Files.writeString(file.resolveSibling("unfinished1.part"), "");
        Path old = Files.writeString(file.resolveSibling("unfinished2.part"), "");
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
        Files.delete(file);
        assertThat(made()).isEqualTo(file);

        assertThat(recent).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void leavesNoMoreThanThreeVersions() throws IOException {
        Path file = made();
        for (int i = 0; i < 6; i++) {
            Path old = Files.writeString(file.resolveSibling("0000000%d.so".formatted(i)), "");
            Files.setLastModifiedTime(old, FileTime.fromMillis(i));
        }
        Files.delete(file);
        assertThat(made()).isEqualTo(file);

        assertThat(names(folderOf(file)))
                .containsExactlyInAnyOrder(
                        "resource", "00000004.so", "00000005.so", String.valueOf(file.getFileName()));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }
}
