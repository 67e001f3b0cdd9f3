package dev.afterwise.heal;

import dev.afterwise.Caps;
import dev.afterwise.FailureClass;
import dev.afterwise.Policy;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may still be done about the failures of one execution, over all its calls. Safe for use by many threads. */
public final class Allowance {
    private final Caps caps;
    private final boolean experiments;
    private final @Nullable Policy policy;
    private final Map<FailureClass, Integer> perClass = new EnumMap<>(FailureClass.class);
    private int all;

    public Allowance(Caps caps) {
        this(caps, true);
    }

    /** @param experiments whether chance may have a hand in what is done, so that something is learned; not where the work is critical */
    public Allowance(Caps caps, boolean experiments) {
        this(caps, experiments, null);
    }

    /** @param policy what was adopted, as it holds for the execution; null if that is what holds for all */
    public Allowance(Caps caps, boolean experiments, @Nullable Policy policy) {
        this.caps = caps;
        this.experiments = experiments;
        this.policy = policy;
    }

    @Nullable
    Policy policy() {
        return policy;
    }

    boolean experiments() {
        return experiments;
    }

    /** Why nothing more is done about a failure of this class; null if something may be. */
    synchronized @Nullable String hindrance(FailureClass failureClass) {
        if (all >= caps.perExecution()) {
            return "this execution has had all its recoveries (%d of %d)".formatted(all, caps.perExecution());
        }
        int some = perClass.getOrDefault(failureClass, 0);
        return some < caps.perClass()
                ? null
                : "this execution has had all its recoveries from failures of class %s (%d of %d)"
                        .formatted(failureClass.label(), some, caps.perClass());
    }

    synchronized void add(FailureClass failureClass) {
        all++;
        perClass.merge(failureClass, 1, Integer::sum);
    }
}
