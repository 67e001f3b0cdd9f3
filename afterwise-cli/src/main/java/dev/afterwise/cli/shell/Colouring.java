package dev.afterwise.cli.shell;

import dev.afterwise.cli.answer.Paint;

/** When to colour. */
public enum Colouring {
    AUTO,
    ALWAYS,
    NEVER;

    /** What an explicit wish says comes first, then the environment, then whether there is a terminal. */
    Paint on(Terminal terminal, Environment env) {
        boolean isColoured = switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                env.value(Variable.NO_COLOR).isEmpty()
                        && (env.has(Variable.CLICOLOR_FORCE) || (terminal.isThere() && !env.isDumb()));
        };
        return isColoured ? Paint.COLOUR : Paint.PLAIN;
    }
}
