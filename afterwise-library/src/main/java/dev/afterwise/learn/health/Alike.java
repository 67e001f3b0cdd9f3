package dev.afterwise.learn.health;

import dev.afterwise.Distribution;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The durations of a task, those by the same agent with the same model together. */
final class Alike {
    private Alike() {}

    private record Who(int agent, int model) {}

    static List<Lengths> of(Columns columns, String task) {
        Codes<String> tasks = columns.labels(Trait.TASK);
        Codes<String> agents = columns.labels(Trait.AGENT);
        Codes<String> models = columns.labels(Trait.MODEL);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        int wanted = tasks.values().indexOf(task);
        Map<Who, Distribution.Builder> groups = new HashMap<>();
        for (int row = 0; row < columns.size(); row++) {
            if (tasks.code(row) == wanted && took.has(row)) {
                groups.computeIfAbsent(new Who(agents.code(row), models.code(row)), each -> new Distribution.Builder())
                        .add(Duration.of(took.whole(row), ChronoUnit.MICROS));
            }
        }
        return groups.values().stream().map(each -> Lengths.of(each.build())).toList();
    }
}
