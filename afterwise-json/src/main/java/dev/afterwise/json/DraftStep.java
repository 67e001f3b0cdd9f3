package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.PlanStep;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step as it stands in a file: what it needs or refers to may be missing, and where there is a problem, parts may be too.
 *
 * @param rest all but what it needs
 * @param outputs their names
 * @param item what expressions call the item that it is done for, or null if it is done once
 */
record DraftStep(
        Scalar id,
        List<Scalar> needs,
        PlanStep.Builder rest,
        Set<String> outputs,
        @Nullable String item,
        List<Mention> mentions) {
    /** The step, if there was no problem with it. */
    PlanStep step() {
        return rest.needs(needs.stream().map(Scalar::text).toList()).build();
    }
}
