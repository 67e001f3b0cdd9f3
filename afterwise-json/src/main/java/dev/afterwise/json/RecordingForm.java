package dev.afterwise.json;

import dev.afterwise.Recording;
import dev.afterwise.Recording.Extent;
import dev.afterwise.Recording.Pressure;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The keys {@code recording} and {@code redact} of a configuration, while they are taken apart. For one thread. */
final class RecordingForm {
    private static final String WHAT = "'recording'";
    private static final int LONGEST_PATTERN = 1_000;
    private static final List<String> KEYS = List.of("extent", "pressure", "wait", "folder", "traces");
    private static final List<String> EXTENTS = Arrays.stream(Extent.values())
            .map(extent -> extent.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final List<String> PRESSURES = List.of("block", "spill", "drop");

    private final YamlForm form;
    private final Problems problems;

    RecordingForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    Recording recording(YamlNode node) {
        Recording read = Recording.STANDARD;
        Mapping mapping = form.mapping(node, WHAT, KEYS);
        if (mapping == null) {
            return read;
        }
        YamlNode extent = form.optional(mapping, "extent");
        String word = extent == null ? null : form.word(extent, "'extent'", EXTENTS);
        read = word == null ? read : read.with(Extent.valueOf(word.toUpperCase(Locale.ROOT)));
        read = read.with(pressure(mapping));
        return read.withTraces(path(mapping, "traces"));
    }

    private Pressure pressure(Mapping mapping) {
        YamlNode said = form.optional(mapping, "pressure");
        String word = said == null ? "block" : form.word(said, "'pressure'", PRESSURES);
        YamlNode wait = form.optional(mapping, "wait");
        if (wait != null && !"block".equals(word)) {
            problems.add(wait, "'wait' must stand with 'pressure: block', but it does not");
        }
        Path folder = path(mapping, "folder");
        YamlNode place = form.optional(mapping, "folder");
        if (place != null && !"spill".equals(word)) {
            problems.add(place, "'folder' must stand with 'pressure: spill', but it does not");
        }
        if ("spill".equals(word)) {
            if (place == null) {
                problems.add(mapping, "'pressure: spill' must have a 'folder', but it is missing");
            }
            return folder == null ? Recording.STANDARD.pressure() : new Pressure.Spill(folder);
        }
        if ("drop".equals(word)) {
            return new Pressure.Drop();
        }
        Duration atMost = wait == null ? null : form.duration(wait, "'wait'");
        return atMost == null ? Recording.STANDARD.pressure() : new Pressure.Block(atMost);
    }

    @Nullable
    Path path(Mapping mapping, String key) {
        YamlNode node = form.optional(mapping, key);
        Scalar text = node == null ? null : form.text(node, "'" + key + "'");
        if (node == null || text == null) {
            return null;
        }
        try {
            return Path.of(text.text());
        } catch (InvalidPathException e) {
            form.wrong(node, "'" + key + "'", "be a path");
            return null;
        }
    }

    /** Patterns of what is left out before anything is stored. */
    List<Pattern> secrets(YamlNode node) {
        List<Pattern> secrets = new ArrayList<>();
        for (YamlNode each : form.several(node, "'redact'", "be a list of patterns")) {
            Scalar text = form.text(each, "a pattern");
            if (text != null && text.text().length() > LONGEST_PATTERN) {
                problems.add(
                        each,
                        "a pattern must be at most %,d characters long, but it is longer".formatted(LONGEST_PATTERN));
            } else if (text != null) {
                try {
                    secrets.add(Pattern.compile(text.text()));
                } catch (PatternSyntaxException e) {
                    problems.add(
                            each, "a pattern must be a regular expression, but this is none: " + e.getDescription());
                }
            }
        }
        return secrets;
    }
}
