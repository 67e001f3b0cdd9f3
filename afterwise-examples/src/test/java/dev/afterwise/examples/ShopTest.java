package dev.afterwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    private final Afterwise afterwise = Afterwise.with(
            Store.inMemory(), Settings.STANDARD.with(new ManualTime()).with(Seeded.random()));
    private final Shop shop = new Shop(afterwise);

    @AfterEach
    void close() {
        afterwise.close();
    }

    @Test
    void asksASmallerModelWhenTheLargeOneIsGone() throws IOException {
        String answer = shop.answer(
                "Where is it?",
                prompt -> {
                    throw new IOException("404: the model `large-1` does not exist");
                },
                prompt -> "On its way.");

        assertThat(answer).isEqualTo("On its way.");
    }

    @Test
    void clearsTheRealCacheWhenItHoldsWhatCanNotBeRight() throws IOException {
        var asked = new AtomicInteger();

        assertThat(shop.price("A-7", article -> asked.incrementAndGet() == 1 ? "12\uFFFD4" : "1234"))
                .isEqualTo(1234);
        assertThat(shop.price("A-7", article -> "unused")).isEqualTo(1234);
        assertThat(asked).hasValue(2);
    }

    @Test
    void describesManyArticlesInParts() throws IOException {
        List<String> articles = IntStream.range(0, 100).mapToObj(i -> "A-" + i).toList();
        List<Integer> sizes = new ArrayList<>();

        List<String> described = shop.describe(articles, part -> {
            sizes.add(part.size());
            if (part.size() > 40) {
                throw new IOException("too many rows in the result");
            }
            return part;
        });

        assertThat(described).isEqualTo(articles);
        assertThat(sizes).containsExactly(100, 50, 25, 25, 50, 25, 25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "scoped"})
    void theGuideShowsTheCodeThatRunsHere(String region) throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/main/java/dev/afterwise/examples/Shop.java"));
        int from = source.indexOf("        // region " + region) + 1;
        int until = from + source.subList(from, source.size()).indexOf("        // endregion");
        String shown = source.subList(from, until).stream()
                .map(line -> line.isBlank() ? line : line.substring(8))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../docs/healing.md"))).contains("```java\n" + shown + "\n```");
    }
}
