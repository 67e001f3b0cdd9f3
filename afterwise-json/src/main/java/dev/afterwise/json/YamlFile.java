package dev.afterwise.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Files of YAML that people write. One is untrusted text: what it can cost is bounded by its size, which is looked at before
 * anything else.
 *
 * @param what such a file is called in messages, such as {@code a plan}
 * @param needs what has to be in it
 */
record YamlFile(String what, String needs) {
    /** How large a file may be: 1 MiB. */
    static final int MAX_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /**
     * The text of a file.
     *
     * @throws PlanProblemsException if it is too long or no text
     * @throws IOException if the file can't be read
     */
    String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        String name = file.toString();
        var problems = new Problems();
        if (bytes.length > MAX_BYTES) {
            problems.add(1, 1, tooLarge());
            throw new PlanProblemsException(name, problems.sorted());
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
        String decoded = text.flip().toString();
        if (!result.isError() || firstUnprintable(decoded) >= 0) {
            return decoded;
        }
        report(decoded, decoded.length(), "the byte 0x%02x here is not".formatted(rest.get(rest.position())), problems);
        throw new PlanProblemsException(name, problems.sorted());
    }

    /** What a text holds; null if there is a problem with it. */
    @Nullable
    YamlNode root(String text, Problems problems) {
        if (text.length() > MAX_BYTES) {
            problems.add(1, 1, tooLarge());
            return null;
        }
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        int unprintable = firstUnprintable(marked);
        if (unprintable >= 0) {
            String character = "the character U+%04X here is not".formatted(marked.codePointAt(unprintable));
            report(marked, unprintable, character, problems);
            return null;
        }
        YamlNode root = YamlTree.of(marked, problems);
        if (root == null && problems.isEmpty()) {
            problems.add(1, 1, what + " must have " + needs + ", but this is empty");
        }
        return root;
    }

    private String tooLarge() {
        return what + " must be at most %,d bytes long, but this is longer".formatted(MAX_BYTES);
    }

    private static int firstUnprintable(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            char c = text.charAt(i);
            if ((c < ' ' || c > '~') && !StreamReader.isPrintable(text.codePointAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private void report(String text, int index, String where, Problems problems) {
        String before = text.substring(0, index);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, index);
        problems.add(line, column, what + " must be text in UTF-8, but " + where);
    }
}
