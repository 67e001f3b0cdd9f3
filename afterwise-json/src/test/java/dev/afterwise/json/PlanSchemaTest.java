package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.plan.PlanLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema knows what the reader knows: keys, words and, as far as a schema can say it, what stands under them. */
class PlanSchemaTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "plans");
    private static final String HEAD = "version: 1\nname: n\nsteps:\n";
    private static final Map<String, @Nullable Object> SCHEMA = schema();

    private static Map<String, @Nullable Object> schema() {
        try {
            return JsonTree.object(PlanSchema.text());
        } catch (JsonTree.DamagedException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    private static boolean accepts(String text) {
        var problems = new Problems();
        YamlNode root = YamlTree.of(text, problems);
        assertThat(problems.isEmpty()).as("it is YAML: %s", text).isTrue();
        return new SchemaCheck(SCHEMA).accepts(Objects.requireNonNull(root));
    }

    private static boolean isReadable(String text) {
        try {
            PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT);
            return true;
        } catch (PlanProblemsException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void acceptsTheExamplesAsTheReaderDoes(Path file) throws IOException {
        assertThat(PlanReader.read(file, PlanLimits.DEFAULT).steps()).isNotEmpty();
        assertThat(accepts(Files.readString(file))).isTrue();
    }

    @SuppressWarnings("unchecked") // the tree of a JSON object
    private static Object at(String path) {
        Object at = SCHEMA;
        for (String token : path.split("/", -1)) {
            at = token.matches("[0-9]+")
                    ? ((List<Object>) at).get(Integer.parseInt(token))
                    : Objects.requireNonNull(((Map<String, Object>) at).get(token), path);
        }
        return at;
    }

    private static void assertKeys(String path, List<String> keys) {
        assertThat(new TreeSet<Object>(((Map<?, ?>) at(path)).keySet()))
                .as(path)
                .isEqualTo(new TreeSet<Object>(keys));
    }

    private static void assertWords(String path, List<String> words) {
        assertThat(at(path)).as(path).isEqualTo(words);
    }

    @Test
    void knowsTheKeysThatTheReaderKnows() {
        assertKeys("properties", PlanForm.KEYS);
        assertKeys("$defs/step/properties", PlanStepForm.KEYS);
        assertKeys("$defs/param/anyOf/1/properties", DeclarationForm.PARAM_KEYS);
        assertKeys("$defs/http/anyOf/1/properties", RequestForm.KEYS);
        assertKeys("$defs/choose/properties", ChoiceForm.KEYS);
        assertKeys("$defs/alternative/properties", ChoiceForm.ALTERNATIVE_KEYS);
        assertKeys("$defs/fallback/properties", BodyForm.KEYS);
        assertKeys("$defs/retry/anyOf/1/properties", RetryForm.KEYS);
        assertKeys("$defs/reaction/properties", ReactionForm.KEYS);
        assertKeys("$defs/budget/properties", TermsForm.BUDGET_KEYS);
        assertKeys("$defs/schedule/anyOf/1/properties", RecurrenceForm.KEYS);
        assertKeys("$defs/llm/properties", PromptForm.KEYS);
        assertKeys("$defs/wait/anyOf/1/properties", PauseForm.WAIT_KEYS);
        assertKeys("$defs/for_each/anyOf/1/properties", ForEachForm.KEYS);
    }

    @Test
    void knowsTheWordsThatTheReaderKnows() {
        assertWords("$defs/param/anyOf/1/properties/type/enum", DeclarationForm.TYPES);
        assertWords("$defs/http/anyOf/1/properties/method/enum", RequestForm.METHODS);
        assertWords("$defs/reaction/properties/do/enum", ReactionForm.REACTIONS);
        assertWords("$defs/class/enum", ReactionForm.CLASSES);
        assertWords("$defs/heal/anyOf/1/items/enum", HealingForm.WAYS);
        assertWords("$defs/for_each/anyOf/1/properties/as/not/enum", References.ROOTS);
        assertWords(
                "$defs/outputs/anyOf/0/additionalProperties/anyOf/0/enum", List.of(OutputForm.TEXT, OutputForm.FILE));
    }

    @Test
    void theExamplesHaveEveryKey() throws IOException {
        String example =
                Files.readString(EXAMPLES.resolve("triage.yaml")) + Files.readString(EXAMPLES.resolve("release.yaml"));
        Stream.of(
                        PlanForm.KEYS,
                        PlanStepForm.KEYS,
                        DeclarationForm.PARAM_KEYS,
                        RequestForm.KEYS,
                        ChoiceForm.KEYS,
                        ChoiceForm.ALTERNATIVE_KEYS,
                        RetryForm.KEYS,
                        ReactionForm.KEYS,
                        TermsForm.BUDGET_KEYS,
                        RecurrenceForm.KEYS,
                        PromptForm.KEYS,
                        PauseForm.WAIT_KEYS,
                        ForEachForm.KEYS)
                .flatMap(List::stream)
                .forEach(key -> assertThat(example).containsPattern("\\b" + key + ":"));
        ReactionForm.REACTIONS.forEach(word -> assertThat(example).contains("do: " + word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id: a",
                "id: 1a, run: [x]",
                "id: a, run: [x], http: 'https://x.org'",
                "id: a, rnu: [x]",
                "id: a, run: ' '",
                "id: a, run: []",
                "id: a, run: 7",
                "id: a, run: [[x]]",
                "id: a, run: 'echo ${{ params.x }}'",
                "id: a, run: [echo, 'x${{ params.x }}']",
                "id: a, http: 'ftp://example.org'",
                "id: a, http: {method: GET}",
                "id: a, http: {url: 'https://x.org', method: get}",
                "id: a, http: {url: 'https://x.org', headers: {'a b': c}}",
                "id: a, http: {url: 'https://x.org', headers: {hOst: c}}",
                "id: a, http: {url: 'https://x.org', json: 1, body: x}",
                "id: a, http: {url: 'https://x.org', expect: 99}",
                "id: a, http: {url: 'https://x.org', expect: [200, ok]}",
                "id: a, run: [x], needs: [1]",
                "id: a, run: [x], timeout: 1.5s",
                "id: a, run: [x], retry: 21",
                "id: a, run: [x], retry: {base: 1s}",
                "id: a, run: [x], env: {2A: b}",
                "id: a, run: [x], env: {A: [b]}",
                "id: a, run: [x], outputs: {a: b}",
                "id: a, run: [x], outputs: {a: '/~2'}",
                "id: a, run: [x], outputs: [1]",
                "id: a, run: [x], success: [[a]]",
                "id: a, run: [x], if: [a]",
                "id: a, run: [x], on_error: {class: timeout, do: retry}",
                "id: a, run: [x], on_error: [{class: late, do: retry}]",
                "id: a, run: [x], on_error: [{class: timeout, do: wait}]",
                "id: a, run: [x], on_error: [{class: [], do: retry}]",
                "id: a, run: [x], on_error: [{class: timeout, do: retry, to: a}]",
                "id: a, run: [x], on_error: [{class: timeout, do: create_path}]",
                "id: a, run: [x], on_error: [{class: timeout, do: skip, path: a}]",
                "id: a, run: [x], fallback: {}",
                "id: a, run: [x], fallback: {run: [x], http: 'https://x.org'}",
                "id: a, run: [x], critical: 1",
                "id: a, run: [x], parallel: 'yes'",
                "id: a, run: [x], component: ' '",
                "id: a, choose: {among: [{agent: a, run: [x]}]}",
                "id: a, run: [x], wait: 1s",
                "id: a, llm: {model: m}",
                "id: a, llm: {model: m, prompt: p, max_tokens: 0}",
                "id: a, llm: {model: '${{ params.x }}', prompt: p}",
                "id: a, agent: ' '",
                "id: a, run: [x], with: {a: b}",
                "id: a, agent: x, with: [a]",
                "id: a, plan: /etc/plan.yaml",
                "id: a, plan: p.yaml, env: {A: b}",
                "id: a, approve: ok, timeout: 1s",
                "id: a, approve: ok, for_each: [a]",
                "id: a, wait: 1s, retry: 1",
                "id: a, wait: {for: 1s}",
                "id: a, wait: soon",
                "id: a, check: []",
                "id: a, check: 1 < 2, outputs: {a: text}",
                "id: a, run: [x], for_each: {most: 2}",
                "id: a, run: [x], for_each: {in: [a], as: env}",
                "id: a, run: [x], for_each: {in: [a], most: 10001}",
                "id: a, run: [x], for_each: {in: [a], parallel: 65}",
                "id: a, run: [x], for_each: [[a]]",
                "id: a, run: [x], heal: none",
                "id: a, run: [x], heal: []",
                "id: a, run: [x], heal: [off]",
                "id: a, run: [x], uses: {gpu: 0}",
                "id: a, run: [x], uses: [gpu]",
                "id: a, run: [x], priority: 101",
                "id: a, run: [x], estimate: 5",
                "id: a, choose: {among: [{agent: a, call: x}, {agent: b, run: [y], with: {a: b}}]}",
                "id: a, run: [x], fallback: {run: [x], with: {a: b}}",
                "id: a, run: [x], fallback: {wait: 1s}",
                "id: a, choose: {among: [{agent: a, run: [x]}, {agent: fallback, run: [y]}]}",
                "id: a, choose: {explore: 0.5, among: [{agent: a, run: [x]}, {agent: b, run: [y]}]}",
                "id: a, choose: {explore: 2, threshold: t, among: [{agent: a, run: [x]}, {agent: b, run: [y]}]}"
            })
    void refusesWhatTheReaderRefuses(String step) {
        String text = HEAD + "  - {" + step + "}\n";
        assertThat(isReadable(text)).isFalse();
        assertThat(accepts(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goal: ' '",
                "resources: {gpu: 0}",
                "resources: {1a: 1}",
                "resources: [gpu]",
                "budget: {}",
                "budget: {usd: 0}",
                "budget: {usd: '2.50'}",
                "budget: {tokens: 1.5}",
                "budget: {money: 1}",
                "budget: 1h",
                "schedule: 5",
                "schedule: {zone: UTC}",
                "schedule: {cron: '0 3 * * *', missed: never}"
            })
    void refusesTermsThatTheReaderRefuses(String term) {
        String text = "version: 1\nname: n\n" + term + "\nsteps: [{id: a, run: [x]}]\n";
        assertThat(isReadable(text)).isFalse();
        assertThat(accepts(text)).isFalse();
    }

    /** Whatever is made of the examples: what can be read, the schema does not call wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"triage.yaml", "release.yaml"})
    void acceptsWhateverCanBeRead(String example) throws IOException {
        String[] values = {
            "1",
            "0.5",
            "true",
            "text",
            "' '",
            "[a]",
            "[]",
            "{}",
            "{a: b}",
            "a > 1",
            "5s",
            "/a",
            "file",
            "GET",
            "''",
            "https://x.org",
            "{max: 1}",
            "timeout",
            "['*']",
            "skip",
            "off",
            "2027-01-31T06:00:00Z",
            "200",
            "${{ params.ticket }}",
            "007",
            "0x1f",
            "~"
        };
        List<String> lines = Files.readAllLines(EXAMPLES.resolve(example));
        var random = new SplittableRandom(5);
        int read = 0;
        for (int i = 0; i < 1_500; i++) {
            var changed = new ArrayList<>(lines);
            for (int n = random.nextInt(1, 3); n > 0; n--) {
                int at = random.nextInt(changed.size());
                String line = changed.get(at);
                int colon = line.indexOf(": ");
                if (random.nextInt(4) == 0 || colon < 0) {
                    changed.remove(at);
                } else {
                    changed.set(at, line.substring(0, colon + 2) + values[random.nextInt(values.length)]);
                }
            }
            String text = String.join("\n", changed);
            if (isReadable(text)) {
                read++;
                assertThat(accepts(text)).as(text).isTrue();
            }
        }
        assertThat(read).isGreaterThan(200);
    }
}
