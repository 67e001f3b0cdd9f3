package dev.afterwise.cli.answer;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An answer for programs. */
final class JsonForm {
    private static final int DECIMALS = 6;
    private static final JsonFactory FACTORY =
            JsonFactory.builder().characterEscapes(new TerminalEscapes()).build();

    private JsonForm() {}

    /** The whole answer as one object on one line. */
    static String object(Answer answer) {
        return line(json -> {
            json.writeStringProperty("schema", answer.schema());
            List<String> hints = answer.parts().stream()
                    .filter(Part.Hint.class::isInstance)
                    .map(part -> ((Part.Hint) part).text())
                    .toList();
            for (Part part : answer.parts()) {
                switch (part) {
                    case Field field -> member(json, field);
                    case Table<?> table -> {
                        if (table.isForPrograms()) {
                            json.writeName(table.key());
                            rows(json, table);
                        }
                    }
                    case Part.Remark ignored -> {}
                    case Part.Hint ignored -> {}
                    case Part.Block ignored -> {}
                }
            }
            if (!hints.isEmpty()) {
                json.writeArrayPropertyStart("hints");
                hints.forEach(json::writeString);
                json.writeEndArray();
            }
        });
    }

    /** A line for each row of the listing; for an answer without one, the one object. */
    static String lines(Answer answer) {
        if (answer.listing().isEmpty()) {
            return object(answer);
        }
        var lines = new StringBuilder();
        for (Part part : answer.parts()) {
            if (part instanceof Table<?> table && table.key().equals(answer.listing()) && table.isForPrograms()) {
                for (List<Field> row : table.objects()) {
                    lines.append(line(json -> {
                        json.writeStringProperty("schema", answer.schema());
                        row.forEach(field -> member(json, field));
                    }));
                }
            }
        }
        return lines.toString();
    }

    private static String line(Consumer<JsonGenerator> members) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void member(JsonGenerator json, Field field) {
        if (!field.key().isEmpty()) {
            json.writeName(field.key());
            cell(json, field.cell());
        }
    }

    private static void rows(JsonGenerator json, Table<?> table) {
        json.writeStartArray();
        for (List<Field> row : table.objects()) {
            object(json, row);
        }
        json.writeEndArray();
    }

    private static void object(JsonGenerator json, List<Field> members) {
        json.writeStartObject();
        members.forEach(field -> member(json, field));
        json.writeEndObject();
    }

    private static void cell(JsonGenerator json, Cell cell) {
        switch (cell) {
            case Cell.Absent it -> json.writeNull();
            case Cell.Text it -> json.writeString(it.text());
            case Cell.Name it -> json.writeString(it.text());
            case Cell.Id it -> json.writeString(it.hex());
            case Cell.Figure it -> json.writeString(it.text());
            case Cell.Whole it -> json.writeNumber(it.number());
            case Cell.Real it -> number(json, rounded(it.number()));
            case Cell.Flag it -> json.writeBoolean(it.flag());
            case Cell.Took it -> number(json, millis(it.duration()));
            case Cell.Moment it -> json.writeString(it.at().toString());
            case Cell.Cost it -> number(json, it.amount().dollars());
            case Cell.Several it -> {
                json.writeStartArray();
                it.cells().forEach(each -> cell(json, each));
                json.writeEndArray();
            }
            case Cell.Compound it -> object(json, it.members());
            case Cell.Rows it -> rows(json, it.table());
            case Cell.Json it -> copy(json, it.json());
        }
    }

    private static void copy(JsonGenerator json, String value) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), value)) {
            parser.nextToken();
            json.copyCurrentStructureExact(parser);
        }
    }

    /** To six decimals, or six significant digits where that is more. */
    private static BigDecimal rounded(double number) {
        var exact = BigDecimal.valueOf(number);
        int leadingZeros = Math.max(0, exact.scale() - exact.precision());
        return exact.setScale(Math.min(exact.scale(), leadingZeros + DECIMALS), RoundingMode.HALF_EVEN);
    }

    /** To the microsecond, as stores keep them. */
    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds(), -3)
                .add(BigDecimal.valueOf(duration.getNano(), 6))
                .setScale(3, RoundingMode.HALF_EVEN);
    }

    /** As short as it can be said, without an exponent. */
    private static void number(JsonGenerator json, BigDecimal number) {
        json.writeNumber(
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }
}
