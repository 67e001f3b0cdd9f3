package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.ExecutionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTest {
    private static final ExecutionId RUN = ExecutionId.of("a run");

    @TempDir
    private Path folder;

    private static void say(Transcript.Stream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        stream.take(bytes, bytes.length);
    }

    private Transcripts transcripts(UnaryOperator<String> redacted) {
        Transcripts transcripts = Transcripts.in(folder, redacted);
        transcripts.make(RUN);
        return transcripts;
    }

    private Path file() {
        return folder.resolve(RUN.hex()).resolve("build.1.log");
    }

    @Test
    void wholeLinesAreThereAsSoonAsTheyAreSaid() throws Exception {
        try (Transcript transcript = transcripts(UnaryOperator.identity()).open(RUN, "build", 1)) {
            Transcript.Stream stream = transcript.stream();
            say(stream, "on\u001b[31me\ntw");
            assertThat(file()).hasContent("one\n");
            say(stream, "o");
            stream.flush();
        }

        assertThat(file()).hasContent("one\ntwo");
    }

    @Test
    void secretsAreLeftOut() throws Exception {
        try (Transcript transcript =
                transcripts(line -> line.replace("secret", "***")).open(RUN, "build", 1)) {
            say(transcript.stream(), "the secret is out\n");
        }

        assertThat(file()).hasContent("the *** is out\n");
    }

    @Test
    void onlyTheNewestPartIsKept() throws Exception {
        try (Transcript transcript = transcripts(UnaryOperator.identity()).open(RUN, "build", 1)) {
            Transcript.Stream stream = transcript.stream();
            for (int i = 0; i < 40_000; i++) {
                say(stream, "line %06d of many that are long enough to fill it\n".formatted(i));
            }
        }

        assertThat(Files.size(file())).isLessThanOrEqualTo(Transcript.MOST_BYTES / 2);
        assertThat(Files.size(file().resolveSibling("build.1.log.old"))).isLessThanOrEqualTo(Transcript.MOST_BYTES / 2);
        assertThat(Files.readString(file())).contains("line 039999");
    }

    @Test
    void theOldestRunsMakeWay() throws Exception {
        Transcripts transcripts = transcripts(UnaryOperator.identity());
        folder.resolve(RUN.hex()).toFile().setLastModified(1_000);
        Files.createDirectory(folder.resolve("not a run"));
        for (int i = 0; i < 200; i++) {
            transcripts.make(ExecutionId.of("run " + i));
        }

        assertThat(folder.resolve(RUN.hex())).doesNotExist();
        assertThat(folder.resolve("not a run")).exists();
        assertThat(folder.resolve(ExecutionId.of("run 0").hex())).exists();
    }

    @Test
    void aFolderThatCantBeMadeIsNoReasonToDoNothing() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Transcripts transcripts = Transcripts.in(file, UnaryOperator.identity());
        transcripts.make(RUN);

        try (Transcript transcript = transcripts.open(RUN, "build", 1)) {
            say(transcript.stream(), "one\n");
        }

        assertThat(file).isEmptyFile();
    }
}
