package dev.afterwise.cli.mcp;

import java.util.List;

/** What tools stand on: the commands, carried out in this process. Must be safe for use by many threads. */
public interface Ground {
    /**
     * What came of a command.
     *
     * @param exit its exit code
     * @param json one object: what it answered, or what is wrong
     */
    record Said(int exit, String json) {}

    /**
     * Carries out a command, which answers in JSON.
     *
     * @param input what it reads from its standard input
     * @param command its name, and its options each as one word; what follows {@code --} is none
     * @throws InterruptedException if the thread was told to stop
     */
    Said carryOut(List<String> command, String input) throws InterruptedException;

    /** The same for a command that reads nothing. */
    default Said carryOut(List<String> command) throws InterruptedException {
        return carryOut(command, "");
    }
}
