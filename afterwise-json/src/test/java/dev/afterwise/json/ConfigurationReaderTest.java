package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.BreakerLimits;
import dev.afterwise.Caps;
import dev.afterwise.GuardSettings;
import dev.afterwise.LoopSettings;
import dev.afterwise.Shield;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.Threshold;
import dev.afterwise.store.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
    private static final Configuration HARD = ConfigurationReader.parse("afterwise.yaml", """
            thresholds:
              hard: complexity > 7
              large: size > 1e6
            """);

    @TempDir
    private Path folder;

    private static Plan plan(String declared) {
        return PlanReader.parse("plan.yaml", "version: 1\nname: triage\n" + declared + """
                steps:
                  - id: answer
                    choose:
                      threshold: hard
                      among:
                        - {agent: quick, run: [a]}
                        - {agent: thorough, run: [b]}
                """, PlanLimits.DEFAULT, HARD);
    }

    private static LoopSettings loop(String text) {
        return ConfigurationReader.parse("afterwise.yaml", text).loop();
    }

    @Test
    void theLoopGoesAsItIsTold() {
        assertThat(loop("thresholds: {}")).isEqualTo(LoopSettings.STANDARD);
        assertThat(loop("adopt: auto\nloop: {every: 12h, after: 50}"))
                .isEqualTo(new LoopSettings(LoopSettings.Adopt.AUTO, Duration.ofHours(12), 50));
        assertThat(loop("adopt: off\nloop: {every: never, after: 0}"))
                .isEqualTo(LoopSettings.ASKED.with(LoopSettings.Adopt.OFF));
        assertThatThrownBy(() -> loop("adopt: aut")).hasMessageContaining("did you mean 'auto'?");
        assertThatThrownBy(() -> loop("loop: {every: 5s}")).hasMessageContaining("1m or more");
        assertThatThrownBy(() -> loop("loop: {after: -1}")).hasMessageContaining("'after'");
    }

    @Test
    void thresholdsHaveNames() {
        assertThat(HARD.thresholds())
                .containsExactly(
                        Map.entry("hard", new Threshold("complexity", 7)),
                        Map.entry("large", new Threshold("size", 1e6)));
        assertThat(ConfigurationReader.parse("afterwise.yaml", "thresholds: {}"))
                .isEqualTo(Configuration.NONE);
    }

    @Test
    void aPlanRefersToAThresholdAboutANumberThatItIsTold() {
        assertThat(plan("params: {complexity: 5, size: small}\n").thresholds())
                .containsExactly(Map.entry("hard", new Threshold("complexity", 7)));
        assertThatThrownBy(() -> plan("params: {complexity: high}\n"))
                .hasMessage("plan.yaml:7:18: there is no threshold 'hard' to choose by");
    }

    @Test
    void ofTwoThresholdsWithOneNameThePlansOwnHolds() {
        assertThat(plan("params: {complexity: 5}\nthresholds: {hard: complexity > 3}\n")
                        .thresholds())
                .containsExactly(Map.entry("hard", new Threshold("complexity", 3)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            treshold: {a: b > 1}               | 1:1: unknown key 'treshold' in a configuration; did you mean 'thresholds'?
            retention: {details: soon}         | 1:22: 'details' must be a time such as 12h, 90d or forever, but it is the text 'soon'
            retention: [a]                     | 1:12: 'retention' must be a map, but it is a list
            thresholds: [a]                    | 1:13: 'thresholds' must be a map of thresholds by name, but it is a list
            thresholds: {hard: complexity < 7} | 1:20: the threshold 'hard' must be a parameter, '>' and a number, but it is the text 'complexity < 7'
            thresholds: {hard: [a]}            | 1:20: the threshold 'hard' must be a parameter, '>' and a number, but it is a list
            thresholds: {1a: b > 1}            | 1:14: a threshold's name must be 1 to 64 letters, digits, '-' or '_' and begin with a letter or '_', but it is the text '1a'
            [a]                                | 1:1: a configuration must be a map, but it is a list
            # nothing                          | 1:1: a configuration must have thresholds, but this is empty
            """)
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> ConfigurationReader.parse("afterwise.yaml", text))
                .isInstanceOf(PlanProblemsException.class)
                .hasMessage("afterwise.yaml:" + message);
    }

    @Test
    void aRetentionSaysForHowLongHistoryIsKept() {
        assertThat(ConfigurationReader.parse("afterwise.yaml", """
                        retention:
                          executions: 180d
                          details: forever
                          keep: payloads
                          prune: asked
                        """).retention())
                .isEqualTo(new Retention(
                        Duration.ofDays(180),
                        Retention.FOREVER,
                        Duration.ofDays(30),
                        Set.of(Retention.Kept.PAYLOADS),
                        Retention.Occasion.ASKED));
        assertThat(ConfigurationReader.retention("X", "{metrics: 12h}", Retention.STANDARD))
                .isEqualTo(Retention.STANDARD.withMetrics(Duration.ofHours(12)));
        assertThat(HARD.retention()).isEqualTo(Retention.STANDARD);
    }

    @Test
    void theFileOfTheFirstFolderThatHasOneIsFound() throws IOException {
        Path near = Files.createDirectory(folder.resolve("near"));
        Path far = Files.createDirectory(folder.resolve("far"));
        assertThat(ConfigurationReader.find(near, far)).isEmpty();

        Path file = Files.writeString(far.resolve("afterwise.yaml"), "thresholds: {hard: a > 1}");
        assertThat(ConfigurationReader.find(near, far)).hasValue(file);
        assertThat(ConfigurationReader.read(file).thresholds()).containsOnlyKeys("hard");

        Files.createDirectory(near.resolve("afterwise.yaml"));
        assertThat(ConfigurationReader.find(near, far)).hasValue(file);
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("afterwise.yaml"), new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> ConfigurationReader.read(file))
                .hasMessageEndingWith("1:2: a configuration must be text in UTF-8, but the byte 0xff here is not");
    }

    @Test
    void aBreakerGoesByWhatIsSaidOfItAndOtherwiseByWhatIsUsual() {
        GuardSettings guards = ConfigurationReader.parse("afterwise.yaml", """
                        breakers:
                          ai_provider: {failures: 7, open_for: 10s, at_once: 25, budget: 40}
                          persistence: {slow_rate: 0.25, window: 90s}
                          "https://api.example.org": {rate: 1, longest_open: 1d, dry_run: true}
                          others: {failures: 9}
                        shields:
                          persistence: [billing, month end]
                        """).guards();

        assertThat(guards.limits("ai_provider")).isEqualTo(BreakerLimits.after(7, Duration.ofSeconds(10)));
        BreakerLimits persistence = guards.limits("persistence");
        assertThat(persistence.slowRate()).isEqualTo(0.25);
        assertThat(persistence.slowAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(persistence.window()).isEqualTo(Duration.ofSeconds(90));
        assertThat(persistence.openFor()).isEqualTo(Duration.ofSeconds(60));
        assertThat(guards.isDryRun("https://api.example.org")).isTrue();
        assertThat(guards.isDryRun("ai_provider")).isFalse();
        assertThat(guards.atOnce("ai_provider")).hasValue(25);
        assertThat(guards.atOnce("persistence")).isEmpty();
        assertThat(guards.tokens("ai_provider")).isEqualTo(40);
        assertThat(guards.tokens("persistence")).isEqualTo(GuardSettings.USUAL_TOKENS);
        assertThat(guards.limits("anything").failuresInARow()).isEqualTo(9);
        assertThat(guards.limits("tool_call")).isEqualTo(BreakerLimits.of("tool_call"));
        assertThat(guards.shields())
                .containsExactly(Map.entry("persistence", new Shield(Set.of("billing", "month end"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ai: {failures: 0}                        | 2:17: 'failures' must be a whole number from 1 to 62, but it is the number 0
            ai: {failure: 3}                         | 2:7: unknown key 'failure' in the breaker 'ai'; did you mean 'failures'?
            ai: {rate: 50}                           | 2:13: 'rate' must be a number from 0 to 1, but it is the number 50
            ai: {open_for: 30}                       | 2:17: 'open_for' must be a duration such as 250ms, 2s, 5m, 1h or 1d, but it is the number 30; did you mean '30s'?
            ai: {open_for: 2d}                       | 2:17: 'open_for' must be from 1ms to 1d, but it is the text '2d'
            ai: {open_for: 60s, longest_open: 9s}    | 2:36: 'longest_open' must not be shorter than 'open_for' (60s), but it is (9s)
            ai: {slow_after: 3s}                     | 2:6: 'slow_after' must stand with 'slow_rate', but that is missing
            ai: {at_once: 0}                         | 2:16: 'at_once' must be a whole number from 1 to 1000000, but it is the number 0
            ai: {dry_run: maybe}                     | 2:16: 'dry_run' must be true or false, but it is the text 'maybe'
            ai: 3                                    | 2:6: the breaker 'ai' must be a map, but it is the number 3
            "": {failures: 3}                        | 2:2: a component must have a name of 1 to 200 characters, but it is the text ''
            """)
    void saysWhatIsWrongWithABreaker(String line, String message) {
        assertThatThrownBy(() -> ConfigurationReader.parse("afterwise.yaml", "breakers:\n " + line + "\n"))
                .hasMessage("afterwise.yaml:" + message);
    }

    @Test
    void readsHowMuchMayBeDoneAboutFailures() {
        assertThat(ConfigurationReader.parse("afterwise.yaml", "recovery: {per_execution: 9}")
                        .caps())
                .isEqualTo(new Caps(3, 9, 3));
        assertThat(ConfigurationReader.parse("afterwise.yaml", "rules: my.rules")
                        .rules())
                .isEqualTo(Path.of("my.rules"));
        assertThatThrownBy(() -> ConfigurationReader.parse("afterwise.yaml", "recovery: {in_a_row: 0}"))
                .isInstanceOf(PlanProblemsException.class)
                .hasMessageContaining("'in_a_row' must be a whole number from 1 to 1000, but it is the number 0");
    }
}
