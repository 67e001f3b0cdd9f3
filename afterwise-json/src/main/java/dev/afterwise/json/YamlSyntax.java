package dev.afterwise.json;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The parser's complaints, which take several lines each and quote the file as it is, as problems of ours. */
final class YamlSyntax {
    private YamlSyntax() {}

    static void report(MarkedYamlEngineException complaint, String text, Problems problems) {
        Optional<Mark> mark = complaint.getProblemMark().or(complaint::getContextMark);
        int line = mark.map(Mark::getLine).orElse(0) + 1;
        int column = mark.map(Mark::getColumn).orElse(0) + 1;
        if (isIndentedByTab(text, line)) {
            problems.add(line, column, "lines must be indented with spaces, but here is a tab");
            return;
        }
        String context = complaint.getContext();
        String problem = String.valueOf(complaint.getProblem());
        String what = context == null || context.isBlank() ? problem : context + ", " + problem;
        String advice = lineAt(text, line).contains("${{") ? "; what has '${{' must be quoted inside [ ] and { }" : "";
        problems.add(
                line, column, "a plan must be YAML, but " + Printable.escaped(what.replaceAll("\\s+", " ")) + advice);
    }

    private static String lineAt(String text, int line) {
        return text.lines().skip(line - 1L).findFirst().orElse("");
    }

    private static boolean isIndentedByTab(String text, int line) {
        String found = lineAt(text, line);
        int indent = 0;
        while (indent < found.length() && found.charAt(indent) == ' ') {
            indent++;
        }
        return indent < found.length() && found.charAt(indent) == '\t';
    }
}
