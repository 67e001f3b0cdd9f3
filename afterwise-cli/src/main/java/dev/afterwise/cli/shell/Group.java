package dev.afterwise.cli.shell;

import java.util.List;

/** A command that has others under its name, such as {@code history list}. */
public interface Group {
    /** Their classes, each with picocli's {@code @Command}, in the order of the help page. */
    List<Class<?>> members();
}
