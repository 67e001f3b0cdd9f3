package dev.afterwise.learn.patterns;

import dev.afterwise.Profile;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is known of executions before they run, and may have to do with how they end. */
sealed interface Column {
    String name();

    /** Values that are equal or different. */
    record Categories(String name, Codes<String> values) implements Column {}

    /** Values that are greater or smaller. */
    record Quantities(String name, Ranks values) implements Column {}

    static List<Column> of(Columns columns) {
        var all = new ArrayList<Column>();
        for (Trait trait : List.of(Trait.TASK, Trait.AGENT, Trait.MODEL, Trait.ROUTE)) {
            add(all, trait.name().toLowerCase(Locale.ROOT), columns.labels(trait));
        }
        add(all, "complexity", columns.numbers(Quantity.COMPLEXITY));
        for (String attribute : columns.attributes()) {
            if (attribute.equals(Profile.POLICY) || !Profile.isHandling(attribute)) {
                add(all, attribute, columns.texts(attribute));
                add(all, attribute, columns.numbers(attribute));
            }
        }
        return all;
    }

    private static void add(List<Column> all, String name, Codes<String> values) {
        if (values.values().size() > 1) {
            all.add(new Categories(name, values));
        }
    }

    private static void add(List<Column> all, String name, Numbers values) {
        Ranks ranks = Ranks.of(values);
        if (ranks.distinct() > 1) {
            all.add(new Quantities(name, ranks));
        }
    }
}
