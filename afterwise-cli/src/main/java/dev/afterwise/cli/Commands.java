package dev.afterwise.cli;

import dev.afterwise.Dimension;
import dev.afterwise.FailureClass;
import dev.afterwise.Knowledge;
import dev.afterwise.Status;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.errors.ErrorsList;
import dev.afterwise.cli.history.Exported;
import dev.afterwise.cli.history.Import;
import dev.afterwise.cli.shell.Colouring;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Output;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Terminal;
import dev.afterwise.cli.shell.Variable;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.learn.errors.Life;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.store.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line as picocli reads it.
 *
 * <p>To read a command's options is the larger part of what a short call costs, so it is done only for those that may be
 * meant: whose name is among the arguments. Of the others, name and description are known.
 */
final class Commands {
    private static final int WIDEST_HELP = 110;

    static {
        // Before picocli's classes are there: it would look for Groovy, and prepare to read types that no option has.
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("picocli.converters.excludes", "java[.](sql|time)[.].*");
    }

    private Commands() {}

    /** All that is needed to understand these arguments, and to say what is wrong with them. */
    static CommandLine of(Root root, String... arguments) {
        Set<String> words = new HashSet<>(Arrays.asList(arguments));
        return build(
                root,
                command -> words.contains(command.name())
                        || Stream.of(command.aliases()).anyMatch(words::contains));
    }

    /** Every command with all its options. */
    static CommandLine whole(Root root) {
        return build(root, command -> true);
    }

    private static CommandLine build(Root root, Predicate<Command> isMeant) {
        var line = new CommandLine(root);
        addMembers(line, isMeant);
        line.setExpandAtFiles(false).setOverwrittenOptionsAllowed(true).setUsageHelpLongOptionsMaxWidth(28);
        register(line, Output.class, Output::of);
        register(line, Colouring.class, Colouring.values());
        register(line, Status.class, Status.values());
        register(line, Life.State.class, Life.State.values());
        register(line, ErrorsList.Order.class, ErrorsList.Order.values());
        register(line, Dimension.class, Dimension.values());
        register(line, FailureClass.class, FailureClass.values());
        register(line, Completion.Dialect.class, Completion.Dialect.values());
        register(line, PatternKind.class, PatternKind.values());
        register(line, Period.class, Period.values());
        register(line, Knowledge.Kind.class, Knowledge.Kind.values());
        register(line, Import.Source.class, Import.Source.values());
        register(line, Exported.class, Exported.values());
        numbers(line, double.class, Double.class, "a number", Double::valueOf);
        numbers(line, int.class, Integer.class, "a whole number", Integer::valueOf);
        numbers(line, long.class, Long.class, "a whole number", Long::valueOf);
        return line;
    }

    private static void addMembers(CommandLine line, Predicate<Command> isMeant) {
        if (line.getCommand() instanceof Group group) {
            for (Class<?> each : group.members()) {
                Command command = Objects.requireNonNull(each.getAnnotation(Command.class));
                if (isMeant.test(command)) {
                    var member = new CommandLine(each);
                    line.addSubcommand(command.name(), member);
                    addMembers(member, isMeant);
                } else {
                    line.addSubcommand(command.name(), nameOf(command));
                }
            }
        }
    }

    private static CommandSpec nameOf(Command command) {
        CommandSpec name = CommandSpec.create().aliases(command.aliases());
        name.usageMessage().description(command.description());
        return name;
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<E> kind, E[] among) {
        register(line, kind, word -> Words.choose(word, among));
    }

    private static <T> void register(CommandLine line, Class<T> kind, Function<String, T> reading) {
        line.registerConverter(kind, word -> {
            try {
                return reading.apply(word);
            } catch (Refusal e) {
                throw new TypeConversionException(e.getMessage());
            }
        });
    }

    private static <N extends Number> void numbers(
            CommandLine line, Class<N> plain, Class<N> boxed, String what, Function<String, N> reading) {
        register(line, plain, word -> number(word, what, reading));
        register(line, boxed, word -> number(word, what, reading));
    }

    private static <N extends Number> N number(String word, String what, Function<String, N> reading) {
        try {
            return reading.apply(word);
        } catch (NumberFormatException e) {
            throw Refusal.usage("it must be %s, but it is (%s).".formatted(what, word));
        }
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
    }

    static String help(CommandLine line, Paint paint, Terminal terminal) {
        int width = terminal.isThere() ? Math.clamp(terminal.columns(), 60, WIDEST_HELP) : WIDEST_HELP;
        line.setUsageHelpWidth(width);
        explain(line);
        return line.getUsageMessage(paint == Paint.COLOUR ? Ansi.ON : Ansi.OFF);
    }
}
