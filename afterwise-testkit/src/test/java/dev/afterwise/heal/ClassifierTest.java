package dev.afterwise.heal;

import static dev.afterwise.FailureClass.*;
import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.Transience.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Transience;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
}
