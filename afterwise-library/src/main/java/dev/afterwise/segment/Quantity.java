package dev.afterwise.segment;

/** What an execution has so much of. */
public enum Quantity {
    /** When it began, in microseconds since 1970. */
    STARTED_US,
    /** How long it took, in microseconds; none where nobody measured it, or it is not over. */
    TOOK_US,
    /** As it was given or estimated; none where nobody did. The only one that need not be whole. */
    COMPLEXITY,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    CACHED_TOKENS,
    /** In millionths of a dollar. */
    COST_MICROS,
    API_CALLS
}
