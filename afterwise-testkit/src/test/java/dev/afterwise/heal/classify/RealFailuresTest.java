package dev.afterwise.heal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Transience;
import dev.afterwise.json.FailureLine;
import dev.afterwise.json.FailureLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Failures of real products, with their classes. The rules were written with {@code failures.jsonl} at hand; what they got
 * wrong of {@code further-failures.jsonl}, written after that, made them better; {@code held-out.jsonl} was written when they
 * were done, and changed nothing.
 */
class RealFailuresTest {
    private static final Set<FailureClass> NEVER_TRANSIENT =
            EnumSet.of(FailureClass.PERMISSION, FailureClass.VALIDATION, FailureClass.SYNTAX, FailureClass.CANCELLED);

    private final Classifier classifier = new Classifier();

    private static List<FailureLine> failures(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RealFailuresTest.class.getResourceAsStream(name))) {
            FailureLines lines = FailureLines.read(in);
            assertThat(lines.problems()).isEmpty();
            return lines.failures();
        }
    }

    private Failure classified(FailureLine line) {
        Symptom symptom = Symptom.said(line.type(), line.message());
        symptom = line.status().isPresent() ? symptom.withStatus(line.status().getAsInt()) : symptom;
        symptom = line.exit().isPresent() ? symptom.withExit(line.exit().getAsInt()) : symptom;
        return classifier.classify(symptom).failure();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failures.jsonl", "further-failures.jsonl", "held-out.jsonl"})
    void atLeast95Of100AreClassifiedRightly(String table) throws IOException {
        List<FailureLine> failures = failures(table);
        List<FailureLine> wrong = failures.stream()
                .filter(each -> classified(each).failureClass() != each.failureClass())
                .toList();

        assertThat(wrong.size()).as("wrong: %s", wrong).isLessThanOrEqualTo(failures.size() * 5 / 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failures.jsonl", "further-failures.jsonl", "held-out.jsonl"})
    void whatIsCalledTransientIs(String table) throws IOException {
        List<FailureLine> called = failures(table).stream()
                .filter(each -> classified(each).transience() == Transience.TRANSIENT)
                .toList();
        long right = called.stream().filter(each -> each.passes().orElseThrow()).count();

        assertThat(right).isGreaterThanOrEqualTo(called.size() * 98L / 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failures.jsonl", "further-failures.jsonl", "held-out.jsonl"})
    void noLackOfPermissionNoBadRequestAndNothingCancelledIsCalledTransient(String table) throws IOException {
        assertThat(failures(table))
                .filteredOn(each -> NEVER_TRANSIENT.contains(each.failureClass()))
                .allSatisfy(each -> assertThat(classified(each).transience()).isNotEqualTo(Transience.TRANSIENT));
    }

    @Test
    void everyClassHasExamples() throws IOException {
        assertThat(failures("failures.jsonl"))
                .hasSizeGreaterThanOrEqualTo(300)
                .extracting(FailureLine::failureClass)
                .contains(FailureClass.values());
    }
}
