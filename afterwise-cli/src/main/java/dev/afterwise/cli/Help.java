package dev.afterwise.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(name = "help", description = "Say what a command does, and how to use it.")
final class Help {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "such as: history list")
    List<String> words = List.of();

    /**
     * The command that the words name.
     *
     * @throws UnmatchedArgumentException if there is none
     */
    CommandLine topic(CommandLine root) {
        CommandLine topic = root;
        for (String word : words) {
            CommandLine next = topic.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(topic, List.of(word));
            }
            topic = next;
        }
        return topic;
    }
}
