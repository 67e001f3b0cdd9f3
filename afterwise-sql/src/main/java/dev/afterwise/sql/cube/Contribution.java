package dev.afterwise.sql.cube;

import dev.afterwise.Execution;
import java.time.Instant;

/**
 * What one execution adds to the cubes of the hour in which it began. Kept for as long as the cubes don't hold it yet, or
 * hold it as it was before.
 *
 * @param hour since 1970 in UTC
 */
public record Contribution(long hour, Cells executions, Cells steps) {
    private static final int VERSION = 1;
    private static final long SECONDS = 3_600;

    /** Rows hold no time further from 1970. */
    private static final long FARTHEST_SECOND = Long.MAX_VALUE / 1_000_000;

    public static Contribution of(Execution execution) {
        var one = new Contribution(hour(execution.startedAt()), new Cells(), new Cells());
        one.add(execution);
        return one;
    }

    public static long hour(Instant at) {
        return Math.floorDiv(Math.clamp(at.getEpochSecond(), -FARTHEST_SECOND - 1, FARTHEST_SECOND), SECONDS);
    }

    public byte[] encode() {
        return new Packed()
                .number(VERSION)
                .number(hour)
                .bytes(executions.encode())
                .bytes(steps.encode())
                .toBytes();
    }

    /** @throws IllegalArgumentException if these are not the bytes of a contribution */
    public static Contribution decode(byte[] bytes) {
        var packed = new Unpacking(bytes);
        packed.demandVersion(VERSION);
        var one = new Contribution(packed.number(), new Cells(), new Cells());
        one.executions.add(Cube.decode(packed.bytes()));
        one.steps.add(Cube.decode(packed.bytes()));
        return one;
    }

    /** Nothing yet, to which more may be added. */
    public static Contribution none(long hour, Admission admission) {
        return new Contribution(hour, new Cells(admission::execution), new Cells(admission::step));
    }

    public void add(Execution execution) {
        executions.add(execution.headline());
        steps.addSteps(execution);
    }

    /** @param sign 1 to add, -1 to take back */
    public void add(Contribution other, int sign) {
        executions.add(other.executions, sign);
        steps.add(other.steps, sign);
    }
}
