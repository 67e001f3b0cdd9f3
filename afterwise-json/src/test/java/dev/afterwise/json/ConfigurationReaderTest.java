package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
