package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no plans at all, or are made to cost time and memory. */
@Timeout(60)
class HostilePlansTest {
    private static final String HEAD = "version: 1\nname: n\nsteps:\n";
    private static final PlanLimits WIDEST = new PlanLimits(10_000, 5);

    @TempDir
    Path directory;

    private String problems(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("plan.yaml"), bytes);
        var thrown = catchThrowableOfType(PlanProblemsException.class, () -> PlanReader.read(file, WIDEST));
        assertThat(thrown).isNotNull();
        return thrown.getMessage().replace(file.toString(), "plan.yaml");
    }

    private static String problems(String text) {
        var thrown =
                catchThrowableOfType(PlanProblemsException.class, () -> PlanReader.parse("plan.yaml", text, WIDEST));
        assertThat(thrown).isNotNull();
        return thrown.getMessage();
    }

    @Test
    void refusesALargeFileWithoutReadingItAll() throws IOException {
        Path file = directory.resolve("large.yaml");
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 30);
        }
        assertThatThrownBy(() -> PlanReader.read(file, WIDEST))
                .hasMessage(file + ":1:1: a plan must be at most 1,048,576 bytes long, but this is longer");
    }

    @Test
    void refusesALargeText() {
        assertThat(problems("#".repeat(PlanReader.MAX_BYTES + 1)))
                .isEqualTo("plan.yaml:1:1: a plan must be at most 1,048,576 bytes long, but this is longer");
    }

    @Test
    void refusesBinaryFiles() throws IOException {
        assertThat(problems(new byte[] {'a', '\n', 'b', 0, 'c'}))
                .isEqualTo("plan.yaml:2:2: a plan must be text in UTF-8, but the character U+0000 here is not");
        assertThat(problems(new byte[] {'a', '\n', (byte) 0xc3, (byte) 0xa4, (byte) 0xff}))
                .isEqualTo("plan.yaml:2:2: a plan must be text in UTF-8, but the byte 0xff here is not");
        assertThat(problems(new byte[] {'a', (byte) 0xe2, (byte) 0x82}))
                .isEqualTo("plan.yaml:1:2: a plan must be text in UTF-8, but the byte 0xe2 here is not");
        assertThat(problems("\u007fELF".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("plan.yaml:1:1: a plan must be text in UTF-8, but the character U+007F here is not");
        assertThat(problems(new byte[] {(byte) 0xff, (byte) 0xfe, 'v', 0}))
                .isEqualTo("plan.yaml:1:1: a plan must be text in UTF-8, but the byte 0xff here is not");
    }

    @Test
    void leavesFilesThatCannotBeReadToTheCaller() {
        assertThatThrownBy(() -> PlanReader.read(directory.resolve("none.yaml"), WIDEST))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> PlanReader.read(directory, WIDEST)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "{[", "? ", "[[{", "? - "})
    void refusesDeepNesting(String opening) {
        assertThat(problems(opening.repeat(PlanReader.MAX_BYTES / opening.length())))
                .startsWith("plan.yaml:")
                .hasLineCount(1);
    }

    @Test
    void saysHowDeepNestingMayBe() {
        assertThat(problems("[".repeat(1_000)))
                .isEqualTo("plan.yaml:1:21: values must be nested at most 20 deep, but this is deeper");
    }

    @Test
    void refusesAliasesThatMultiply() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String repeated = ("*a" + (i - 1) + ", ").repeat(9);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, repeated));
        }
        assertThat(problems(bomb + HEAD))
                .startsWith("plan.yaml:5:")
                .endsWith("aliases must repeat at most 10,000 values in all, but these repeat more");
    }

    @Test
    void refusesASteadyStreamOfAliases() {
        String text = HEAD + "  - {id: a, run: [&x echo" + ", *x".repeat(200_000) + "]}";
        assertThat(problems(text)).endsWith("aliases must repeat at most 10,000 values in all, but these repeat more");
    }

    @Test
    void refusesAliasesThatRepeatLongTexts() {
        String text = HEAD + "  - {id: a, run: [x], env: {A: &x \"" + "${{ run.id }}".repeat(30_000) + "\""
                + IntStream.range(0, 9_000).mapToObj(i -> ", B" + i + ": *x").collect(Collectors.joining())
                + "}}";
        assertThat(problems(text))
                .startsWith("plan.yaml:4:")
                .endsWith("aliases must repeat at most 1,048,576 characters in all, but these repeat more");
    }

    @Test
    void refusesJsonThatMultiplies() {
        var bomb = new StringBuilder("  - id: a\n    http:\n      url: https://example.org\n      json:\n");
        bomb.append("        a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("        a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(problems(HEAD + bomb))
                .endsWith("aliases must repeat at most 10,000 values in all, but these repeat more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"params", "thresholds"})
    void refusesTenThousandDeclarations(String key) {
        String text =
                "version: 1\nname: n\n" + key + ":\n" + keys(10_000, "  k%d: 1 > 2\n") + "steps: [{id: a, run: [x]}]\n";
        assertThat(problems(text)).contains("'" + key + "' must have at most 100 entries, but it has 10,000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run: [x], outputs: {%s}",
                "http: {url: 'https://x.org', headers: {%s}}",
                "run: [x], success: [%s]",
                "run: [x], on_error: [%s]"
            })
    void refusesTenThousandEntriesOfAStep(String step) {
        String entries = keys(10_000, step.contains("[%s]") ? "k%d, " : "k%d: text, ");
        assertThat(problems(HEAD + "  - {id: a, " + step.formatted(entries) + "}\n"))
                .contains("must have at most 100 entries, but it has 10,000");
    }

    @Test
    void readsTenThousandVariablesAndTenThousandKeysOfJson() {
        String text = HEAD + "  - id: a\n    env: {" + keys(10_000, "K%d: v, ") + "}\n"
                + "    http: {url: 'https://x.org', json: {"
                + keys(10_000, "k%d: ${0}, ").replace("${0}", "1") + "}}\n";
        PlanStep step = PlanReader.parse("plan.yaml", text, WIDEST).steps().getFirst();
        assertThat(step.env()).hasSize(10_000);
    }

    @Test
    void saysWhatIsWrongWithTenThousandUnknownKeys() {
        assertThat(problems(HEAD + "  - {id: a, run: [x], " + keys(10_000, "tmeout%d: 1s, ") + "}\n"))
                .hasLineCount(101)
                .contains("unknown key 'tmeout0' in a step; did you mean 'timeout'?")
                .endsWith("and 9,900 more problems");
    }

    @Test
    void saysOnceWhatIsWrongWithManyHoles() {
        String holes = "${{ params.nothing }}".repeat(40_000);
        assertThat(problems(HEAD + "  - {id: a, run: [x], env: {A: \"" + holes + "\"}}\n"))
                .isEqualTo("plan.yaml:4:33: there is no parameter 'nothing'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "(", "a || ", "a == b && ", "[", "exists(", "'a", "a.", "9", "-", "a in ["})
    void refusesLongAndDeepExpressions(String part) {
        assertThat(problems(HEAD + "  - {id: a, run: [x], if: \"" + part.repeat(1_990 / part.length()) + "\"}\n"))
                .startsWith("plan.yaml:4:");
        assertThat(problems(HEAD + "  - {id: a, run: [x], if: \"" + part.repeat(500_000 / part.length()) + "\"}\n"))
                .startsWith("plan.yaml:4:")
                .contains("at most 2,000 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run: [x], if: \"%s\"",
                "run: [x], env: {A: \"${{ %s }}\"}",
                "http: \"ftp://%s\"",
                "http: {url: 'https://x.org', headers: {\"%s\": x}}",
                "http: {url: 'https://x.org', method: \"%s\"}",
                "run: [x], outputs: {a: \"%s\"}",
                "run: [x], on_error: [{class: \"%s\", do: skip}]",
                "run: [x], on_error: [{class: timeout, do: create_path, path: \"../%s\"}]",
                "run: [x], component: \"%s\", critical: \"%s\"",
                "run: [x], \"%s\": 1",
                "run: \"${{ %s\""
            })
    void saysOnePrintableLineAboutHostileWords(String step) {
        for (String word : new String[] {
            "\\e[2J\\e]0;x\\a", "\\u202e\\u2066", "a\\nplan.yaml:1:1: b", "`$(reboot)`", "x".repeat(5_000)
        }) {
            String text = HEAD + "  - {id: a, " + step.replace("%s", word) + "}\n";
            assertThat(problems(text).lines())
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("plan.yaml:")
                            .isEqualTo(Printable.escaped(line))
                            .hasSizeLessThan(3_000));
        }
    }

    private static String keys(int count, String form) {
        return IntStream.range(0, count).mapToObj(form::formatted).collect(Collectors.joining());
    }

    @Test
    void stopsListingProblemsAtAHundred() {
        String text = "version: 1\nname: n\n"
                + IntStream.range(0, 50_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());
        assertThat(problems(text)).hasLineCount(101).endsWith("and 49,901 more problems");
    }

    @Test
    void guessesWithoutComparingEverythingWithEverything() {
        String text = HEAD
                + IntStream.range(0, 10_000)
                        .mapToObj(i -> "- {id: %s%d, run: [x], needs: [%s%dx]}\n"
                                .formatted("s".repeat(20), i, "s".repeat(20), i))
                        .collect(Collectors.joining());
        assertThat(problems(text)).hasLineCount(101).contains("did you mean");
    }

    @Test
    void readsAsManyStepsAsAreAllowed() {
        String text = HEAD
                + IntStream.range(0, 10_000)
                        .mapToObj(i -> i == 9_999
                                ? "- {id: s9999, run: [x]}\n"
                                : "- {id: s%d, run: [x], needs: [s%d]}\n".formatted(i, i + 1))
                        .collect(Collectors.joining());
        Plan plan = PlanReader.parse("plan.yaml", text, WIDEST);
        assertThat(plan.steps())
                .hasSize(10_000)
                .first()
                .extracting(PlanStep::id)
                .isEqualTo("s9999");
    }

    @Test
    void refusesMoreStepsThanAllowed() {
        String text = HEAD
                + IntStream.range(0, 21)
                        .mapToObj(i -> "- {id: s%d, run: [x], needs: [s20]}\n".formatted(i))
                        .collect(Collectors.joining());
        assertThatThrownBy(() -> PlanReader.parse(
                        "plan.yaml",
                        text.replace("{id: s20, run: [x], needs: [s20]}", "{id: s20, run: [x]}"),
                        PlanLimits.DEFAULT))
                .hasMessage("plan.yaml:24:3: a plan must have at most 20 steps, but this has 21");
    }

    @Test
    void readsOneLongLine() {
        assertThat(problems("x".repeat(PlanReader.MAX_BYTES)))
                .isEqualTo("plan.yaml:1:1: a plan must be a map, but it is the text '" + "x".repeat(80) + "...'");
    }

    /** Whatever single character of a plan is damaged, the answer is a plan or the one exception. */
    @Test
    void neverFailsInAnotherWay() throws IOException {
        String text = Files.readString(Path.of("..", "examples", "plans", "triage.yaml"))
                .replaceAll("(?m)^ *#.*\n", "");
        var random = new SplittableRandom(7);
        String odd = "\0\t\n\r \"'#%&*!|>-?:,[]{}@`\\~<=0x\u0085\u2028\ufeff\ud83d";
        for (int i = 0; i < 2_500; i++) {
            var damaged = new StringBuilder(text);
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                damaged.setCharAt(random.nextInt(text.length()), odd.charAt(random.nextInt(odd.length())));
            }
            try {
                assertThat(PlanReader.parse("plan.yaml", damaged.toString(), PlanLimits.DEFAULT)
                                .steps())
                        .isNotEmpty();
            } catch (PlanProblemsException e) {
                assertThat(e.problems())
                        .allMatch(
                                problem -> Printable.escaped(problem.message()).equals(problem.message()));
            }
        }
    }
}
