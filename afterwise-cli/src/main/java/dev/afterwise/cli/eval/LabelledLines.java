package dev.afterwise.cli.eval;

import dev.afterwise.cli.shell.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines whose templates are known, from a CSV file (RFC 4180) whose first row names the columns: one is for messages, and
 * one for templates.
 */
record LabelledLines(String file, List<String> messages, List<String> templates) {
    private static final String MESSAGE = "message";
    private static final String TEMPLATE = "template";

    /** @throws Refusal if this is no such file, or has no line */
    static LabelledLines read(String file, Path place) throws IOException {
        List<List<String>> rows = Csv.read(file, place);
        List<String> names = rows.isEmpty() ? List.of() : rows.getFirst();
        int message = names.indexOf(MESSAGE);
        int template = names.indexOf(TEMPLATE);
        if (message < 0 || template < 0) {
            throw Refusal.usage("%s:1: the first row must name the columns 'message' and 'template', but it does not."
                    .formatted(file));
        }
        if (rows.size() == 1) {
            throw Refusal.usage("A file (%s) of lines must have at least one, but it has none.".formatted(file));
        }
        var messages = new ArrayList<String>(rows.size());
        var templates = new ArrayList<String>(rows.size());
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (row.size() != names.size()) {
                throw Refusal.usage("%s: row %d must have %d fields, but it has %d."
                        .formatted(file, i + 1, names.size(), row.size()));
            }
            messages.add(row.get(message));
            templates.add(row.get(template));
        }
        return new LabelledLines(file, messages, templates);
    }
}
