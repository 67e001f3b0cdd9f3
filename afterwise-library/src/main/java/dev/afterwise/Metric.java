package dev.afterwise;

/**
 * Something that can be measured again and again while a program runs. Two that differ in name or unit are not the same.
 *
 * @param name such as {@code latency}; never empty
 * @param unit such as {@code ms}; {@code 1} for counts and for shares from 0 to 1
 */
public record Metric(String name, String unit) {
    public static final Metric LATENCY = new Metric("latency", "ms");
    public static final Metric THROUGHPUT = new Metric("throughput", "1/s");
    public static final Metric ERROR_RATE = new Metric("error_rate", "1");
    public static final Metric MEMORY = new Metric("memory", "bytes");
    public static final Metric CPU = new Metric("cpu", "1");
    public static final Metric CACHE_HIT_RATE = new Metric("cache_hit_rate", "1");
    public static final Metric DATABASE_CONNECTIONS = new Metric("database_connections", "1");
    public static final Metric API_CALLS = new Metric("api_calls", "1");

    /** @throws IllegalArgumentException if it has no name */
    public Metric {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A metric must have a name, but this is (%s).".formatted(name));
        }
    }

    /** One of your own. @throws IllegalArgumentException if it has no name */
    public static Metric of(String name, String unit) {
        return new Metric(name, unit);
    }
}
