package dev.afterwise.heal.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.classify.Classifier.Classified;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static Classified classify(String rules, Symptom symptom) {
        return new Classifier(Rules.parse("my.rules", rules), Precedents.NONE).classify(symptom);
    }

    private static boolean matches(String clues, Symptom symptom) {
        return classify("circuit_open transient:\n    " + clues, symptom)
                .because()
                .contains("my.rules");
    }

    @Test
    void rulesOfTheUserComeFirstAndSayWhereTheyStand() {
        Classified classified = classify("""
            # Our ledger says so when it is being closed for the day.
            unavailable transient low:
                says ledger is sealed
            """, Symptom.answered(403, "The ledger is sealed."));

        Failure failure = classified.failure();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
        assertThat(failure.transience()).isEqualTo(Transience.TRANSIENT);
        assertThat(failure.severity()).isEqualTo(Severity.LOW);
        assertThat(classified.because()).isEqualTo("it says \"ledger is sealed\" (my.rules, line 3)");
    }

    @Test
    void whatTheyDoNotKnowIsLeftToTheBuiltInRules() {
        Classified classified = classify("cache permanent:\n    says foo", Symptom.said("", "Connection refused"));

        assertThat(classified.failure().failureClass()).isEqualTo(FailureClass.CONNECTION);
        assertThat(classified.because()).contains("built-in rules, line ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        says rate limit                @ RateLimitExceeded                         @ true
        says rate limit                @ rate_limit_error                          @ true
        says rate limit                @ HTTP_RATE_LIMIT                           @ true
        says rate limit                @ the rate is a limit                       @ false
        says rate ... limit            @ the rate is a limit                       @ true
        says rate ... limit            @ the rate 1 2 3 4 5 6 limit                @ true
        says rate ... limit            @ the rate 1 2 3 4 5 6 7 limit              @ false
        says throttl*                  @ ThrottlingException                       @ true
        says quick|slow fox            @ the slow fox                              @ true
        says quick|slow fox            @ the brown fox                             @ false
        says lack of? money            @ lack money                                @ true
        says lack of? money            @ lack of money                             @ true
        says doesnt exist              @ it doesn't exist                          @ true
        says foo; bar                  @ bar                                       @ true
        says foo & says bar            @ bar                                       @ false
        says foo & says bar            @ bar foo                                   @ true
        says foo & not says bar        @ bar foo                                   @ false
        says ^ killed $                @ Killed                                    @ true
        says ^ killed $                @ it was killed                             @ false
        status 503                     @ HTTP/1.1 503 and so on                    @ true
        status 500-599                 @ Request failed with status code 502       @ true
        status 503                     @ 503 files were read                       @ false
        exit 137                       @ command terminated with exit code 137     @ false
        signal 9                       @ command terminated with exit code 137     @ true
        exit 3                         @ exited with code 3                        @ true
        sqlstate 40                    @ ERROR: x (SQLSTATE 40001)                 @ true
        sqlstate 28                    @ ERROR 1045 (28000): Access denied         @ true
        sqlstate 40                    @ it took 40001 ms                          @ false
        says timeout                   @ GET https://example.com/timeout/x failed  @ false
        says timeout                   @ can't read /srv/timeout/x.txt             @ false
        says timeout                   @ com.example.timeout.Widget is broken      @ false
        says denied                    @ {"code":"denied"}                         @ true
        """)
    void cluesAreFoundWhereTheyShouldBe(String clues, String message, boolean isFound) {
        assertThat(matches(clues, Symptom.said("", message))).isEqualTo(isFound);
    }

    @Test
    void cluesMayBeInTheTypeTheStateTheSignalAndTheHeaders() {
        assertThat(matches("type time out", Symptom.said("a.b.TimeOut", "x"))).isTrue();
        assertThat(matches("type time out", Symptom.said("a.b.C", "TimeOut"))).isFalse();
        assertThat(matches("sqlstate 40", Symptom.said("40P01", ""))).isTrue();
        assertThat(matches("sqlstate 40", Symptom.said("X", "").withSqlState("40001")))
                .isTrue();
        assertThat(matches("signal 9", Symptom.exited(137, ""))).isTrue();
        assertThat(matches("signal 9", Symptom.exited(-9, ""))).isTrue();
        Symptom limited = Symptom.answered(403, "").withHeaders(Map.of("X-RateLimit-Remaining", "0"));
        assertThat(matches("header x-ratelimit-remaining=0", limited)).isTrue();
        assertThat(matches("header x-ratelimit-remaining", limited)).isTrue();
        assertThat(matches("header x-ratelimit-remaining=1", limited)).isFalse();
        assertThat(matches("status 429", Symptom.answered(200, "status 429"))).isFalse();
    }

    @Test
    void aLineGoesOnInThoseThatAreIndentedFurther() {
        String rules = """
            cache permanent:
                says foo;
                  bar
                  & not says baz
                says qux
            """;

        assertThat(classify(rules, Symptom.said("", "a bar")).because()).contains("my.rules, line 2");
        assertThat(classify(rules, Symptom.said("", "a bar, baz")).because()).doesNotContain("my.rules");
        assertThat(classify(rules, Symptom.said("", "a qux")).because()).contains("my.rules, line 5");
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        String rules = """
                says before any class
            timeuot transient:
                says x
            timeout sometimes:
            timeout transient grave:
            timeout transient
            cancelled transient:
            timeout transient:
                shouts x
                says
                says ... x
                says x ...
                says ti*
                says Two
                status many
                not says x
            """;

        RulesException thrown = catchThrowableOfType(RulesException.class, () -> Rules.parse("my.rules", rules));

        assertThat(thrown.mistakes())
                .extracting(RulesException.Mistake::line)
                .containsExactly(1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(thrown).hasMessageContaining("my.rules:2: a class of failure must be one of syntax, not_found");
    }

    @Test
    void theBuiltInRulesAreSoundAndNeverCallLackOfPermissionTransient() {
        assertThat(Rules.builtIn().size()).isGreaterThan(100);
        assertThat(Rules.builtIn().firm())
                .extracting(Rule::verdict)
                .filteredOn(each -> each.failureClass() == FailureClass.PERMISSION
                        || each.failureClass() == FailureClass.VALIDATION
                        || each.failureClass() == FailureClass.SYNTAX)
                .extracting(Rule.Verdict::transience)
                .containsOnly(Transience.PERMANENT);
    }

    @Test
    void countsOfPrecedentsMustBePositive() {
        assertThatThrownBy(() -> Precedents.NONE.plus(Fingerprint.of("a", "b"), FailureClass.TIMEOUT, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 1 or more");
    }
}
