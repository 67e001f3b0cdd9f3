package dev.afterwise.learn.phases;

import dev.afterwise.learn.Aspect;
import java.util.List;

/**
 * An order of the same steps with which executions did better than with the usual one. Whether it is the order that makes them do
 * better can't be told unless it was left to chance.
 *
 * @param effect by how much it is better, and in what
 */
public record BestOrder(String task, List<String> usual, List<String> best, Aspect effect) {
    public BestOrder {
        usual = List.copyOf(usual);
        best = List.copyOf(best);
    }
}
