package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Input that a fuzzer makes up, guided by which branches it reaches: nothing may crash, hang for thirty seconds or take more than 512 MB.
 * Each target has a minute, all at once; {@code -Dafterwise.fuzz=600} gives each ten.
 */
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("afterwise.fuzz", 60);

    @TempDir
    Path folder;

    /** A target, what it begins with, and the process that plays it. */
    private record Fuzzing(String target, Path place, Process process) {
        String said() throws IOException {
            return Files.readString(place.resolve("out"), StandardCharsets.UTF_8);
        }
    }

    @Test
    void nothingThatIsSentBreaksIt() throws Exception {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        assumeTrue(List.of("amd64", "x86_64", "aarch64").contains(machine), "Jazzer has no library for " + machine);
        var all = List.of(
                begin(FuzzOtlp.class, FuzzSeeds.otlp()),
                begin(FuzzApi.class, FuzzSeeds.questions()),
                begin(FuzzPlan.class, FuzzSeeds.plans()));
        try {
            for (Fuzzing each : all) {
                assertThat(each.process.waitFor(SECONDS + 300L, TimeUnit.SECONDS))
                        .as("%s ended: %s", each.target, each.said())
                        .isTrue();
            }
        } finally {
            all.forEach(each -> each.process.destroyForcibly());
        }
        for (Fuzzing each : all) {
            assertThat(each.process.exitValue()).as(each.said()).isZero();
            assertThat(each.said())
                    .as("it was guided")
                    .containsPattern("cov: [1-9][0-9]{2,}")
                    .contains("Done ");
        }
    }

    private Fuzzing begin(Class<?> target, List<byte[]> seeds) throws IOException {
        Path place = Files.createDirectories(folder.resolve(target.getSimpleName()));
        Path corpus = Files.createDirectories(place.resolve("corpus"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-Dafterwise.root=" + Path.of("..").toRealPath(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.afterwise.**",
                "--custom_hook_includes=dev.afterwise.**",
                "--reproducer_path=" + place,
                "-artifact_prefix=" + place + "/",
                "-max_total_time=" + SECONDS,
                "-max_len=20000",
                "-timeout=30",
                "-seed=1",
                corpus.toString()));
        Process process = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("out").toFile())
                .start();
        return new Fuzzing(target.getSimpleName(), place, process);
    }
}
