package dev.afterwise.sql.cube;

import dev.afterwise.Dimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which values of each dimension cubes tell apart: the first thousand. All others are counted as {@link #OTHER}, so that
 * cubes stay small however many names somebody thinks of. Once admitted, a value stays admitted. For one thread.
 */
public final class Admission {
    /** What values are called that came too late. */
    public static final String OTHER = "(other)";

    /** How many values of a dimension are told apart. */
    public static final int MOST = 1_000;

    private final Map<Dimension, Set<String>> admitted = new EnumMap<>(Dimension.class);
    private final List<Admitted> newcomers = new ArrayList<>();

    /** A value that is told apart. */
    public record Admitted(Dimension dimension, String value) {}

    public Admission() {
        for (Dimension dimension : Dimension.values()) {
            admitted.put(dimension, new HashSet<>());
        }
    }

    /** Says that a value was admitted before. */
    public void know(Dimension dimension, String value) {
        of(dimension).add(value);
    }

    /** The values that were admitted since this was made. */
    public List<Admitted> newcomers() {
        return List.copyOf(newcomers);
    }

    /** Whether executions with this value are counted as such, as far as there are any. */
    public boolean tellsApart(Dimension dimension, String value) {
        Set<String> its = of(dimension);
        return its.size() < MOST || its.contains(value);
    }

    /** Where an execution is counted that belongs into this cell. */
    public Cell execution(Cell cell) {
        String task = admit(Dimension.TASK, cell.first());
        String agent = admit(Dimension.AGENT, cell.second());
        String model = admit(Dimension.MODEL, cell.third());
        String route = admit(Dimension.ROUTE, cell.fourth());
        if (same(task, cell.first())
                && same(agent, cell.second())
                && same(model, cell.third())
                && same(route, cell.fourth())) {
            return cell;
        }
        return new Cell(task, agent, model, route, cell.status());
    }

    /** Where a step is counted that belongs into this cell. */
    public Cell step(Cell cell) {
        String task = admit(Dimension.TASK, cell.first());
        String name = admit(Dimension.STEP, cell.third());
        if (same(task, cell.first()) && same(name, cell.third())) {
            return cell;
        }
        return new Cell(task, cell.second(), name, cell.fourth(), cell.status());
    }

    /** Identity will do: what is admitted is returned itself. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(String admitted, String value) {
        return admitted == value;
    }

    private String admit(Dimension dimension, String value) {
        Set<String> its = of(dimension);
        if (its.contains(value)) {
            return value;
        }
        if (its.size() >= MOST) {
            return OTHER;
        }
        its.add(value);
        newcomers.add(new Admitted(dimension, value));
        return value;
    }

    private Set<String> of(Dimension dimension) {
        return Objects.requireNonNull(admitted.get(dimension));
    }
}
