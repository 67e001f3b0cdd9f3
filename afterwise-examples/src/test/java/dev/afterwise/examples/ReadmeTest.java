package dev.afterwise.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.store.Query;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @TempDir
    private Path folder;

    @Test
    void theReadmeShowsTheCodeThatRunsHere() throws Exception {
        List<String> source = Files.readAllLines(Path.of("src/main/java/dev/afterwise/examples/SupportBot.java"));
        String readme = Files.readString(Path.of("../README.md"));
        for (String region : List.of("first", "route")) {
            int from = source.indexOf("        // region " + region) + 1;
            List<String> rest = source.subList(from, source.size());
            String shown = rest.subList(0, rest.indexOf("        // endregion")).stream()
                    .map(line -> line.isBlank() ? line : line.substring(8))
                    .collect(Collectors.joining("\n"));
            assertThat(readme).contains("```java\n" + shown + "\n```");
        }
    }

    @Test
    void theRouteThatIsTakenIsRecordedWithHowLikelyItWas() throws Exception {
        Path file = folder.resolve("history.db");
        try (var afterwise = Afterwise.open(file)) {
            assertThat(SupportBot.route(afterwise, "A-7", order -> "small", order -> "large"))
                    .isIn("small", "large");
        }

        Profile profile = newest(file).profile();
        assertThat(profile.model()).isIn("small-model", "large-model");
        assertThat(profile.attributes()).containsKey("propensity.model");
    }

    @Test
    void theFirstExampleRecordsWhatItDoes() throws Exception {
        Path file = folder.resolve("history.db");

        String reply = SupportBot.answer(file, id -> "order " + id, order -> "On its way: " + order);

        assertThat(reply).isEqualTo("On its way: order A-7");
        Execution execution = newest(file);
        assertThat(execution.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(execution.profile().task()).isEqualTo("support");
        assertThat(execution.profile().agent()).isEqualTo("support-bot");
        assertThat(execution.steps())
                .extracting(step -> step.action().name())
                .containsExactly("find-order", "small-model");
    }

    @Test
    void theFirstExampleRecordsWhatFails() throws Exception {
        Path file = folder.resolve("history.db");

        assertThatThrownBy(() -> SupportBot.answer(file, id -> id, order -> {
                    throw new ConnectException("Connection refused");
                }))
                .isInstanceOf(ConnectException.class);

        assertThat(newest(file).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.CONNECTION));
    }

    private static Execution newest(Path file) {
        try (var afterwise = Afterwise.open(file)) {
            var id =
                    afterwise.history().find(Query.newest(1)).items().getFirst().id();
            return afterwise.history().execution(id).orElseThrow();
        }
    }
}
