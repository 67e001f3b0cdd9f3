package dev.afterwise.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark prints: on which machine it ran, tables, remarks. For one thread. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** The machine, and how busy it is: the load is of the last minute, by everybody. */
    void machine() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        line("%s %s, JDK %s, %d cores, load %s"
                .formatted(
                        system.getName(),
                        system.getArch(),
                        Runtime.version(),
                        system.getAvailableProcessors(),
                        system.getSystemLoadAverage() < 0 ? "unknown" : Figures.plain(system.getSystemLoadAverage())));
    }

    void line(String text) {
        out.println(text);
    }

    /** The first row is the head, and the first column the names of the rows. */
    void table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int index = column;
            widths.add(
                    rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
        }
        out.println();
        for (List<String> row : rows) {
            var text = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(widths.get(column) - row.get(column).length());
                text.append(column == 0 ? row.get(column) + padding : "   " + padding + row.get(column));
            }
            out.println(text.toString().stripTrailing());
        }
        out.println();
    }
}
