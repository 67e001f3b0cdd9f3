package dev.afterwise.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VerbatimTest {
    @Test
    void remembersTheLinesOfTheLastReadAndTheBeginningOfTheirs() throws IOException {
        var stream = of("one\ntwo\r\nthree\n\nfive");
        var chunk = new byte[6];
        assertThat(stream.read(chunk, 0, 6)).isEqualTo(6);
        assertThat(line(stream, 1)).isEqualTo("one");
        assertThat(line(stream, 2)).isEqualTo("tw");
        assertThat(line(stream, 3)).isNull();
        assertThat(stream.read(chunk, 0, 6)).isEqualTo(6);
        assertThat(line(stream, 1)).isNull();
        assertThat(line(stream, 2)).isEqualTo("two\r");
        assertThat(stream.read(chunk, 0, 6)).isEqualTo(6);
        assertThat(line(stream, 3)).isEqualTo("three");
        assertThat(line(stream, 4)).isEmpty();
        assertThat(stream.read(chunk, 0, 6)).isEqualTo(2);
        assertThat(line(stream, 5)).isEqualTo("five");
    }

    @Test
    void keepsNoneOfALineThatIsTooLongAndGoesOnCounting() throws IOException {
        var stream = of("one\n" + "x".repeat(17 << 20) + "\nthree\n");
        var chunk = new byte[65_536];
        int read = stream.read(chunk, 0, chunk.length);
        assertThat(line(stream, 1)).isEqualTo("one");
        while (read == chunk.length) {
            read = stream.read(chunk, 0, chunk.length);
        }
        assertThat(line(stream, 2)).isNull();
        assertThat(line(stream, 3)).isEqualTo("three");
    }

    private static Verbatim of(String text) {
        return new Verbatim(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static @org.jspecify.annotations.Nullable String line(Verbatim stream, int number) {
        byte[] line = stream.line(number);
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }
}
