package dev.afterwise.cli.report;

/** How much of each task a report says. */
public enum Detail {
    /** A row. */
    BRIEF,
    /** Its agents, steps, slowest and newest failed executions, too. */
    DETAILED
}
