package dev.afterwise.cli;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.history.Import;
import dev.afterwise.cli.shell.Colouring;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Terminal;
import dev.afterwise.cli.shell.Variable;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.store.Period;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** The command line as picocli reads it. */
final class Commands {
    private static final int WIDEST_HELP = 110;

    private Commands() {}

    static CommandLine of(Root root) {
        var line = new CommandLine(root)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(28);
        register(line, Format.class, Format.values());
        register(line, Colouring.class, Colouring.values());
        register(line, Status.class, Status.values());
        register(line, Dimension.class, Dimension.values());
        register(line, Period.class, Period.values());
        register(line, Import.Source.class, Import.Source.values());
        explain(line);
        return line;
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<E> kind, E[] among) {
        line.registerConverter(kind, word -> {
            try {
                return Words.choose(word, among);
            } catch (Refusal e) {
                throw new TypeConversionException(e.getMessage());
            }
        });
    }

    /** Every help page ends with exit codes and environment variables. */
    private static void explain(CommandLine line) {
        List<String> footer = new ArrayList<>();
        footer.add("");
        footer.add("Environment:");
        for (Variable each : Variable.values()) {
            footer.add("  %-26s %s".formatted(each, each.meaning()));
        }
        line.getCommandSpec()
                .usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .abbreviateSynopsis(true)
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .parameterListHeading("%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Exit.meanings())
                .footer(footer.toArray(String[]::new));
        line.getSubcommands().values().forEach(Commands::explain);
    }

    static String help(CommandLine line, Paint paint, Terminal terminal) {
        int width = terminal.isThere() ? Math.clamp(terminal.columns(), 60, WIDEST_HELP) : WIDEST_HELP;
        line.setUsageHelpWidth(width);
        return line.getUsageMessage(paint == Paint.COLOUR ? Ansi.ON : Ansi.OFF);
    }
}
