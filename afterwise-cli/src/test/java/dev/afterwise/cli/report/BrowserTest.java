package dev.afterwise.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser that can reach no network. */
class BrowserTest {
    private static Path browser = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void findOne() {
        Optional<Path> found = Optional.ofNullable(System.getenv("AFTERWISE_CHROMIUM"))
                .map(Path::of)
                .or(() -> Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst());
        String why =
                "There must be a Chromium to open the report in, but there is none.\nMaybe apt-get install chromium, or say where it is in AFTERWISE_CHROMIUM.";
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_BROWSER"))) {
            assertThat(found).as(why).isPresent();
        }
        Assumptions.assumeTrue(found.isPresent(), why);
        browser = found.orElseThrow();
    }

    @Test
    void opensWithoutNetworkScriptOrComplaint() throws Exception {
        Path report = Files.writeString(
                folder.resolve("report.html"), Page.of(Story.full().findings(30, Detail.DETAILED)));
        String said =
                browse("--dump-dom", "--enable-logging=stderr", report.toUri().toString());
        assertThat(said).contains("<h1>", "</html>", "What changed");
        assertThat(said).doesNotContain("Refused to", "violates the following Content Security Policy", "SyntaxError");
    }

    @Test
    void fitsAPhoneAndADeskInLightAndDark() throws Exception {
        Path report = Files.writeString(
                folder.resolve("report.html"), Page.of(Story.full().findings(30, Detail.DETAILED)));
        List<Path> shots = new ArrayList<>();
        for (String size : List.of("380,1600", "1200,1600")) {
            for (int scheme : new int[] {0, 1}) {
                Path shot = folder.resolve("shot-%s-%d.png".formatted(size, scheme));
                browse(
                        "--window-size=" + size,
                        "--blink-settings=preferredColorScheme=" + scheme,
                        "--screenshot=" + shot,
                        report.toUri().toString());
                shots.add(shot);
            }
        }
        assertThat(shots).allSatisfy(shot -> assertThat(Files.size(shot)).isGreaterThan(20_000));
        assertThat(shots.stream().map(BrowserTest::bytes).distinct()).hasSize(4);
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String browse(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--proxy-server=127.0.0.1:9",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(said, StandardCharsets.ISO_8859_1);
    }
}
