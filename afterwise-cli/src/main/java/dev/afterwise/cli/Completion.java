package dev.afterwise.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "completion", description = "Print the script by which a shell completes commands and options.")
final class Completion {
    /** The shells there is a script for. */
    enum Dialect {
        BASH,
        ZSH
    }

    /** Such as {@code local WHEN_option_args=("AUTO" "ALWAYS" "NEVER")}. */
    private static final Pattern CHOICES =
            Pattern.compile("(?m)(?<=^ {2,8}local \\w{1,60}_(?:option|pos_param)_args=)\\(.*\\)");

    /** It need not be known: the script tells by itself which shell reads it. */
    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    @Nullable
    Dialect dialect;

    String script() {
        String script = AutoComplete.bash("afterwise", Commands.whole(new Root()));
        // picocli offers constants by their Java names.
        return CHOICES.matcher(script).replaceAll(line -> line.group().toLowerCase(Locale.ROOT));
    }
}
