package dev.afterwise.benchmarks.plans;

/**
 * How a page of a {@link Service} behaves.
 *
 * @param millis how long it takes, 15 % less to 15 % more
 * @param failing how many of a hundred requests end with the status
 * @param status which says so
 * @param hanging how many of a hundred requests are never answered
 */
public record Route(String path, long millis, int failing, int status, int hanging) {}
