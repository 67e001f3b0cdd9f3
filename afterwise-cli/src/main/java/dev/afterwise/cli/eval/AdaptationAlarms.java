package dev.afterwise.cli.eval;

import dev.afterwise.Change;
import dev.afterwise.learn.plans.Outline;
import dev.afterwise.learn.plans.PlanScan;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a plan would be adapted where nothing matters. Its steps wait for one another, since it would be right to let what is spent in
 * vain wait for what fails; and where the hour matters, whoever says so is right.
 */
final class AdaptationAlarms {
    private static final Outline PLAN = plan();

    private AdaptationAlarms() {}

    private static Outline plan() {
        Outline steps = Outline.of(
                "order",
                Map.of(
                        "fetch", Set.of(),
                        "parse", Set.of("fetch"),
                        "cache", Set.of("parse"),
                        "check", Set.of("cache")));
        return new Outline(
                steps.task(),
                steps.needs(),
                steps.ways(),
                Collections.emptySortedMap(),
                new TreeSet<>(List.of("region", "customer", "size", "version")));
    }

    static boolean raised(NullWorld world) {
        return new PlanScan()
                .of(PLAN, world.executions(), ZoneOffset.UTC).stream()
                        .anyMatch(each -> !(each.change() instanceof Change.StartAt) || world.noise() != Noise.WEEKLY);
    }
}
