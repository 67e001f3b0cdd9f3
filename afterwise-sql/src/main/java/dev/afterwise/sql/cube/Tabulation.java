package dev.afterwise.sql.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What selected cells of many cubes add up to, group by group. For one thread. */
@SuppressWarnings("EnumOrdinal") // indices of arrays in memory; what is stored are words
public final class Tabulation {
    private static final Comparator<List<String>> ORDER =
            (one, other) -> Arrays.compare(one.toArray(String[]::new), other.toArray(String[]::new));

    private final Selection selection;
    private final List<Integer> by;
    private final Map<List<String>, Sums> groups = new HashMap<>();

    /** The only name that makes a difference here; -1 if there are several. */
    private final int only;

    /** @param by which names of a cell make its group: from 0 to 3, in the order in which they are to stand */
    public Tabulation(Selection selection, List<Integer> by) {
        this.selection = selection;
        this.by = List.copyOf(by);
        int[] asked = IntStream.range(0, Cell.NAMES)
                .filter(i -> by.contains(i) || selection.names().get(i) != null)
                .toArray();
        this.only = asked.length > 1 ? -1 : asked.length == 1 ? asked[0] : Cell.NAMES - 1;
    }

    /** Which names of a cell make its group. */
    public List<Integer> by() {
        return by;
    }

    /** The group to which what is counted in this cell belongs, selected or not. */
    public Sums group(Cell cell) {
        return group(by.stream().map(cell::name).toList());
    }

    private Sums group(List<String> names) {
        return groups.computeIfAbsent(names, ignored -> new Sums());
    }

    public void add(Cells cells, int sign) {
        cells.forEach((cell, sums) -> {
            if (selection.covers(cell)) {
                group(cell).add(sums, sign);
            }
        });
    }

    public void add(Cube given) {
        Cube cube = only < 0 ? given : given.by(only);
        int[] wanted = selection.in(cube);
        if (wanted == null) {
            return;
        }
        boolean[] statuses = new boolean[Sums.STATUSES.length];
        selection.statuses().forEach(status -> statuses[status.ordinal()] = true);
        Groups found = new Groups(cube);
        for (int i = 0; i < cube.size(); i++) {
            if (statuses[cube.status(i)] && covers(wanted, cube, i)) {
                cube.addTo(found.of(i), i, 1);
            }
        }
    }

    private static boolean covers(int[] wanted, Cube cube, int cell) {
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] >= 0 && wanted[i] != cube.name(cell, i)) {
                return false;
            }
        }
        return true;
    }

    /** The groups of one cube by the numbers that names have in it, so that names are compared once for each cube. */
    private final class Groups {
        private final Cube cube;
        private final @Nullable Sums[] byName;
        private final Map<Long, Sums> byNames = new HashMap<>();

        Groups(Cube cube) {
            this.cube = cube;
            this.byName = new @Nullable Sums[by.size() == 1 ? cube.names() : 1];
        }

        Sums of(int cell) {
            if (by.size() > 1) {
                long code = 0;
                for (int each : by) {
                    code = code * cube.names() + cube.name(cell, each);
                }
                return byNames.computeIfAbsent(code, ignored -> group(names(cell)));
            }
            int name = by.isEmpty() ? 0 : cube.name(cell, by.getFirst());
            Sums known = byName[name];
            if (known == null) {
                known = group(names(cell));
                byName[name] = known;
            }
            return known;
        }

        private List<String> names(int cell) {
            var names = new ArrayList<String>(by.size());
            for (int each : by) {
                names.add(cube.named(cube.name(cell, each)));
            }
            return names;
        }
    }

    /** The groups that hold anything, in the order of their names. */
    public SortedMap<List<String>, Sums> groups() {
        var all = new TreeMap<List<String>, Sums>(ORDER);
        groups.forEach((names, sums) -> {
            if (!sums.isNothing()) {
                all.put(names, sums);
            }
        });
        return all;
    }
}
