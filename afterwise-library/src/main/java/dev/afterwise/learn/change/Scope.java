package dev.afterwise.learn.change;

/**
 * Whose executions are looked at.
 *
 * @param agent empty for all executions of the task
 */
public record Scope(String task, String agent) {
    /** In words, such as {@code 'build' by 'fast'}. */
    public String words() {
        return agent.isEmpty() ? "'" + task + "'" : "'" + task + "' by '" + agent + "'";
    }
}
