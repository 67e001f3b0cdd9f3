package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans whose keys were put together by chance, with values that fit, values that belong elsewhere and values that fit nowhere. */
@Timeout(60)
class OddPlansTest {
    private static final int PLANS = 2_500;

    /** What could stand after each key of a step. */
    private static final Map<String, List<String>> STEP = new TreeMap<>(Map.ofEntries(
            Map.entry("run", List.of("[sh, -c, x]", "'echo $A'", "[]", "[[x]]", "''")),
            Map.entry(
                    "http",
                    List.of("'https://x.org/a'", "{ url: '${{ params.p }}' }", "{ method: GET }", "{ url: 7 }")),
            Map.entry(
                    "llm",
                    List.of("{ model: m, prompt: 'say ${{ params.p }}' }", "{ model: m }", "{ max_tokens: -1 }")),
            Map.entry("agent", List.of("solver", "[solver]", "''")),
            Map.entry("plan", List.of("other.yaml", "../../etc/passwd", "/etc/passwd", "''", "{ file: x }")),
            Map.entry("approve", List.of("'really?'", "''", "true", "{ question: x }")),
            Map.entry("wait", List.of("30s", "{ until: '2027-01-01T00:00:00Z' }", "-1s", "{ }", "{ until: never }")),
            Map.entry("check", List.of("params.n > 1", "[params.n > 1, true]", "[]", "'(('")),
            Map.entry("with", List.of("{ a: b }", "{ a: '${{ params.p }}' }", "[a]")),
            Map.entry("needs", List.of("s0", "[s0, s1]", "[s0, s0]", "self", "[]", "nobody", "{ s0: 1 }")),
            Map.entry(
                    "if", List.of("params.n > 1", "steps.s0.outcome == 'failed'", "steps.self.outcome", "1 +", "null")),
            Map.entry(
                    "env",
                    List.of("{ A: '${{ params.p }}' }", "{ A: '${{ steps.s0.outputs.o }}' }", "{ '1': x }", "[A]")),
            Map.entry("outputs", List.of("[o]", "{ o: text, q: /a/b }", "{ o: nowhere }", "o")),
            Map.entry("success", List.of("exit == 0", "[outputs.o != '']", "status in [200]", "[[]]")),
            Map.entry("timeout", List.of("30s", "0s", "soon", "5", "99999999d")),
            Map.entry("estimate", List.of("30s", "-1s", "[1s]")),
            Map.entry(
                    "retry", List.of("2", "21", "-1", "{ max: 2, base: 1s, cap: 2s }", "{ base: 9s, cap: 1s }", "1.5")),
            Map.entry(
                    "on_error",
                    List.of("[{ class: timeout, do: retry }]", "[{ class: '*', do: fallback, to: b }]", "[]", "x")),
            Map.entry("fallback", List.of("{ run: [x] }", "{ approve: x }", "{ wait: 1s }", "run")),
            Map.entry("heal", List.of("off", "[retry, skip]", "[]", "all of it")),
            Map.entry("component", List.of("db", "''", "[db]")),
            Map.entry("uses", List.of("{ gpu: 1 }", "{ gpu: 0 }", "{ gpu: 99999999999 }", "{ cpu: 1 }", "gpu")),
            Map.entry("priority", List.of("5", "-101", "high", "0.5")),
            Map.entry("critical", List.of("true", "false", "maybe")),
            Map.entry("parallel", List.of("true", "false", "3")),
            Map.entry(
                    "for_each",
                    List.of(
                            "[a, b]",
                            "{ in: [a], as: x, most: 5, parallel: 2 }",
                            "{ in: params.p, most: 100000 }",
                            "[]",
                            "{ }")),
            Map.entry(
                    "choose",
                    List.of(
                            "{ among: [{ agent: a, run: [x] }, { agent: b, run: [y] }] }",
                            "{ threshold: t, explore: 0.1, among: [{ agent: a, run: [x] }, { agent: b, run: [y] }] }",
                            "{ among: [{ agent: a, approve: x }, { agent: a, wait: 1s }] }",
                            "{ among: [] }"))));

