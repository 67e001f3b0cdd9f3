package dev.afterwise.cli;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Say which version this is, and what it runs on.")
final class Version implements Verb {
    @Override
    public Answer answer(Session session) {
        return Answer.of("version")
                .field("version", "afterwise", Cell.name(number()))
                .field("java", "Java", Cell.name(java()))
                .field("os", "system", Cell.name(system()));
    }

    /** That of the jar; {@code development} where there is none. */
    static String number() {
        String number = Version.class.getPackage().getImplementationVersion();
        return number == null ? "development" : number;
    }

    static String java() {
        return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
    }

    private static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
