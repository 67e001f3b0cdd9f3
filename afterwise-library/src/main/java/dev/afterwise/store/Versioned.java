package dev.afterwise.store;

/** A document, and how often it has been written; 1 is the first time. */
public record Versioned<D extends Document>(D document, long version) {}
