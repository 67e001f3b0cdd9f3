package dev.afterwise.sql.cube;

import dev.afterwise.Action;
import dev.afterwise.Dimension;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Subject;

/**
 * Where in a cube something is counted. An execution is counted by task, agent, model, route and status; a step of one by
 * the execution's task, the step's kind, its name, nothing, and its status.
 */
public record Cell(String first, String second, String third, String fourth, Status status)
        implements Comparable<Cell> {
    /** How many names a cell has. */
    public static final int NAMES = 4;

    /** Where an execution with this profile is counted. */
    public static Cell of(Profile profile, Status status) {
        return new Cell(
                profile.task(),
                profile.agent(),
                Subject.value(profile, Dimension.MODEL),
                Subject.value(profile, Dimension.ROUTE),
                status);
    }

    /** Where a step of an execution of this task is counted. */
    static Cell of(String task, Step step) {
        Action action = step.action();
        // The name of each execution is another.
        String name = action instanceof Action.Delegate ? action.kind() : action.name();
        return new Cell(task, action.kind(), name, "", step.outcome().status());
    }

    /** @param index from 0 to 3 */
    public String name(int index) {
        return switch (index) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            default -> fourth;
        };
    }

    /** This name alone, and the status. */
    Cell by(int index) {
        return new Cell(
                index == 0 ? first : "",
                index == 1 ? second : "",
                index == 2 ? third : "",
                index == 3 ? fourth : "",
                status);
    }

    @Override
    public int compareTo(Cell other) {
        for (int i = 0; i < NAMES; i++) {
            int order = name(i).compareTo(other.name(i));
            if (order != 0) {
                return order;
            }
        }
        return status.compareTo(other.status);
    }
}
