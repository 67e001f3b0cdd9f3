package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Value;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Budget;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ForEach;
import dev.afterwise.plan.Healing;
import dev.afterwise.plan.Healing.Way;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.OnError.Reaction;
import dev.afterwise.plan.Output;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.plan.Retries;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Terms;
import dev.afterwise.plan.Threshold;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is built in Java and what is written in YAML is the same plan, whichever keys stand together. */
class PlanRoundTripTest {
    private static final List<String> WORDS = List.of(
            "a", "two words", "it's", "7", "true", "#1", "a: b", "ä€", "${{ params.text }}", "x ${{ run.id }} y");

    private final SplittableRandom random = new SplittableRandom(7);

    /** One half of a step: its builder, and the lines of the file. */
    private static final class Draft {
        final PlanStep.Builder builder;
        final StringBuilder yaml = new StringBuilder();
        boolean isWork = true;
        boolean writesFiles = true;
        boolean isNested;
        boolean hasItems;

        Draft(String id) {
            this.builder = PlanStep.builder(id);
            key("id", id);
        }

        void key(String key, String value) {
            yaml.append(yaml.isEmpty() ? "  - " : "    ")
                    .append(key)
                    .append(": ")
                    .append(value)
                    .append('\n');
        }
    }

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String map(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + ": " + quoted(each.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static SortedMap<String, Template> templates(Map<String, String> texts) {
        var templates = new TreeMap<String, Template>();
        texts.forEach((name, text) -> templates.put(name, Template.of(text)));
        return templates;
    }

    private Map<String, String> named(String... names) {
        var named = new TreeMap<String, String>();
        for (String name : names) {
            if (maybe()) {
                named.put(name, any(WORDS));
            }
        }
        return named;
    }

    private void body(Draft step) {
        String word = any(WORDS);
        String fixed = word.contains("$") ? "z" : word;
        switch (random.nextInt(9)) {
            case 0 -> {
                step.builder.body(new Body.Command(List.of("sh", fixed)));
                step.key("run", "[sh, " + quoted(fixed) + "]");
            }
            case 1 -> {
                step.builder.body(new Body.Script("echo " + fixed));
                step.key("run", quoted("echo " + fixed));
            }
            case 2 -> {
                var with = named("one", "two");
                step.builder.body(new Body.Agent("sort", templates(with)));
                step.key("agent", "sort");
                if (!with.isEmpty()) {
                    step.key("with", map(with));
                }
            }
            case 3 -> {
                step.builder.body(new Body.Prompt("small", Template.of(word), Template.of(fixed), 9));
                step.key(
                        "llm",
                        "{ model: small, prompt: %s, system: %s, max_tokens: 9 }"
                                .formatted(quoted(word), quoted(fixed)));
                step.writesFiles = false;
            }
            case 4 -> {
                var with = named("one");
                step.builder.body(new Body.Nested("other.yaml", templates(with)));
                step.key("plan", "other.yaml");
                if (!with.isEmpty()) {
                    step.key("with", map(with));
                }
                step.writesFiles = false;
                step.isNested = true;
            }
            case 5 -> {
                step.builder.body(new Body.Approval(Template.of(word)));
                step.key("approve", quoted(word));
                step.isWork = false;
            }
            case 6 -> {
                boolean isMoment = random.nextBoolean();
                step.builder.body(
                        isMoment
                                ? Body.Wait.until(Template.of("${{ params.text }}"))
                                : Body.Wait.of(Duration.ofMillis(250)));
                step.key("wait", isMoment ? "{ until: '${{ params.text }}' }" : "250ms");
                step.isWork = false;
            }
            case 7 -> {
                step.builder.body(new Body.Check(List.of(Expression.of("params.number > 3"))));
                step.key("check", random.nextBoolean() ? "params.number > 3" : "['${{ params.number > 3 }}']");
                step.isWork = false;
            }
            default -> {
                step.builder
                        .among(List.of(
                                new Alternative("one", new Body.Command(List.of("x"))),
                                new Alternative("two", new Body.Agent("sort", new TreeMap<>()))))
                        .threshold("hard", 0.25);
                step.key(
                        "choose",
                        "{ threshold: hard, explore: 0.25, among: [{ agent: one, run: [x] }, { agent: two, call: sort }] }");
            }
        }
    }

    private void work(Draft step) {
        if (maybe()) {
            step.builder.forEach(ForEach.in(Expression.of("params.text"))
                    .as("file")
                    .withMost(5)
                    .withAtOnce(2));
            step.key("for_each", "{ in: params.text, as: file, most: 5, parallel: 2 }");
            step.hasItems = true;
        }
        if (maybe() && !step.isNested) {
            var env = new TreeMap<>(named("A", "B"));
            if (step.hasItems) {
                env.put("FILE", "${{ file }} of ${{ file.index }}");
            }
            step.builder.env(templates(env));
            step.key("env", map(env));
        }
        if (maybe()) {
            step.builder.timeout(Duration.ofMinutes(3));
            step.key("timeout", "3m");
        }
        if (maybe()) {
            step.builder.outputs(Map.of("text", Output.TEXT));
            step.key("outputs", "{ text: text }");
        } else if (maybe() && step.writesFiles) {
            step.builder.outputs(Map.of("a", Output.written("a"), "b", Output.written("b")));
            step.key("outputs", random.nextBoolean() ? "[a, b]" : "{ b: file, a: file }");
        }
        if (maybe()) {
            step.builder.success(List.of(Expression.of("text != ''")));
            step.key("success", "text != ''");
        }
        if (maybe() && !step.isNested) {
            step.builder.component("shop");
            step.key("component", "shop");
        }
        failures(step);
        if (maybe()) {
            step.builder.uses(new TreeMap<>(Map.of("gpu", 2)));
            step.key("uses", "{ gpu: 2 }");
        }
    }

    private void failures(Draft step) {
        if (maybe()) {
            Set<Way> ways = EnumSet.of(Way.CREATE_PATH);
            ways.add(any(List.of(Way.values())));
            step.builder.heal(random.nextInt(4) == 0 ? Healing.OFF : new Healing(ways));
            Healing heal = step.builder.build().heal();
            step.key("heal", heal.ways().isEmpty() ? "off" : "[" + heal + "]");
            return;
        }
        if (maybe()) {
            step.builder.retry(new Retries(2, Duration.ofMillis(500), Duration.ofSeconds(30)));
            step.key("retry", "{ max: 2, base: 500ms }");
        }
        if (maybe()) {
            step.builder.fallback(new Body.Agent("sort", new TreeMap<>()));
            step.key("fallback", "{ agent: sort }");
        }
        if (maybe()) {
            step.builder.onError(List.of(
                    new OnError(Set.of(FailureClass.TIMEOUT, FailureClass.CACHE), new Reaction.Skip()),
                    new OnError(Set.of(), new Reaction.CreatePath("out"))));
            step.key("on_error", "[{ class: [cache, timeout], do: skip }, { class: '*', do: create_path, path: out }]");
        }
    }

    private Draft step(int number) {
        var step = new Draft("s" + number);
        var needs = new ArrayList<String>();
        for (int i = 0; i < number; i++) {
            if (random.nextInt(4) == 0) {
                needs.add("s" + i);
            }
        }
        if (!needs.isEmpty()) {
            step.builder.needs(needs);
            step.key("needs", needs.size() == 1 ? needs.getFirst() : needs.toString());
        }
        body(step);
        if (step.isWork) {
            work(step);
        }
        if (maybe()) {
            step.builder.condition(Expression.of("thresholds.hard"));
            step.key("if", random.nextBoolean() ? "thresholds.hard" : "${{ thresholds.hard }}");
        }
        if (maybe()) {
            step.builder.estimate(Duration.ofHours(2));
            step.key("estimate", "2h");
        }
        if (maybe()) {
            step.builder.priority(-7);
            step.key("priority", "-7");
        }
        if (maybe()) {
            step.builder.critical(false).parallel(false);
            step.key("critical", "false");
            step.key("parallel", "false");
        }
        return step;
    }

    private Terms terms(StringBuilder yaml) {
        Terms terms = Terms.NONE.withResources(new TreeMap<>(Map.of("gpu", 2)));
        yaml.append("resources: { gpu: 2 }\n");
        if (maybe()) {
            terms = terms.withGoal("To be done");
            yaml.append("goal: To be done\n");
        }
        if (maybe()) {
            terms = terms.withBudget(new Budget(Duration.ofHours(1), Money.dollars("2.50"), null, 10L));
            yaml.append("budget: { time: 1h, usd: 2.50, calls: 10 }\n");
        }
        if (maybe()) {
            terms = terms.withSchedule(Recurrence.of("0 3 * * *").in(ZoneId.of("Europe/Berlin")));
            yaml.append("schedule: { cron: '0 3 * * *', zone: Europe/Berlin }\n");
        }
        return terms;
    }

    @Test
    void whatIsWrittenIsWhatIsBuilt() {
        for (int run = 0; run < 400; run++) {
            var yaml = new StringBuilder("version: 1\nname: made\n");
            yaml.append("params: { text: { type: text }, number: 5 }\nthresholds: { hard: number > 7 }\n");
            Terms terms = terms(yaml);
            var steps = new ArrayList<PlanStep>();
            yaml.append("steps:\n");
            for (int i = random.nextInt(1, 7); i > 0; i--) {
                Draft step = step(steps.size());
                steps.add(step.builder.build());
                yaml.append(step.yaml);
            }
            var built = new Plan(
                    "made",
                    List.of(
                            new Param("text", Param.Kind.TEXT, null),
                            new Param("number", Param.Kind.NUMBER, Value.of(5))),
                    new TreeMap<>(Map.of("hard", new Threshold("number", 7))),
                    steps,
                    terms);
            assertThat(PlanReader.parse("made.yaml", yaml.toString(), PlanLimits.DEFAULT))
                    .as(yaml.toString())
                    .isEqualTo(built);
            assertThat(built.withSteps(
                            steps.stream().map(step -> step.edit().build()).toList()))
                    .isEqualTo(built);
        }
    }
}
