package dev.afterwise;

/** What an operation throws that a {@link FaultPlan} lets fail. */
public final class InjectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public InjectedException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** As which it is recorded and healed. */
    public Failure failure() {
        return failure;
    }
}
