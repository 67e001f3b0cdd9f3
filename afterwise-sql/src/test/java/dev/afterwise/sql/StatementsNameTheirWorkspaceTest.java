package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each statement over a table that has a workspace names it, or goes by the number of a row, which whoever has it has from a
 * statement that named its workspace. What is inserted must have a workspace: no such column may be null. Types see to it that nobody can ask without a workspace; this sees to the SQL.
 */
class StatementsNameTheirWorkspaceTest {
    /** These are about all workspaces at once, and give nothing of one to another. */
    private static final Set<String> ABOUT_ALL = Set.of(
            "SqlExtent",
            "SqlCheck",
            "CubeCheck",
            "SegmentCheck",
            "SegmentRebuild",
            "SqliteUpkeep",
            "SqliteStore",
            "PrunedExecutions",
            "PrunedSamples",
            "SearchRebuild");

    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|^\\s*//[^\\n]*$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern NAMES_IT = Pattern.compile(
            "workspace|\\bseq\\b|\\bconditions\\b|\\bid = (\\?|e\\.)|\\browid\\b", Pattern.CASE_INSENSITIVE);

    @TempDir
    Path folder;

    private Set<String> tables() {
        try (var store = SqliteStore.open(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), Timekeeper.system())) {
            return store.database().read(connection -> {
                var tables = new TreeSet<String>();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("""
                                SELECT t.name, c."notnull" FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                                WHERE t.type = 'table' AND c.name = 'workspace'""")) {
                    while (row.next()) {
                        tables.add(row.getString(1));
                        assertThat(row.getBoolean(2)).as(row.getString(1)).isTrue();
                    }
                }
                return tables;
            });
        }
    }

    @Test
    void everyOneOfThem() throws IOException {
        Set<String> tables = tables();
        assertThat(tables).contains("execution", "ledger", "plan_run", "step_run", "cube");
        var over = Pattern.compile("\\b(?:FROM|UPDATE|JOIN)\\s+(?:main\\.)?(?:" + String.join("|", tables) + ")\\b");
        var seen = new ArrayList<String>();
        var nameless = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(root().resolve("afterwise-sql/src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name = String.valueOf(file.getFileName()).replace(".java", "");
                for (String statement : statements(Files.readString(file))) {
                    if (over.matcher(literals(statement)).find()) {
                        seen.add(name);
                        if (!NAMES_IT.matcher(statement).find() && !ABOUT_ALL.contains(name)) {
                            nameless.add(name + ": " + literals(statement).strip());
                        }
                    }
                }
            }
        }
        assertThat(seen)
                .contains("SqlAppend", "SqlLedger", "SqlPlanJournal", "CubeTable")
                .hasSizeGreaterThan(30);
        assertThat(nameless).as("statements without a workspace").isEmpty();
    }

    private static Path root() {
        return Path.of(System.getProperty("afterwise.root", ".."));
    }

    /** Pieces of Java that end with a semicolon or a brace outside of literals. */
    private static List<String> statements(String source) {
        var statements = new ArrayList<String>();
        String code = COMMENT.matcher(source).replaceAll("");
        var statement = new StringBuilder();
        Matcher literal = LITERAL.matcher(code);
        int at = 0;
        while (literal.find(at)) {
            cut(code.substring(at, literal.start()), statement, statements);
            statement.append(literal.group());
            at = literal.end();
        }
        cut(code.substring(at), statement, statements);
        return statements;
    }

    private static void cut(String code, StringBuilder statement, List<String> statements) {
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            statement.append(c);
            if (c == ';' || c == '{' || c == '}') {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
    }

    private static String literals(String statement) {
        var all = new StringBuilder();
        Matcher literal = LITERAL.matcher(statement);
        while (literal.find()) {
            all.append(literal.group(1) == null ? literal.group(2) : literal.group(1))
                    .append(' ');
        }
        return all.toString();
    }
}
