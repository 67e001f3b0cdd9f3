package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Part;
import java.util.List;

/** Some parts of an answer under one title; the first of a report has none. */
record Chapter(String title, List<Part> parts) {
    Chapter {
        parts = List.copyOf(parts);
    }
}
