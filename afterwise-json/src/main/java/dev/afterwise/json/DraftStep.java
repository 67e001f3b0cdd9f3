package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/** A step as it stands in a file: what it needs may be missing, and where there is a problem, parts may be too. */
record DraftStep(
        Scalar id,
        List<Scalar> needs,
        List<Alternative> among,
        SortedMap<String, String> env,
        Duration timeout,
        Retries retry) {
    /** The step, if there was no problem with it. */
    PlanStep step() {
        return new PlanStep(id.text(), needs.stream().map(Scalar::text).toList(), among, env, timeout, retry);
    }
}
