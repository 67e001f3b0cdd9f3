package dev.afterwise.learn.templates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What templates learned, as lines of text with tabs: each template with its id, its age, how many lines it has, when it was seen
 * last, and its tokens; each merged id with the one it was merged into; each word known as a value.
 */
record Saved(List<Group> groups, List<String> values) {
    private static final String HEAD = "templates 1";
    private static final String TEMPLATE = "t";
    private static final String MERGED = "m";
    private static final String VALUE = "v";

    static String text(Collection<Group> groups, Collection<String> values) {
        var text = new StringBuilder(HEAD).append('\n');
        for (Group each : groups) {
            if (each.root() == each) {
                append(
                        text,
                        TEMPLATE,
                        each.id.hex(),
                        Long.toString(each.order),
                        Long.toString(each.lines),
                        Long.toString(each.seen),
                        String.join(" ", each.tokens));
            }
        }
        for (Group each : groups) {
            if (each.root() != each) {
                append(
                        text,
                        MERGED,
                        each.id.hex(),
                        Long.toString(each.order),
                        each.root().id.hex());
            }
        }
        values.stream().sorted().forEach(value -> append(text, VALUE, value));
        return text.toString();
    }

    private static void append(StringBuilder text, String... fields) {
        text.append(String.join("\t", fields)).append('\n');
    }

    static Saved read(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        if (!lines.getFirst().equals(HEAD)) {
            throw new IllegalArgumentException(
                    "Saved templates must begin with '%s', but these don't.\nMaybe they were saved by a newer version."
                            .formatted(HEAD));
        }
        var groups = new HashMap<String, Group>();
        var saved = new Saved(new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                saved.take(i + 1, lines.get(i).split("\t", -1), groups);
            }
        }
        return saved;
    }

    private void take(int line, String[] fields, Map<String, Group> known) {
        String kind = fields[0] + fields.length;
        switch (kind) {
            case TEMPLATE + 6 -> {
                var group = new Group(new TemplateId(fields[1]), number(line, fields[2]), tokens(fields[5]));
                group.lines = number(line, fields[3]);
                group.seen = number(line, fields[4]);
                keep(line, group, known);
            }
            case MERGED + 4 -> {
                var group = new Group(new TemplateId(fields[1]), number(line, fields[2]), List.of());
                Group into = known.get(fields[3]);
                if (into == null) {
                    throw broken(line);
                }
                group.mergeInto(into);
                keep(line, group, known);
            }
            case VALUE + 2 -> values.add(fields[1]);
            default -> throw broken(line);
        }
    }

    private static List<String> tokens(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(" ", -1));
    }

    private void keep(int line, Group group, Map<String, Group> known) {
        if (known.put(group.id.hex(), group) != null) {
            throw broken(line);
        }
        groups.add(group);
    }

    private static long number(int line, String field) {
        try {
            return Long.parseLong(field);
        } catch (NumberFormatException e) {
            throw broken(line);
        }
    }

    private static IllegalArgumentException broken(int line) {
        return new IllegalArgumentException(
                "Line %d of saved templates must be a template, a merged id or a value, but it is none of these."
                        .formatted(line));
    }
}
