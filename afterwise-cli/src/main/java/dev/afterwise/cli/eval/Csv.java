package dev.afterwise.cli.eval;

import dev.afterwise.cli.shell.Refusal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of rows of fields, separated by commas (RFC 4180). */
final class Csv {
    private Csv() {}

    /**
     * All rows but empty lines.
     *
     * @param file what the file is called in a refusal
     * @throws Refusal if this is no such file
     */
    static List<List<String>> read(String file, Path place) throws IOException {
        return rows(file, text(file, place));
    }

    private static String text(String file, Path place) throws IOException {
        try {
            String text = Files.readString(place);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refusal.usage("A file (%s) must be UTF-8 text, but it is not.".formatted(file));
        }
    }

    private static List<List<String>> rows(String file, String text) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"' && (isQuoted || field.isEmpty())) {
                isQuoted = !isQuoted;
            } else if (isQuoted || (c != ',' && c != '\n' && c != '\r')) {
                field.append(c);
            } else if (c != '\r') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    end(rows, row);
                }
            }
        }
        if (isQuoted) {
            throw Refusal.usage(
                    "%s: what is quoted in row %d must end, but it does not.".formatted(file, rows.size() + 1));
        }
        if (!field.isEmpty() || !row.isEmpty()) {
            row.add(field.toString());
            end(rows, row);
        }
        return rows;
    }

    /** A row that is an empty line is none. */
    private static void end(List<List<String>> rows, List<String> row) {
        if (row.size() > 1 || !row.getFirst().isEmpty()) {
            rows.add(List.copyOf(row));
        }
        row.clear();
    }
}
