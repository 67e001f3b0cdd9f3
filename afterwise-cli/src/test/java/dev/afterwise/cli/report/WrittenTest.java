package dev.afterwise.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.cli.shell.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenTest {
    @TempDir
    Path folder;

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void takesThePlaceOfWhatIsThereAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("report.md"), "old");
        Files.writeString(
                folder.resolve(
                        ".report.md.%d.tmp".formatted(ProcessHandle.current().pid())),
                "left behind");
        assertThat(Written.of(file, "new, ü")).isEqualTo(new Written(file, 7));
        assertThat(file).hasContent("new, ü");
        assertThat(names()).containsExactly("report.md");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("real.md"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.md"), real);
        Written.of(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void theFolderMustBeThereAndTheNameFree() throws IOException {
        assertThatThrownBy(() -> Written.of(folder.resolve("none/report.md"), "x"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("none")
                .hasMessageContaining("mkdir -p");
        Files.createDirectory(folder.resolve("taken.md"));
        assertThatThrownBy(() -> Written.of(folder.resolve("taken.md"), "x"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is a folder");
    }
}
