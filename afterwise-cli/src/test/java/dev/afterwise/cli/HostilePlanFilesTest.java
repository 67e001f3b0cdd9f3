package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.cli.answer.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no plans, or are meant to cost time, memory or a terminal, given to every command that takes a plan. */
@Timeout(60)
class HostilePlanFilesTest {
    private static final String HEAD = "version: 1\nname: hostile\n";
    private static final Set<Integer> REFUSED = Set.of(Exit.USAGE.code(), Exit.NOT_FOUND.code());
    private static final Map<String, String> FILES = files();

    @TempDir
    Path folder;

    private static Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put("empty", "");
        files.put("blank", " \n\n");
        files.put("json", "{\"a\": [1, 2");
        files.put("list", "- 1\n- 2\n");
        files.put("two-documents", HEAD + "steps:\n  - { id: a, run: [x] }\n---\n" + HEAD);
        files.put("tab", HEAD + "steps:\n\t- { id: a, run: [x] }\n");
        files.put("no-steps", HEAD + "steps: []\n");
        files.put("null-bytes", "version: 1\0\nname: a\n");
        files.put(
                "escapes",
                "version: 1\nname: \"\\e[31mred\\a\"\nsteps:\n  - { id: \"\\e]0;t\\a\", rnu: [\"\\e[2J\"] }\n");
        files.put("needs-itself", step("a", "needs: a, run: [x]"));
        files.put("needs-in-a-circle", step("a", "needs: b, run: [x]") + "  - { id: b, needs: a, run: [x] }\n");
        files.put("takes-itself", step("a", "plan: takes-itself.yaml"));
        files.put("takes-a-file-outside", step("a", "plan: ../../../../etc/passwd"));
        files.put("takes-a-file-that-is-not-there", step("a", "plan: nowhere.yaml"));
        files.put("runs-what-it-is-told", step("a", "run: [sh, -c, \"${{ params.x }}\"]"));
        files.put("long-expression", step("a", "run: [x], if: \"" + "!".repeat(100_000) + "true\""));
        files.put("deep-expression", step("a", "run: [x], if: \"" + "(".repeat(900) + "1" + ")".repeat(900) + "\""));
        files.put("deep", HEAD + "steps: " + "[".repeat(10_000) + "]".repeat(10_000));
        files.put("aliases-that-multiply", aliases());
        files.put("ten-thousand-that-need-all", needingAll());
        files.put("a-million-items", step("a", "run: [x], for_each: { in: [a], most: 1000000 }"));
        files.put("less-than-no-budget", HEAD + "budget: { usd: -1 }\nsteps:\n  - { id: a, run: [x] }\n");
        files.put("no-such-time", HEAD + "schedule: \"99 \\e[2J * * *\"\nsteps:\n  - { id: a, run: [x] }\n");
        files.put("never", HEAD + "schedule: '0 0 30 2 *'\nsteps:\n  - { id: a, run: [x] }\n");
        files.put("too-large", "#".repeat(1_048_577));
        return files;
    }

    private static String step(String id, String keys) {
        return HEAD + "steps:\n  - { id: " + id + ", " + keys + " }\n";
    }

    private static String aliases() {
        return HEAD + "x0: &x0 [a, a, a, a, a, a, a, a, a]\n"
                + IntStream.range(1, 12)
                        .mapToObj(i -> "x%d: &x%d [%s]\n"
                                .formatted(i, i, String.join(", ", Collections.nCopies(9, "*x" + (i - 1)))))
                        .collect(Collectors.joining())
                + "steps: *x11\n";
    }

    private static String needingAll() {
        return HEAD + "steps:\n  - { id: s0, run: [x], needs: &all ["
                + IntStream.range(1, 10_000).mapToObj(i -> "s" + i).collect(Collectors.joining(", "))
                + "] }\n"
                + IntStream.range(1, 10_000)
                        .mapToObj(i -> "  - { id: s%d, run: [x], needs: *all }\n".formatted(i))
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan graph",
                "plan explain",
                "plan simulate",
                "plan refine",
                "plan adapt",
                "plan next",
                "plan compare",
                "run",
                "run --dry-run"
            })
    void refusesSomeOfThemInWords(String command) {
        refusesThem(
                command, List.of("empty", "escapes", "takes-itself", "aliases-that-multiply", "deep", "no-such-time"));
    }

    @Test
    void refusesAllOfThemInWords() {
        refusesThem("plan validate", FILES.keySet());
    }

    private void refusesThem(String command, Collection<String> names) {
        var cli = new Cli(folder);
        for (String name : names) {
            cli.write(name + ".yaml", Objects.requireNonNull(FILES.get(name)));
            refused(cli, command, name + ".yaml");
        }
        refused(cli, command, "missing.yaml");
        refused(cli, command, "."); // a folder
        assertThat(cli.store()).doesNotExist();
    }

    private static void refused(Cli cli, String command, String file) {
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        arguments.add(file);
        if (command.equals("plan compare")) {
            arguments.add(file);
        }
        Cli.Result result = cli.run(arguments.toArray(String[]::new));
        String what = "%s %s: %s%s".formatted(command, file, result.out(), result.err());
        assertThat(REFUSED).as(what).contains(result.exit());
        assertThat(result.out() + result.err())
                .as(what)
                .isNotBlank()
                .hasSizeLessThan(50_000)
                .doesNotContain("Unknown command", "Unknown option")
                .doesNotContain("Exception", "\tat ", "\u001b", "\u0007", "\0");
    }

    /** What can be read can be shown, however much it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan validate",
                "plan graph",
                "plan graph --mermaid",
                "plan graph --svg",
                "plan explain",
                "plan refine"
            })
    void showsALargePlan(String command) throws IOException {
        Files.writeString(
                folder.resolve("large.yaml"),
                HEAD + "steps:\n"
                        + IntStream.range(0, 300)
                                .mapToObj(i -> "  - { id: s%d, run: [x]%s }\n"
                                        .formatted(i, i < 20 ? "" : ", needs: [s%d, s%d]".formatted(i - 20, i - 19)))
                                .collect(Collectors.joining()));
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        arguments.add("large.yaml");
        Cli.Result result =
                new Cli(folder).env("AFTERWISE_MAX_PLAN_STEPS", "300").run(arguments.toArray(String[]::new));
        assertThat(result.exit()).as(result.err()).isNotIn(Exit.INTERNAL.code(), Exit.USAGE.code());
    }
}
