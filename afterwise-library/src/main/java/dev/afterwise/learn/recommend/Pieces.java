package dev.afterwise.learn.recommend;

import dev.afterwise.Profile;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import java.util.BitSet;
import java.util.Comparator;

/** Which attribute says which very piece of work an execution was: one with many values, each of which came about once or a few times per arm. */
final class Pieces {
    private static final int FEWEST = 20;
    private static final double OFTENEST_PER_ARM = 3;
    private static final double SELDOMEST = 1.2;

    private Pieces() {}

    private record Named(String name, int rows, int values) {}

    /** Its name; empty, which no attribute is called, if there is none. */
    static String attribute(Columns columns, BitSet rows, Codes<String> arms) {
        int several = values(arms, rows).values();
        return columns.attributes().stream()
                .filter(name -> !Profile.isHandling(name))
                .map(name -> {
                    Named its = values(columns.texts(name), rows);
                    return new Named(name, its.rows(), its.values());
                })
                .filter(its -> its.values() >= FEWEST
                        && its.rows() >= SELDOMEST * its.values()
                        && its.rows() <= OFTENEST_PER_ARM * several * its.values())
                .max(Comparator.comparingInt(Named::rows)
                        .thenComparingInt(Named::values)
                        .thenComparing(Named::name))
                .map(Named::name)
                .orElse("");
    }

    private static Named values(Codes<String> codes, BitSet rows) {
        var values = new BitSet();
        int count = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (codes.code(row) >= 0) {
                values.set(codes.code(row));
                count++;
            }
        }
        return new Named("", count, values.cardinality());
    }
}
