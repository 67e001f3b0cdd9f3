package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KEYS =
            List.of("id", "run", "choose", "needs", "env", "timeout", "retry", "fetch-all");

    @ParameterizedTest
    @CsvSource({
        "neds, needs",
        "need, needs",
        "nedes, needs",
        "timout, timeout",
        "time_out, timeout",
        "ID, id",
        "runs, run",
        "rnu, run",
        "evn, env",
        "Fetch_all, fetch-all",
        "chose, choose"
    })
    void guessesWhatWasMeant(String word, String meant) {
        assertThat(Suggestion.nearest(word, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"if", "http", "with", "outputs", "critical", "parallel", "x", "''", "on_error"})
    void doesNotGuessWildly(String word) {
        assertThat(Suggestion.nearest(word, KEYS)).isEmpty();
    }

    @Test
    void doesNotMeasureVeryLongWords() {
        assertThat(Suggestion.nearest("n".repeat(1_000_000), KEYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "'', ab, 2", "ab, ba, 1", "abc, abd, 1", "kitten, sitting, 3", "ca, abc, 3"})
    void countsSlips(String one, String other, int slips) {
        assertThat(Suggestion.distance(one, other)).isEqualTo(slips);
        assertThat(Suggestion.distance(other, one)).isEqualTo(slips);
    }
}
