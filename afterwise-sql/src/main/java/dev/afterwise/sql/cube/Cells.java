package dev.afterwise.sql.cube;

import dev.afterwise.Execution;
import dev.afterwise.Headline;
import dev.afterwise.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A cube that is being changed: the sums of each cell. Cubes are an abelian group under adding and taking back, so that
 * they can be made per hour, per process or per file and merged in any order, and an execution that changed is corrected by
 * taking back what it was. For one thread.
 */
public final class Cells {
    private final Map<Cell, Sums> sums = new HashMap<>();
    private final UnaryOperator<Cell> place;

    public Cells() {
        this(cell -> cell);
    }

    /** @param place where to count what belongs into a cell */
    public Cells(UnaryOperator<Cell> place) {
        this.place = place;
    }

    /** Counts an execution. */
    public void add(Headline headline) {
        at(Cell.of(headline.profile(), headline.outcome().status()))
                .add(headline.outcome(), headline.usage(), headline.recoveries());
    }

    /** Counts each step of an execution: by how its last attempt went, with what all its attempts took and spent. */
    public void addSteps(Execution execution) {
        String task = execution.profile().task();
        for (Step step : execution.steps()) {
            at(Cell.of(task, step)).add(step.outcome(), step.took(), step.usage(), step.recoveries());
        }
    }

    /** @param sign 1 to add, -1 to take back */
    public void add(Cells other, int sign) {
        other.sums.forEach((cell, added) -> at(cell).add(added, sign));
    }

    public void add(Cube cube) {
        for (int i = 0; i < cube.size(); i++) {
            cube.addTo(at(cube.cell(i)), i, 1);
        }
    }

    private Sums at(Cell cell) {
        Cell placed = place.apply(cell);
        Sums known = sums.get(placed);
        if (known == null) {
            known = new Sums();
            sums.put(placed, known);
        }
        return known;
    }

    public void forEach(BiConsumer<Cell, Sums> each) {
        sums.forEach(each);
    }

    public boolean isEmpty() {
        return sums.values().stream().allMatch(Sums::isNothing);
    }

    /** The cells that hold anything, in their order: equal sums give equal bytes. */
    public byte[] encode() {
        var kept = new ArrayList<Map.Entry<Cell, Sums>>(sums.size());
        for (var each : sums.entrySet()) {
            if (!each.getValue().isNothing()) {
                kept.add(each);
            }
        }
        kept.sort(Map.Entry.comparingByKey());
        return new CubeWriter().write(kept);
    }
}
