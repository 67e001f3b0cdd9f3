package dev.afterwise.store;

/** Whether a store is likely to work. */
public sealed interface Health {
    /** It is; {@code details} says what answered, for people. */
    record Up(String details) implements Health {}

    record Down(String why) implements Health {}
}
