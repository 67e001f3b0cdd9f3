package dev.afterwise;

/** Whether the same attempt, made again later, might succeed. */
public enum Transience {
    TRANSIENT,
    /** Whatever is wrong stays wrong until somebody changes it. */
    PERMANENT,
    /** Nothing about the failure tells. */
    UNKNOWN
}
