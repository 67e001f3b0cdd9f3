package dev.afterwise.heal.guard;

/** Hears what happens to guards, one event after another, on a thread of its own. What it throws is logged. */
@FunctionalInterface
public interface GuardListener {
    void heard(GuardEvent event);
}