    /** What could stand after each key of a plan, besides its steps. */
    private static final Map<String, List<String>> PLAN = new TreeMap<>(Map.of(
            "goal", List.of("better reports", "[x]", "''"),
            "params",
                    List.of(
                            "{ n: 1, p: '' }",
                            "{ n: { type: number }, p: { type: text } }",
                            "{ n: { type: map } }",
                            "[n]"),
            "thresholds", List.of("{ t: n > 3 }", "{ t: params.n > 3 }", "{ t: p > q }", "t"),
            "resources", List.of("{ gpu: 2 }", "{ gpu: 0 }", "{ gpu: many }", "[gpu]"),
            "budget",
                    List.of("{ time: 1h, usd: 2.50, tokens: 1000, calls: 5 }", "{ usd: -1 }", "{ time: never }", "1h"),
            "schedule", List.of("'0 3 * * *'", "'61 * * * *'", "{ cron: '0 3 * * *', zone: Mars/North }", "[]")));

    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "1e309",
            ".nan",
            "0x1f",
            "''",
            "[]",
            "{}",
            "[[[]]]",
            "{ a: { b: c } }",
            "'${{'",
            "'${{ }}'",
            "'${{ steps.self.outputs.o }}'",
            "\"\\e[31m\\0\"",
            "2026-11-22",
            "~",
            "'" + "x".repeat(5_000) + "'",
            "9".repeat(400),
            "!!str x",
            "*nobody",
            "&a [*a]",
            "? x",
            "'a\u202eb'");

    @Test
    void whateverStandsTogetherTheAnswerIsAPlanOrTheOneException() {
        var random = new SplittableRandom(11);
        int read = 0;
        for (int i = 0; i < PLANS; i++) {
            String text = plan(random);
            try {
                Plan plan = PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT);
                assertThat(plan.steps()).as(text).isNotEmpty();
                read++;
            } catch (PlanProblemsException e) {
                assertThat(e.problems())
                        .as(text)
                        .isNotEmpty()
                        .allMatch(
                                problem -> Printable.escaped(problem.message()).equals(problem.message()))
                        .allMatch(problem -> problem.message().length() < 1_000);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "The answer must be a plan or its problems, but it is (%s):%n%s".formatted(e, text), e);
            }
        }
        assertThat(read).as("how many of them are plans").isBetween(PLANS / 20, PLANS * 9 / 10);
    }

    private static String plan(RandomGenerator random) {
        var text = new StringBuilder("version: 1\nname: odd\n");
        PLAN.forEach((key, values) -> {
            if (key.equals("params") || random.nextInt(3) == 0) {
                text.append(key).append(": ").append(value(values, random)).append('\n');
            }
        });
        text.append("steps:\n");
        IntStream.range(0, random.nextInt(1, 4)).forEach(i -> text.append(step("s" + i, random)));
        return text.toString();
    }

    private static String step(String id, RandomGenerator random) {
        List<String> bodies = List.of("run", "http", "llm", "agent", "plan", "approve", "wait", "check", "choose");
        List<String> keys = new ArrayList<>(List.of(drawn(bodies, random)));
        List<String> others =
                STEP.keySet().stream().filter(key -> !bodies.contains(key)).toList();
        for (int n = random.nextInt(4); n > 0; n--) {
            keys.add(drawn(random.nextInt(8) == 0 ? bodies : others, random));
        }
        return keys.stream()
                .distinct()
                .map(key -> "    %s: %s\n".formatted(key, value(Objects.requireNonNull(STEP.get(key)), random)))
                .collect(Collectors.joining("", "  - id: " + id + "\n", ""))
                .replace("self", id);
    }

    /** More often than not the first, which fits. */
    private static String value(List<String> values, RandomGenerator random) {
        return switch (random.nextInt(16)) {
            case 0 -> drawn(ODD, random);
            case 1, 2 -> drawn(values, random);
            default -> values.getFirst();
        };
    }

    private static String drawn(List<String> among, RandomGenerator random) {
        return among.get(random.nextInt(among.size()));
    }
}
