package dev.afterwise;

import java.util.List;

/**
 * All that is to go wrong in a rehearsal. The same plan strikes the same calls each time, as long as they come in the same order.
 *
 * @param seed where its chance comes from
 */
public record FaultPlan(long seed, List<Fault> faults) {
    /** Nothing goes wrong but what does. */
    public static final FaultPlan NONE = new FaultPlan(0, List.of());

    public FaultPlan {
        faults = List.copyOf(faults);
    }
}
