package dev.afterwise.cli.shell;

import dev.afterwise.cli.answer.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before its name or after. */
public final class GlobalOptions {
    @Option(
            names = "--store",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            order = 100,
            description = "where history is kept; otherwise AFTERWISE_STORE, otherwise ./.afterwise/history.db")
    @Nullable
    Path store;

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 101,
            description = "whose history; otherwise AFTERWISE_WORKSPACE, otherwise default")
    @Nullable
    String workspace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            order = 102,
            description = "text, json, jsonl, md or none; reports and exports also go to a file")
    Output output = Output.TEXT;

    @Option(names = "--json", scope = ScopeType.INHERIT, order = 103, description = "the same as -o json")
    boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            order = 104,
            description = "auto, always or never")
    Colouring color = Colouring.AUTO;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 105,
            description = "say what it does, and how to use it")
    boolean help;

    /** In which form to answer. */
    public Format format() {
        return json ? Format.JSON : output.format();
    }

    /** Into which file to answer; empty if there is to be none. */
    public Optional<Path> file() {
        return Optional.ofNullable(output.file());
    }

    /** Arguments that can't be understood may still say in which form to say so. */
    public void guessFormat(List<String> arguments) {
        json |= arguments.contains("--json");
    }

    /** When to colour. */
    public Colouring colouring() {
        return color;
    }
}
