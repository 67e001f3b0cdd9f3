package dev.afterwise.benchmarks.faults;

/** A way of protecting calls. */
public interface Policy {
    String name();

    /** A new client that goes by it. */
    Client client(World world);
}
