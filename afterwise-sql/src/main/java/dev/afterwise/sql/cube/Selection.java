package dev.afterwise.sql.cube;

import dev.afterwise.Status;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cells are meant.
 *
 * @param names the four that a cell must have; null where any will do
 */
public record Selection(List<@Nullable String> names, Set<Status> statuses) {
    /** The steps of this task and name, if they are not null. */
    public static Selection steps(@Nullable String task, @Nullable String name) {
        return new Selection(Arrays.asList(task, null, name, null), EnumSet.allOf(Status.class));
    }

    boolean covers(Cell cell) {
        for (int i = 0; i < Cell.NAMES; i++) {
            String wanted = names.get(i);
            if (wanted != null && !wanted.equals(cell.name(i))) {
                return false;
            }
        }
        return statuses.contains(cell.status());
    }

    /** The numbers that this cube has for the names, -1 where any will do; null if it has none for one of them. */
    int @Nullable [] in(Cube cube) {
        int[] wanted = new int[Cell.NAMES];
        for (int i = 0; i < Cell.NAMES; i++) {
            String name = names.get(i);
            wanted[i] = name == null ? -1 : cube.indexOf(name);
            if (name != null && wanted[i] < 0) {
                return null;
            }
        }
        return wanted;
    }
}
