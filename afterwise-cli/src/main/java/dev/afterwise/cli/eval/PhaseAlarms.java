package dev.afterwise.cli.eval;

import dev.afterwise.SlowPhases;
import dev.afterwise.learn.phases.Bottleneck;
import dev.afterwise.learn.phases.PhaseReport;
import dev.afterwise.store.Window;

/** Whether any step is said to have become slow, or an order of steps to be better. How often a step fails is what was counted. */
final class PhaseAlarms {
    private PhaseAlarms() {}

    static boolean raised(NullWorld world) {
        PhaseReport report = SlowPhases.of(world.store(), null, Window.ALL);
        return !report.orders().isEmpty()
                || report.bottlenecks().stream().anyMatch(each -> each.kind() == Bottleneck.Kind.PERFORMANCE);
    }
}
