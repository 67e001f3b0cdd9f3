package dev.afterwise.sql;

import dev.afterwise.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** What kind of text an execution has: how it is described, or what was said when it ended. */
enum Speech {
    DESCRIPTION("d", "wording"),
    SAID("s", "said");

    /** No letter, no digit and not ASCII: part of a word to SQLite's tokenizer, and of none to ours. */
    private static final char SEAM = '\u00b7';

    /** One letter, in tables. */
    final String letter;

    /** The column of an execution that holds the number of such a text. */
    final String column;

    Speech(String letter, String column) {
        this.letter = letter;
        this.column = column;
    }

    /** What the words of such texts begin with in the index, so that other kinds and workspaces are not even looked at. */
    String prefix(Workspace workspace) {
        var crc = new CRC32C();
        crc.update(workspace.name().getBytes(StandardCharsets.UTF_8));
        return letter + Long.toString(crc.getValue(), Character.MAX_RADIX) + SEAM;
    }

    /** A query for the texts in which the word is. */
    String having(Workspace workspace, String word) {
        return '"' + prefix(workspace) + word + '"';
    }
}
