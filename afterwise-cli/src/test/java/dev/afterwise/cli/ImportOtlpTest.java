package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportOtlpTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String ROOT = span("00000000000000aa", "", "plan a trip", 0, 900, """
        {"key":"gen_ai.agent.name","value":{"stringValue":"planner"}}\
        """);
    private static final String CHAT = span("00000000000000bb", "00000000000000aa", "chat", 100, 800, """
        {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
        {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
        {"key":"gen_ai.usage.input_tokens","value":{"intValue":"2000"}},
        {"key":"gen_ai.usage.output_tokens","value":{"intValue":100}}\
        """);

    @TempDir
    Path folder;

    @Test
    void oneRequestOnEachLineInAnyOrder() {
        var cli = new Cli(folder).write("spans.jsonl", request(CHAT) + "\n" + request(ROOT) + "\n\n");
        assertThat(cli.json("import", "--format", "otlp", "spans.jsonl")
                        .exits(0)
                        .json())
                .containsEntry("added", number("1"))
                .containsEntry("rejected", number("0"));
        assertThat(cli.json("import", "--format", "otlp", "spans.jsonl")
                        .exits(0)
                        .json())
                .containsEntry("unchanged", number("1"));
        assertThat(cli.json("history", "show", TRACE).exits(0).json())
                .containsEntry("task", "plan a trip")
                .containsEntry("agent", "planner")
                .containsEntry("model", "gpt-4o")
                .containsEntry("outcome", "succeeded")
                .containsEntry("input_tokens", number("2000"));
    }

    @Test
    void aDocumentOverManyLinesIsOneRequest() {
        var cli = new Cli(folder)
                .write("spans.json", request(ROOT).replace("{\"resourceSpans\"", "{\n\"resourceSpans\""));
        assertThat(cli.json("import", "--format", "otlp", "spans.json").exits(0).json())
                .containsEntry("added", number("1"));
    }

    @Test
    void aTraceWhoseRootIsMissingIsOverAndNobodyKnowsHow() {
        var cli = new Cli(folder).write("spans.jsonl", request(CHAT) + "\n").write("root.jsonl", request(ROOT) + "\n");
        cli.run("import", "--format", "otlp", "spans.jsonl").exits(0);
        assertThat(cli.json("history", "show", TRACE).exits(0).json()).containsEntry("outcome", "unknown");
        cli.run("import", "--format", "otlp", "root.jsonl").exits(0);
        assertThat(cli.json("history", "show", TRACE).exits(0).json()).containsEntry("outcome", "succeeded");
    }

    @Test
    void pricesOfOnesOwnCountBeforeTheBuiltInOnes() {
        var cli = new Cli(folder)
                .write("afterwise.yaml", "prices: ours.csv\n")
                .write("ours.csv", "# provider,match,above,input,cached,written,output\n,gpt-4o*,,1000,,,2000\n")
                .write("spans.jsonl", request(CHAT) + "\n" + request(ROOT) + "\n");
        cli.run("import", "--format", "otlp", "spans.jsonl").exits(0);
        assertThat(cli.json("history", "show", TRACE).exits(0).json()).containsEntry("cost_usd", number("2.2"));

        cli.write("ours.csv", "gpt-4o,1,2\n");
        assertThat(cli.run("import", "--format", "otlp", "spans.jsonl").exits(2).err())
                .contains("ours.csv: Line 1 of a price table must have 7 columns, but it has 3");
        assertThat(cli.write("afterwise.yaml", "prices: none.csv\n")
                        .run("import", "--format", "otlp", "spans.jsonl")
                        .exits(3)
                        .err())
                .contains("There must be a file of prices (none.csv)");
    }

    @Test
    void badLinesAreKeptAndAllOthersStored() throws IOException {
        String zero = request(ROOT.replace(TRACE, "0".repeat(32)));
        var cli = new Cli(folder).write("spans.jsonl", "not json\n" + zero + "\n" + request(ROOT) + "\n");
        assertThat(cli.run("import", "--format", "otlp", "spans.jsonl").exits(1).out())
                .contains(
                        "added      1",
                        "rejected   2",
                        "spans.jsonl:1: ",
                        "spans.jsonl:2: A trace id must be 16 bytes");
        assertThat(Files.readString(folder.resolve("spans.jsonl.rejected"))).contains("not json");
    }

    @Test
    void whatIsExportedAsSpansCanBeImportedAgain() throws IOException {
        var cli = new Cli(folder).write("spans.jsonl", request(ROOT) + "\n" + request(CHAT) + "\n");
        cli.run("import", "--format", "otlp", "spans.jsonl").exits(0);
        cli.run("export", "--format", "otlp", "-o", "out.jsonl").exits(0);
        Files.delete(folder.resolve("spans.jsonl"));
        assertThat(cli.json("import", "--format", "otlp", "out.jsonl", "--store", "other.db")
                        .exits(0)
                        .json())
                .containsEntry("added", number("1"));
        assertThat(cli.json("history", "show", TRACE, "--store", "other.db")
                        .exits(0)
                        .json())
                .containsEntry("task", "plan a trip")
                .containsEntry("model", "gpt-4o")
                .containsEntry("input_tokens", number("2000"));
    }

    private static String request(String span) {
        return ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span + "]}]}]}").replace("\n", " ");
    }

    private static String span(String id, String parent, String name, int from, int to, String attributes) {
        return """
            {"traceId":"%s","spanId":"%s","parentSpanId":"%s","name":"%s","startTimeUnixNano":"1790000000%03d000000",\
            "endTimeUnixNano":"1790000000%03d000000","attributes":[%s]}\
            """.formatted(TRACE, id, parent, name, from, to, attributes);
    }
}
