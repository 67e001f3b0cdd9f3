package dev.afterwise;

/** Who says a fact. Where two facts contradict each other, the later constant here is believed. */
public enum Source {
    /** Worked out from other facts. */
    INFERRED,
    /** Read from a file of another system. */
    IMPORTED,
    /** Received over a telemetry protocol. */
    TELEMETRY,
    /** Recorded by Afterwise while it happened. */
    RECORDED,
    /** A person said so. */
    PERSON
}
