package dev.afterwise.learn.errors;

import dev.afterwise.Subject;
import dev.afterwise.store.Window;

/**
 * Which executions a study of errors is about.
 *
 * @param window what is counted and ranked; what came before it still tells what is new
 */
public record ErrorScope(Subject subject, Window window) {
    public static final ErrorScope EVERYTHING = new ErrorScope(Subject.EVERYTHING, Window.ALL);
}
