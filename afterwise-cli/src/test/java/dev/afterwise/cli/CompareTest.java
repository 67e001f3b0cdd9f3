package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of one group of executions against another. */
class CompareTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static Cli cli = new Cli(Path.of("."));

    /** For four weeks forty executions a day: the agents ann and bob alike; version 2, from the third week on, is slower. */
    @BeforeAll
    static void importSome(@TempDir Path folder) {
        var random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 28 * 40; i++) {
            int version = i < 14 * 40 ? 1 : 2;
            double millis = 1_000 * version * Math.exp(.4 * random.nextGaussian());
            lines.add("""
                    {"task":"email","agent":"%s","started":"%s","duration_ms":%d,"outcome":"%s","cost_usd":%s,\
                    "attributes":{"version":%d}}""".formatted(
                            random.nextBoolean() ? "ann" : "bob",
                            START.plus(36L * i, ChronoUnit.MINUTES),
                            (long) millis,
                            random.nextInt(5) == 0 ? "failed" : "succeeded",
                            random.nextInt(1, 100) / 100.0,
                            version));
        }
        cli = new Cli(folder).write("some.jsonl", String.join("\n", lines) + "\n");
        cli.run("import", "some.jsonl").exits(0);
    }

    private static Map<String, Object> row(String aspect, String... options) {
        var all = new ArrayList<>(List.of("compare"));
        all.addAll(List.of(options));
        return cli.json(all.toArray(String[]::new)).exits(0).rows("comparison").stream()
                .filter(each -> aspect.equals(each.get("aspect")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void comparesVersions() {
        assertThat(row("duration", "--by", "version", "2", "1"))
                .containsEntry("verdict", "worse")
                .containsEntry("group", "version=2")
                .containsEntry("with", "version=1");
        assertThat(row("success", "--by", "version", "2", "1")).containsEntry("verdict", "no difference");
        assertThat(row("duration", "--by", "version", "1")).containsEntry("with", "all others");
    }

    @Test
    void comparesAgents() {
        assertThat(row("duration", "--by", "agent")).containsEntry("verdict", "no difference");
        assertThat(row("cost", "--by", "agent", "--attr", "version=2")).containsEntry("verdict", "no difference");
    }

    @Test
    void comparesSpansOfTime() {
        assertThat(row("duration", "--window", "14d")).containsEntry("verdict", "worse");
        assertThat(row("duration", "--window", "7d", "--offset", "21d")).containsEntry("verdict", "worse");
        assertThat(row(
                        "duration",
                        "--since",
                        "2026-01-05",
                        "--until",
                        "2026-01-11",
                        "--with",
                        "2026-01-12..2026-01-18"))
                .containsEntry("verdict", "no difference");
    }

    @Test
    void saysThatThereIsTooLittle() {
        assertThat(cli.json("compare", "--window", "3h").exits(6).rows("comparison"))
                .allMatch(each -> "too little".equals(each.get("verdict")));
        cli.run("compare", "--window", "7d", "--task", "nobody").exits(6);
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThat(cli.run("compare").exits(2).err()).contains("Maybe --window 7d");
        cli.run("compare", "--by", "agent", "--window", "7d").exits(2);
        cli.run("compare", "ann").exits(2);
        cli.run("compare", "--with", "yesterday").exits(2);
        assertThat(cli.run("compare", "--by", "agent", "carl").exits(3).err()).contains("agent=carl");
    }
}
