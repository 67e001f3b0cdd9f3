package dev.afterwise.json;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
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
 * Reads plans from YAML.
 *
 * <pre>{@code
 * version: 1
 * name: nightly
 * steps:
 *   - id: fetch
 *     run: [curl, -sf, -o, page.html, "https://example.org"]
 *     timeout: 30s
 *     retry: 3
 *   - id: report
 *     needs: [fetch]
 *     env: {LEVEL: full}
 *     retry: {max: 2, base: 500ms, cap: 10s}
 *     choose:
 *       among:
 *         - {agent: quick, run: [./report, --quick]}
 *         - {agent: thorough, run: [./report]}
 * }</pre>
 *
 * <p>A step may need steps that come after it in the file: in the plan every step comes after those it needs, and
 * otherwise in the order of the file. A step without a choice has one alternative, named after the step.
 *
 * <p>A file is untrusted text. What it can cost is bounded by its size, which is at most 1 MiB and is looked at before
 * anything else.
 */
public final class PlanReader {
    /** How large a file may be: 1 MiB. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String TOO_LARGE =
            "a plan must be at most %,d bytes long, but this is longer".formatted(MAX_BYTES);
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private PlanReader() {}

    /**
     * The plan in a file.
     *
     * @throws PlanProblemsException with everything that is wrong with it
     * @throws IOException if the file can't be read
     */
    public static Plan read(Path file, PlanLimits limits) throws IOException {
        return parse(file.toString(), text(file), limits);
    }

    /**
     * The text of a plan's file, for {@link #parse}: read once, so that what is kept is what is run.
     *
     * @throws PlanProblemsException if it is too long or no text
     * @throws IOException if the file can't be read
     */
    public static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        String name = file.toString();
        var problems = new Problems();
        if (bytes.length > MAX_BYTES) {
            problems.add(1, 1, TOO_LARGE);
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

    /**
     * The plan that a text holds.
     *
     * @param name what the text is called in messages: a file's name
     * @throws PlanProblemsException with everything that is wrong with it
     */
    public static Plan parse(String name, String text, PlanLimits limits) {
        var problems = new Problems();
        Plan plan = parse(text, limits, problems);
        if (plan == null || !problems.isEmpty()) {
            throw new PlanProblemsException(name, problems.sorted());
        }
        return plan;
    }

    private static @Nullable Plan parse(String text, PlanLimits limits, Problems problems) {
        if (text.length() > MAX_BYTES) {
            problems.add(1, 1, TOO_LARGE);
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
        if (root != null) {
            return new PlanForm(limits, problems).plan(root);
        }
        if (problems.isEmpty()) {
            problems.add(1, 1, "a plan must have a version, a name and steps, but this is empty");
        }
        return null;
    }

    private static int firstUnprintable(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static void report(String text, int index, String what, Problems problems) {
        String before = text.substring(0, index);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, index);
        problems.add(line, column, "a plan must be text in UTF-8, but " + what);
    }
}
