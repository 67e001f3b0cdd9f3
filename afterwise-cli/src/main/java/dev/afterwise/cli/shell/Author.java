package dev.afterwise.cli.shell;

import picocli.CommandLine.Option;

/** Who says something, for commands by which people leave word. */
public final class Author {
    @Option(names = "--by", paramLabel = "NAME", order = 20, description = "who says so; else the user's name")
    private String name = System.getProperty("user.name", "somebody");

    public Author() {}

    /** @throws Refusal if it is blank */
    public String name() {
        if (name.isBlank()) {
            throw Refusal.usage("--by must be a name, but it is (%s).".formatted(name));
        }
        return name;
    }
}
