package dev.afterwise.cli.loop;

import dev.afterwise.json.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the plans are that a loop runs.
 *
 * @param places files, and folders with files whose names end in {@code .yaml} or {@code .yml}
 */
record PlanPlaces(List<Path> places) {
    PlanPlaces {
        places = List.copyOf(places);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /**
     * The files that are there now, in the order of their names.
     *
     * @param problems is told of places that can't be read
     */
    List<Path> files(Consumer<String> problems) {
        var files = new ArrayList<Path>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                files.add(place);
                continue;
            }
            try (Stream<Path> inside = Files.list(place)) {
                inside.filter(PlanPlaces::isPlan).sorted().forEach(files::add);
            } catch (IOException e) {
                problems.accept("The plans in (%s) can't be read: %s".formatted(place, e.getMessage()));
            }
        }
        return files.stream().distinct().toList();
    }

    private static boolean isPlan(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml"))
                && !name.equals(Configuration.FILE)
                && Files.isRegularFile(file);
    }
}
