package dev.afterwise.heal.classify;

import static dev.afterwise.FailureClass.*;
import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.Transience.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Transience;
import dev.afterwise.heal.Remedy;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierTest {
    private final Classifier classifier = new Classifier();

    static Stream<Arguments> symptoms() {
        return Stream.of(
                sign(Symptom.exited(124, ""), TIMEOUT, TRANSIENT),
                sign(Symptom.exited(126, ""), PERMISSION, PERMANENT),
                sign(Symptom.exited(127, ""), NOT_FOUND, PERMANENT),
                sign(Symptom.exited(75, ""), UNAVAILABLE, TRANSIENT),
                sign(Symptom.exited(2, ""), VALIDATION, PERMANENT),
                sign(Symptom.exited(1, ""), UNKNOWN, Transience.UNKNOWN),
                sign(Symptom.exited(1, "the moon is full"), UNKNOWN, Transience.UNKNOWN),
                sign(Symptom.exited(1, "curl: (7) Failed to connect: Connection refused"), CONNECTION, TRANSIENT),
                sign(Symptom.exited(2, "ls: cannot access 'x': No such file or directory"), NOT_FOUND, PERMANENT),
                sign(Symptom.exited(1, "HTTP 429 Too Many Requests"), RATE_LIMIT, TRANSIENT),
                sign(Symptom.exited(1, "status: 503"), UNAVAILABLE, TRANSIENT),
                sign(Symptom.exited(1, "bash: ./run.sh: Permission denied"), PERMISSION, PERMANENT),
                sign(Symptom.exited(1, "fatal: could not resolve host: example.invalid"), NETWORK, PERMANENT),
                sign(Symptom.exited(1, "Temporary failure in name resolution"), NETWORK, TRANSIENT),
                sign(Symptom.exited(1, "ERROR: deadlock detected"), UNAVAILABLE, TRANSIENT),
                sign(Symptom.exited(1, "Read timed out"), TIMEOUT, TRANSIENT),
                sign(Symptom.exited(1, "connect timed out"), CONNECTION, TRANSIENT),
                sign(Symptom.exited(1, "No space left on device"), RESOURCE_EXHAUSTED, PERMANENT),
                sign(
                        Symptom.exited(1, "You exceeded your current quota: insufficient_quota (HTTP 429)"),
                        RESOURCE_EXHAUSTED,
                        PERMANENT),
                sign(Symptom.exited(1, "maximum context length is 8192 tokens"), TOO_LARGE, PERMANENT),
                sign(Symptom.killed(9, ""), RESOURCE_EXHAUSTED, Transience.UNKNOWN),
                sign(Symptom.killed(15, ""), CANCELLED, Transience.UNKNOWN),
                sign(Symptom.killed(2, ""), CANCELLED, Transience.UNKNOWN),
                sign(Symptom.killed(11, ""), UNKNOWN, Transience.UNKNOWN));
    }

    private static Arguments sign(Symptom symptom, FailureClass failureClass, Transience transience) {
        return Arguments.of(symptom, failureClass, transience);
    }

    @ParameterizedTest
    @MethodSource("symptoms")
    void goesByExitCodeSignalAndMessage(Symptom symptom, FailureClass failureClass, Transience transience) {
        Classifier.Classified classified = classifier.classify(symptom);

        assertThat(classified.failure().failureClass()).as(classified.because()).isEqualTo(failureClass);
        assertThat(classified.failure().transience()).isEqualTo(transience);
        assertThat(classified.because()).isNotBlank();
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new ConnectException("x"), CONNECTION),
                Arguments.of(new AccessDeniedException("x"), PERMISSION),
                Arguments.of(new NoSuchFileException("x"), NOT_FOUND),
                Arguments.of(new TimeoutException(), TIMEOUT),
                Arguments.of(new InterruptedException(), CANCELLED),
                Arguments.of(new CancellationException(), CANCELLED),
                Arguments.of(new CompletionException(new ConnectException("x")), CONNECTION),
                Arguments.of(new OutOfMemoryError("x"), RESOURCE_EXHAUSTED),
                Arguments.of(new IllegalStateException("x"), UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void goesByTheTypeOfAnExceptionAndOfItsCauses(Throwable thrown, FailureClass failureClass) {
        Failure failure = classifier.classify(thrown);

        assertThat(failure.failureClass()).isEqualTo(failureClass);
        assertThat(failure.type()).isEqualTo(thrown.getClass().getName());
    }

    @Test
    void survivesExceptionsThatAreBrokenThemselves() {
        var circle = new IllegalStateException("first");
        circle.initCause(new IllegalArgumentException("second", circle));
        var broken = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };

        assertThat(classifier.classify(circle).message()).isEqualTo("first");
        assertThat(classifier.classify(broken).message()).isEmpty();
    }

    @Test
    void aCauseThatIsKnownExplainsMoreThanAHint() {
        var wrapped = new IllegalStateException(
                "the order broke off: validation", new IOException("connection reset by peer"));

        Classifier.Classified classified = classifier.diagnose(wrapped);

        assertThat(classified.failure().failureClass()).isEqualTo(CONNECTION);
        assertThat(classified.because()).contains("connection reset");
        assertThat(classified.ground()).isEqualTo(Classifier.Ground.RULE);
    }

    @Test
    void goesByTheSqlStateOfAnException() {
        var thrown = new SQLException("x", "40P01");

        assertThat(classifier.classify(thrown).failureClass()).isEqualTo(UNAVAILABLE);
        assertThat(classifier.classify(new RuntimeException(thrown)).failureClass())
                .isEqualTo(UNAVAILABLE);
        assertThat(classifier.diagnose(thrown).because()).contains("the SQL state is 40P01");
    }

    @Test
    void goesByTheClassesThatAnExceptionExtends() {
        class OurOwn extends TimeoutException {
            private static final long serialVersionUID = 1L;
        }

        assertThat(classifier.classify(new OurOwn()).failureClass()).isEqualTo(TIMEOUT);
    }

    @Test
    void framesOfStackTracesAreNoEvidence() {
        String trace = """
            java.lang.IllegalStateException: it broke
            \tat com.example.Timeout.permissionDenied(Timeout.java:12)
            \tat com.example.ConnectionRefused.run(ConnectionRefused.java:4)
            """;

        assertThat(classifier.classify("", trace).failureClass()).isEqualTo(UNKNOWN);
    }

    @Test
    void whereNoRuleSaysAnythingItGoesByWhatTheSameFailureWasBefore() {
        String message = "the moon is full (day 17)";
        var fingerprint = Fingerprint.of("Moon", "the moon is full (day 3)");
        Precedents few = Precedents.NONE.plus(fingerprint, RATE_LIMIT, 2);
        Precedents enough = few.merge(few).plus(fingerprint, TIMEOUT, 1);
        Precedents divided = enough.plus(fingerprint, TIMEOUT, 1);

        Classifier.Classified learnt = new Classifier(Rules.NONE, enough).classify(Symptom.said("Moon", message));
        assertThat(learnt.failure().failureClass()).isEqualTo(RATE_LIMIT);
        assertThat(learnt.failure().transience()).isEqualTo(TRANSIENT);
        assertThat(learnt.ground()).isEqualTo(Classifier.Ground.PRECEDENT);
        assertThat(learnt.because())
                .isEqualTo("no rule matches, but 4 of 5 failures with the same fingerprint were rate_limit");
        for (Precedents tooLittle : new Precedents[] {few, divided, Precedents.NONE}) {
            assertThat(new Classifier(Rules.NONE, tooLittle)
                            .classify(Symptom.said("Moon", message))
                            .ground())
                    .isEqualTo(Classifier.Ground.NOTHING);
        }
        assertThat(new Classifier(Rules.NONE, enough)
                        .classify("Moon", "timed out")
                        .failureClass())
                .isEqualTo(TIMEOUT);
    }

    @Test
    void saysWhatMayHelpAndNeverMereRepetitionAgainstWhatStays() {
        var limited = classifier.classify(Symptom.answered(429, ""));
        var broke = classifier.classify(Symptom.answered(402, ""));

        assertThat(limited.remedies()).extracting(Remedy::strategy).containsExactly("retry", "fallback");
        assertThat(limited.remedies().getFirst().prior()).hasValue(0.85);
        assertThat(broke.remedies())
                .extracting(Remedy::strategy)
                .doesNotContain("retry")
                .contains("escalate");
    }

    @Test
    @Timeout(30)
    void hostileMessagesCostNoMoreThanTheirEnds() {
        String[] pieces = {
            "connection ", "a", "{\"", "a.b", "\u001b[", "\n\tat ", "'", "connection closed too ", "://", "/", "A"
        };
        for (String piece : pieces) {
            String message = piece.repeat(1_000_000 / piece.length());
            for (int i = 0; i < 3; i++) {
                assertThat(classifier.classify(message, message)).isNotNull();
            }
        }
        String cause = "x ".repeat(500_000) + "Connection refused";
        assertThat(classifier.classify("", cause).failureClass()).isEqualTo(CONNECTION);
    }

    @Test
    void anyTextAtAllIsClassified() {
        var random = Seeded.random();
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(80); length > 0; length--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
            }
            assertThat(classifier.classify(text.toString(), text.reverse().toString()))
                    .isNotNull();
        }
    }

    @Test
    void makesNoDifferenceBetweenLocales() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(classifier
                            .classify("", "PERMISSION DENIED: INVALID CREDENTIALS")
                            .failureClass())
                    .isEqualTo(PERMISSION);
        } finally {
            Locale.setDefault(before);
        }
    }
}
