package dev.afterwise.plan.simulate;

import dev.afterwise.Basis;
import dev.afterwise.Spread;

/**
 * What is to be expected of a step in a run.
 *
 * @param basis the worst of what the estimates of its ways rest on
 * @param sample how many attempts they rest on
 * @param seconds from its first attempt to its end, waits and repeats included, in those runs in which it is begun
 * @param begun in which share of the runs it is begun
 * @param failed of which share of the runs it is the end: they fail because of it
 * @param critical in which share of the runs the end waits for it
 * @param waitedFor for how many seconds the end waits for it, on average over all runs; so a step that takes a tenth less makes
 *     runs shorter by a tenth of this
 */
public record StepForecast(
        Basis basis, long sample, Spread seconds, double begun, double failed, double critical, double waitedFor) {}
