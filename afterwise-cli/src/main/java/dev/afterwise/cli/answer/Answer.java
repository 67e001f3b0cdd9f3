package dev.afterwise.cli.answer;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command answers, said once; {@link Format} decides how it is written.
 *
 * @param name what the schema is called, such as {@code history.list}
 * @param parts in the order in which people read them
 * @param listing the key of the table whose rows are the answer, so that each is a line of its own in JSON lines; empty if
 *     the answer is one object
 */
public record Answer(String name, List<Part> parts, String listing, Exit exit) {
    public Answer {
        parts = List.copyOf(parts);
    }

    public static Answer of(String name) {
        return new Answer(name, List.of(), "", Exit.OK);
    }

    /** The name and version of its form: what programs check first. */
    public String schema() {
        return schema(name);
    }

    static String schema(String name) {
        return "afterwise." + name + "/v1";
    }

    public Answer with(Part part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return new Answer(name, more, listing, exit);
    }

    public Answer field(String key, String label, Cell cell) {
        return with(new Field(key, label, cell));
    }

    /** Adds a field that only programs see. */
    public Answer forPrograms(String key, Cell cell) {
        return with(Field.of(key, cell));
    }

    /** Adds the table whose rows are the answer. */
    public Answer listing(Table<?> table) {
        Answer all = with(table);
        return new Answer(name, all.parts, table.key(), exit);
    }

    public Answer remark(String text) {
        return remark(text, Tone.PLAIN);
    }

    public Answer remark(String text, Tone tone) {
        return with(new Part.Remark(text, tone));
    }

    public Answer hint(String text) {
        return with(new Part.Hint(text));
    }

    /** Adds lines that stay as they are. */
    public Answer block(String language, String text) {
        return with(new Part.Block(language, text));
    }

    public Answer exit(Exit other) {
        return new Answer(name, parts, listing, other);
    }
}
