package dev.afterwise.benchmarks.series;

import dev.afterwise.benchmarks.series.Labelled.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder of series in the benchmark's own form: files {@code KIND/NAME.csv}, and {@code windows.json} beside the folders. */
public final class NabFolder {
    private static final Pattern FILE =
            Pattern.compile("\"([^\"]+\\.csv)\"\\s*:\\s*\\[((?:\\s*\\[[^\\]]*\\],?)*)\\s*\\]");
    private static final Pattern WINDOW = Pattern.compile("\"([^\"]+)\"\\s*,\\s*\"([^\"]+)\"");
    private static final int TO_THE_SECOND = 19;

    private NabFolder() {}

    public static List<Labelled> read(Path folder) throws IOException {
        var all = new ArrayList<Labelled>();
        Matcher file = FILE.matcher(Files.readString(folder.resolve("windows.json")));
        while (file.find()) {
            all.add(read(folder, file.group(1), file.group(2)));
        }
        return all;
    }

    private static Labelled read(Path folder, String name, String windows) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name));
        int size = lines.size() - 1;
        var seconds = new long[size];
        var values = new double[size];
        for (int i = 0; i < size; i++) {
            String line = lines.get(i + 1);
            int comma = line.indexOf(',');
            seconds[i] = second(line.substring(0, comma));
            values[i] = Double.parseDouble(line.substring(comma + 1));
        }
        var spans = new ArrayList<Span>();
        Matcher window = WINDOW.matcher(windows);
        while (window.find()) {
            spans.add(span(seconds, second(window.group(1)), second(window.group(2))));
        }
        return new Labelled(name, seconds, values, spans);
    }

    private static Span span(long[] seconds, long from, long to) {
        int first = 0;
        while (first < seconds.length - 1 && seconds[first] < from) {
            first++;
        }
        int last = seconds.length - 1;
        while (last > first && seconds[last] > to) {
            last--;
        }
        return new Span(first, last);
    }

    private static long second(String timestamp) {
        return LocalDateTime.parse(timestamp.strip().replace(' ', 'T').substring(0, TO_THE_SECOND))
                .toEpochSecond(ZoneOffset.UTC);
    }
}
