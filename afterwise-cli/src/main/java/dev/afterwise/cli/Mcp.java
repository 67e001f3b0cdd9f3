package dev.afterwise.cli;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.mcp.Conversation;
import dev.afterwise.cli.mcp.Stdio;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "mcp",
        description = {
            "Let an agent use the history over the Model Context Protocol, on standard input and output: what worked before, what to take, what to expect,",
            "and how it went. Ends when its client does. The same is at /mcp of 'afterwise serve'."
        })
final class Mcp implements Verb {
    @Override
    public Answer answer(Session session) throws InterruptedException {
        if (session.format() != Format.TEXT) {
            throw Refusal.usage("'mcp' must be called without --output and --json: it answers as its protocol says.");
        }
        List<String> where = List.of(
                "--store=" + session.place(),
                "--workspace=" + session.workspace().name());
        var ground = new Inside(session.shell(), session.isPlaceAsked() ? where : where.subList(1, 2), null);
        var conversation = new Conversation(ground, Version.number());
        PrintStream usual = System.out;
        // Whatever else prints must not get between the answers.
        System.setOut(System.err);
        try {
            new Stdio(conversation, session.shell().out()).talk(session.shell().in());
        } finally {
            System.setOut(usual);
        }
        return Answer.of("mcp");
    }
}
