package dev.afterwise.plan;

import java.util.List;

/** A plan asks for somebody who isn't here: Java code, a model, or a reader of plans. Nothing of it was begun. */
public final class MissingCrewException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MissingCrewException(List<String> missing) {
        super(String.join("\n", missing));
    }

    /** One line for each that is missing. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
