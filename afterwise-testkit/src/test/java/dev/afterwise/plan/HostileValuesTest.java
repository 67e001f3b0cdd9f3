package dev.afterwise.plan;

import static dev.afterwise.plan.PlanBench.script;
import static dev.afterwise.plan.PlanBench.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Policy;
import dev.afterwise.Status;
import dev.afterwise.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No value is ever read as a command: each is handed on as it is, by commands that really run. */
@Timeout(60)
class HostileValuesTest {
    static List<String> values() {
        return List.of(
                "$(touch pwned)",
                "`touch pwned`",
                "'; touch pwned; '",
                "\"; touch pwned; \"",
                "\n touch pwned\n",
                "|| touch pwned #",
                "& touch pwned &",
                "> pwned",
                "${IFS}touch${IFS}pwned",
                "$AFTERWISE_OUTPUT",
                "${{ params.other }}",
                "-rf / --output=pwned",
                "\\\\'\"$`\u0001\u001b[31mred\u001b[0m\u202e",
                "%s%n%d",
                "a\tb\rc",
                "ünïcödé \ud83e\udd80",
                "x".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueArrivesAsItIs(String value, @TempDir Path folder) throws Exception {
        var bench = new PlanBench(folder);
        var plan = new Plan(
                "hostile",
                List.of(new Param("v", Param.Kind.TEXT, null), new Param("other", Param.Kind.TEXT, Value.of("OTHER"))),
                Collections.emptySortedMap(),
                List.of(
                        script(
                                        "first",
                                        "printf '%s' \"$V\" > first; printf 'v=%s\\n' \"$V\" | head -n 1 > \"$AFTERWISE_OUTPUT\"")
                                .env(Map.of("V", template("${{ params.v }}")))
                                .outputs(Map.of("v", Output.written("v")))
                                .build(),
                        PlanStep.builder("second")
                                .body(new Body.Command(List.of("sh", "-c", "printf '%s' \"$V\" > second")))
                                .needs(List.of("first"))
                                .env(Map.of("V", template("${{ steps.first.outputs.v }}")))
                                .build()));

        PlanResult result = bench.run(plan, Map.of("v", Value.of(value)), Policy.INITIAL);

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(folder.resolve("pwned")).doesNotExist();
        assertThat(Files.readString(folder.resolve("first"), StandardCharsets.UTF_8))
                .isEqualTo(value);
        assertThat(Files.readString(folder.resolve("second"), StandardCharsets.UTF_8))
                .isEqualTo(value.split("[\\n\\r]", -1)[0]);
    }
}
