package dev.afterwise.server;

import dev.afterwise.Workspace;

/**
 * Who calls.
 *
 * @param name of a person or a program, as an administrator called it; it stands beside what they did
 * @param workspace where they belong: no other is shown to them
 */
public record Caller(String name, Role role, Workspace workspace) {
    /** Whoever is at this machine, where nobody has made a token. */
    public static Caller local(Workspace workspace) {
        return new Caller(System.getProperty("user.name", "local"), Role.ADMIN, workspace);
    }
}
