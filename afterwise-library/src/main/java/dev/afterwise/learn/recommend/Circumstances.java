package dev.afterwise.learn.recommend;

import dev.afterwise.Dimension;
import dev.afterwise.Profile;
import dev.afterwise.Value;
import dev.afterwise.learn.predict.Factor;
import dev.afterwise.learn.predict.Factors;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at when an arm is chosen: the task, the other two of agent, model and route, the complexity, and those attributes
 * whose values come again often. One whose values come again a few times is taken to say which very piece of work it is.
 *
 * @param choice what is chosen: agent, model or route
 * @param others what else differs between executions, of task, agent, model and route
 * @param attributes their names
 * @param piece the name of the attribute that says which piece of work it is, or null
 */
record Circumstances(
        Dimension choice,
        Set<Dimension> others,
        List<String> attributes,
        @Nullable String piece) {
    private static final int MOST_ATTRIBUTES = 6;
    private static final int MOST_VALUES = 1_000;
    private static final double OFTEN = 20;
    private static final double SOMETIMES = 1.2;
    private static final int FEWEST_PIECES = 20;

    Circumstances {
        others = Set.copyOf(others);
        attributes = List.copyOf(attributes);
    }

    private record Named(String name, int rows, int values) {
        double visits() {
            return values == 0 ? 0 : (double) rows / values;
        }

        boolean isCommon() {
            return values > 1 && values <= MOST_VALUES && visits() >= OFTEN;
        }

        boolean isPiece() {
            return values >= FEWEST_PIECES && visits() >= SOMETIMES && visits() < OFTEN;
        }
    }

    static Circumstances of(Columns columns, BitSet rows, Dimension choice) {
        List<Named> all = columns.attributes().stream()
                .filter(name -> !isOurs(name))
                .map(name -> named(name, columns.texts(name), rows))
                .sorted(Comparator.comparingInt((Named each) -> -each.rows).thenComparing(Named::name))
                .toList();
        return new Circumstances(
                choice,
                others(columns, rows, choice),
                all.stream()
                        .filter(Named::isCommon)
                        .limit(MOST_ATTRIBUTES)
                        .map(Named::name)
                        .toList(),
                all.stream().filter(Named::isPiece).map(Named::name).findFirst().orElse(null));
    }

    private static Set<Dimension> others(Columns columns, BitSet rows, Dimension choice) {
        Set<Dimension> others = EnumSet.noneOf(Dimension.class);
        Map.of(
                        Dimension.TASK,
                        Trait.TASK,
                        Dimension.AGENT,
                        Trait.AGENT,
                        Dimension.MODEL,
                        Trait.MODEL,
                        Dimension.ROUTE,
                        Trait.ROUTE)
                .forEach((dimension, trait) -> {
                    if (dimension != choice
                            && named(dimension.word(), columns.labels(trait), rows)
                                            .values()
                                    > 1) {
                        others.add(dimension);
                    }
                });
        return others;
    }

    /** What afterwise itself writes down about a run says nothing about the work. */
    private static boolean isOurs(String name) {
        return name.equals("boost") || Profile.isHandling(name);
    }

    private static Named named(String name, Codes<String> codes, BitSet rows) {
        var values = new BitSet();
        int count = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (codes.code(row) >= 0) {
                values.set(codes.code(row));
                count++;
            }
        }
        return new Named(name, count, values.cardinality());
    }

    Occasion of(Profile work) {
        List<Factor> factors = new ArrayList<>();
        add(factors, Dimension.TASK, work.task());
        add(factors, Dimension.AGENT, work.agent());
        add(factors, Dimension.MODEL, work.model());
        add(factors, Dimension.ROUTE, work.route());
        for (Factor each : Factors.circumstances(work)) {
            if (each.family().equals("complexity")) {
                factors.add(each);
            }
        }
        for (String each : attributes) {
            Value value = work.attributes().get(each);
            if (value != null) {
                factors.add(new Factor("attributes." + each, value.toString()));
            }
        }
        Value which = piece == null ? null : work.attributes().get(piece);
        return new Occasion(factors, which == null ? null : which.toString());
    }

    private void add(List<Factor> factors, Dimension dimension, @Nullable String value) {
        if (others.contains(dimension) && value != null && !value.isEmpty()) {
            factors.add(new Factor(dimension.word(), value));
        }
    }

    /** The profile of the execution in this row, as far as it is looked at. */
    Profile profile(Columns columns, int row) {
        SortedMap<String, Value> values = new TreeMap<>();
        for (String each : attributes) {
            add(values, each, columns.texts(each).at(row));
        }
        if (piece != null) {
            add(values, piece, columns.texts(piece).at(row));
        }
        double complexity = columns.numbers(Quantity.COMPLEXITY).at(row);
        String agent = columns.labels(Trait.AGENT).at(row);
        String task = columns.labels(Trait.TASK).at(row);
        return new Profile(
                task == null ? "unnamed" : task,
                agent == null ? "" : agent,
                columns.labels(Trait.MODEL).at(row),
                columns.labels(Trait.ROUTE).at(row),
                Double.isFinite(complexity) ? complexity : null,
                values);
    }

    private static void add(SortedMap<String, Value> values, String name, @Nullable String text) {
        if (text != null) {
            values.put(name, Value.of(text));
        }
    }
}
