package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import dev.afterwise.plan.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
    private static final PlanLimits LIMITS = new PlanLimits(50, 5);

    private static final String FULL = """
            # every key that is about order and failures
            version: 1
            name: nightly build
            steps:
              - id: fetch
                run: [curl, -sf, --max-time, 20, "https://example.org", -o, page.html]
                env:
                  LEVEL: full
                  RETRIES: 3
                  VERSION: 1.10
                  DEBUG: true
                  EMPTY: ""
                timeout: 250ms
                retry: 3
              - id: report
                needs: [fetch, _check-2]
                retry: {max: 2, base: 500ms, cap: 10s}
                timeout: 1h
                choose:
                  among:
                    - {agent: quick, run: [./report, --quick]}
                    - agent: thorough
                      run:
                        - ./report
                        - |
                          two
                          lines
              - id: _check-2
                run: [true]
                needs: fetch
            """;

    private static Plan parse(String text) {
        return PlanReader.parse("plan.yaml", text, LIMITS);
    }

    private static Body command(String... arguments) {
        return new Body.Command(List.of(arguments));
    }

    @Test
    void readsEveryKey() {
        var env = new TreeMap<String, Template>();
        Map.of("LEVEL", "full", "RETRIES", "3", "VERSION", "1.10", "DEBUG", "true", "EMPTY", "")
                .forEach((name, value) -> env.put(name, Template.literal(value)));
        PlanStep fetch = PlanStep.builder("fetch")
                .body(command("curl", "-sf", "--max-time", "20", "https://example.org", "-o", "page.html"))
                .env(env)
                .timeout(Duration.ofMillis(250))
                .retry(Retries.NONE.withMax(3))
                .build();
        PlanStep check = PlanStep.of("_check-2", command("true")).needing("fetch");
        PlanStep report = PlanStep.of("report", command("unused"))
                .needing("fetch", "_check-2")
                .choosing(List.of(
                        new Alternative("quick", command("./report", "--quick")),
                        new Alternative("thorough", command("./report", "two\nlines\n"))))
                .within(Duration.ofHours(1))
                .retrying(new Retries(2, Duration.ofMillis(500), Duration.ofSeconds(10)));
        assertThat(parse(FULL)).isEqualTo(new Plan("nightly build", List.of(fetch, check, report)));
    }

    @Test
    void readsTheSmallestPlan() {
        assertThat(parse("{version: 1, name: n, steps: [{id: a, run: [true]}]}"))
                .isEqualTo(new Plan("n", List.of(PlanStep.of("a", command("true")))));
    }

    @Test
    void readsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("plan.yaml"), "\ufeff" + FULL.replace("\n", "\r\n"));
        assertThat(PlanReader.read(file, LIMITS)).isEqualTo(parse(FULL));
    }

    @ParameterizedTest
    @CsvSource({"1ms, PT0.001S", "250ms, PT0.25S", "2s, PT2S", "5m, PT5M", "1h, PT1H", "1d, PT24H", "365d, PT8760H"})
    void readsDurations(String text, Duration duration) {
        Plan plan = parse("{version: 1, name: n, steps: [{id: a, run: [x], timeout: %s}]}".formatted(text));
        assertThat(plan.steps().getFirst().timeout()).isEqualTo(duration);
    }

    @Test
    void fillsInWhatRetryLeavesOut() {
        Plan plan = parse("{version: 1, name: n, steps: [{id: a, run: [x], retry: {max: 20}}, {id: b, run: [x]}]}");
        assertThat(plan.steps()).extracting(PlanStep::retry).containsExactly(Retries.NONE.withMax(20), Retries.NONE);
    }

    @Test
    void repeatsWhatAnAliasNames() {
        Plan plan = parse("""
                version: 1
                name: n
                steps:
                  - {id: a, run: &run [make, all], env: &env {A: b}}
                  - {id: b, run: *run, env: *env}
                """);
        assertThat(plan.steps().getLast().among().getFirst().body()).isEqualTo(command("make", "all"));
        assertThat(plan.steps().getLast().env()).containsExactly(Map.entry("A", Template.literal("b")));
    }

    @Test
    void keepsTheOrderOfTheFileWhereverItCan() {
        Plan plan = parse("""
                version: 1
                name: n
                steps:
                  - {id: e, run: [x], needs: [c]}
                  - {id: b, run: [x]}
                  - {id: a, run: [x]}
                  - {id: c, run: [x], needs: [a]}
                  - {id: d, run: [x]}
                """);
        assertThat(plan.steps()).extracting(PlanStep::id).containsExactly("b", "a", "c", "e", "d");
    }

    @Test
    void readsAPlanWhateverTheOrderOfItsSteps() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            List<PlanStep> steps = steps(random);
            Plan inOrder = new Plan("n", steps);
            assertThat(parse(yaml(steps))).as("seed %d", seed).isEqualTo(inOrder);
            var shuffled = new ArrayList<>(steps);
            Collections.shuffle(shuffled, random);
            Plan plan = parse(yaml(shuffled));
            assertThat(plan.steps()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(steps);
            assertThat(parse(yaml(plan.steps()))).as("seed %d", seed).isEqualTo(plan);
        }
    }

    private static List<PlanStep> steps(RandomGenerator random) {
        var steps = new ArrayList<PlanStep>();
        int size = 1 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
            Set<String> needs = new HashSet<>();
            for (int n = random.nextInt(4); n > 0 && i > 0; n--) {
                needs.add("s" + random.nextInt(i));
            }
            PlanStep step = PlanStep.of("s" + i, body(random)).needing(needs.toArray(String[]::new));
            step = random.nextBoolean() ? step : step.within(Duration.ofSeconds(1 + random.nextInt(1_000)));
            step = random.nextBoolean()
                    ? step
                    : step.retrying(new Retries(
                            random.nextInt(21), Duration.ofMillis(random.nextInt(500)), Duration.ofSeconds(1)));
            step = random.nextBoolean()
                    ? step
                    : step.choosing(IntStream.rangeClosed(0, 1 + random.nextInt(3))
                            .mapToObj(a -> new Alternative("agent " + a, body(random)))
                            .toList());
            steps.add(step);
        }
        return steps;
    }

    private static Body body(RandomGenerator random) {
        List<String> arguments =
                List.of("make", "a b", "\"quoted\" \\ 'text'", "- x: {y", "1e3", "null", "~", "#", "", "tab\t\u001b\n");
        return new Body.Command(IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> i == 0 ? "prog" : arguments.get(random.nextInt(arguments.size())))
                .toList());
    }

    private static String yaml(List<PlanStep> steps) {
        return "version: 1\nname: n\nsteps:\n"
                + steps.stream().map(PlanReaderTest::yaml).collect(Collectors.joining());
    }

    private static String yaml(PlanStep step) {
        String how = step.hasChoice()
                ? "    choose:\n      among:\n"
                        + step.among().stream()
                                .map(each ->
                                        "        - {agent: " + each.agent() + ", run: " + yaml(each.body()) + "}\n")
                                .collect(Collectors.joining())
                : "    run: " + yaml(step.among().getFirst().body()) + "\n";
        return "  - id: " + step.id() + "\n" + how
                + "    needs: " + step.needs() + "\n"
                + "    timeout: " + step.timeout().toSeconds() + "s\n"
                + "    retry: {max: %d, base: %dms, cap: %dms}\n"
                        .formatted(
                                step.retry().max(),
                                step.retry().base().toMillis(),
                                step.retry().cap().toMillis());
    }

    private static String yaml(Body body) {
        return ((Body.Command) body)
                .arguments().stream()
                        .map(argument -> '"'
                                + argument.replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\n", "\\n")
                                        .replace("\u001b", "\\e")
                                        .replace("\t", "\\t")
                                + '"')
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
