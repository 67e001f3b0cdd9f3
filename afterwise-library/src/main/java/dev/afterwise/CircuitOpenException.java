package dev.afterwise;

import java.time.Instant;

/**
 * A call that was not made, because the circuit breaker of its component, its shield or its limit would not let it through. It says nothing about the
 * call itself, costs the component nothing, and is thrown at once.
 *
 * <p>Carries neither a stack trace nor suppressed exceptions: it is thrown often, just when little else works.
 */
public final class CircuitOpenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String component;
    private final Instant retryAt;
    private final Why why;

    private enum Why {
        OPEN,
        SHIELDED,
        CROWDED
    }

    /** @param retryAt before which there is no use in trying again */
    public CircuitOpenException(String component, Instant retryAt) {
        this(component, retryAt, Why.OPEN);
    }

    private CircuitOpenException(String component, Instant retryAt, Why why) {
        super(null, null, false, false);
        this.component = component;
        this.retryAt = retryAt;
        this.why = why;
    }

    /** Somebody opened it, and it stays so until somebody resets it. */
    public static CircuitOpenException forced(String component) {
        return new CircuitOpenException(component, Instant.MAX);
    }

    /** The component is shielded, and the caller is not among those who may call it. */
    public static CircuitOpenException shielded(String component) {
        return new CircuitOpenException(component, Instant.MAX, Why.SHIELDED);
    }

    /** As many calls of the component are out as it can take now. */
    public static CircuitOpenException crowded(String component, Instant now) {
        return new CircuitOpenException(component, now, Why.CROWDED);
    }

    public String component() {
        return component;
    }

    /**
     * When it may be tried again, by the wall clock as it was. The call may be refused then, too, if others were first. {@link
     * Instant#MAX} if somebody has to reset it before.
     */
    public Instant retryAt() {
        return retryAt;
    }

    @Override
    public String getMessage() {
        if (why == Why.CROWDED) {
            return """
                    There must be room for another call of (%s), but as many are out as it can take now.
                    Maybe try again when some have ended, or use something else meanwhile.""".formatted(component);
        }
        if (why == Why.SHIELDED) {
            return """
                    Whoever calls (%s) must be admitted by its shield, but this caller is not.
                    Maybe name its task or agent under 'shields' in afterwise.yaml.""".formatted(component);
        }
        if (retryAt.equals(Instant.MAX)) {
            return """
                    The circuit breaker of (%s) must let a call through, but somebody opened it.
                    Maybe run 'afterwise breakers reset', or use something else meanwhile.""".formatted(component);
        }
        return """
                The circuit breaker of (%s) must let a call through, but it is open until %s.
                Maybe try again then, or use something else meanwhile.""".formatted(component, retryAt);
    }

    /** The same, for the history. */
    public Failure failure() {
        return Failure.of(
                FailureClass.CIRCUIT_OPEN,
                Severity.MEDIUM,
                Transience.TRANSIENT,
                CircuitOpenException.class.getName(),
                getMessage());
    }
}
