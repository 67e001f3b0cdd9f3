package dev.afterwise.cli;

import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in two lines: what, and where to read how it is done. */
final class Complaint {
    private static final Pattern NO_PAIR =
            Pattern.compile("Value for option option '([^']*)' \\((.*?)\\) should be in KEY=VALUE format but was (.*)");

    private Complaint() {}

    static Refusal about(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        return Refusal.usage(what(e, spec) + "\nMaybe read '" + spec.qualifiedName() + " --help'.");
    }

    /** The command needs one more word to be one. */
    static Refusal incomplete(CommandSpec spec) {
        return Refusal.usage("After '%s' there must be one of: %s."
                .formatted(
                        spec.qualifiedName(),
                        String.join(", ", spec.subcommands().keySet())));
    }

    /** The command answers on standard output only. */
    static Refusal noFile(CommandSpec spec, Path file) {
        return Refusal.usage("""
                With '%s' --output must be text, json, jsonl, md or none, but it is '%s'.
                Maybe send the answer there: %s ... > %s""".formatted(spec.qualifiedName(), file, spec.qualifiedName(), file));
    }

    private static String what(ParameterException e, CommandSpec spec) {
        return switch (e) {
            case UnmatchedArgumentException it -> unmatched(it.getUnmatched().getFirst(), spec);
            case MissingParameterException it ->
                "Something is missing: "
                        + String.join(
                                ", ",
                                it.getMissing().stream().map(Complaint::name).toList()) + ".";
            default -> pair(firstLine(String.valueOf(e.getMessage())));
        };
    }

    private static String name(CommandLine.Model.ArgSpec missing) {
        return missing instanceof OptionSpec option ? option.longestName() : missing.paramLabel();
    }

    private static String unmatched(String word, CommandSpec spec) {
        if (word.startsWith("-") && word.length() > 1) {
            String option = word.split("=", 2)[0];
            List<String> known = new ArrayList<>(spec.optionsMap().keySet());
            return "Unknown option '%s'%s".formatted(option, Words.didYouMean(option, known));
        }
        if (!spec.subcommands().isEmpty()) {
            return "Unknown command '%s'%s"
                    .formatted(word, Words.didYouMean(word, spec.subcommands().keySet()));
        }
        return "Unexpected argument '%s'.".formatted(word);
    }

    /** What picocli says of a value that is no pair, in our words. */
    private static String pair(String message) {
        return NO_PAIR.matcher(message).replaceFirst("Invalid value for option '$1': it must be $2, but it is ($3).");
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
