package dev.afterwise.cli;

import dev.afterwise.Workspace;
import dev.afterwise.cli.mcp.Conversation;
import dev.afterwise.cli.mcp.Conversation.May;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.server.Caller;
import dev.afterwise.server.Messages;
import dev.afterwise.server.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The Model Context Protocol for callers of the server: each sees the workspace where they belong. */
final class McpMessages implements Messages {
    private final Opened opened;
    private final Shell shell;
    private final Map<Workspace, Conversation> conversations = new ConcurrentHashMap<>();

    McpMessages(Opened opened, Shell shell) {
        this.opened = opened;
        this.shell = shell;
    }

    @Override
    public boolean speaks(String version) {
        return Conversation.VERSIONS.contains(version);
    }

    @Override
    public Optional<String> answer(Caller caller, String message) throws InterruptedException {
        return conversations
                .computeIfAbsent(caller.workspace(), this::begin)
                .answer(message, caller.role().covers(Role.WRITER) ? May.REPORT : May.READ);
    }

    private Conversation begin(Workspace workspace) {
        var ground = new Inside(shell, List.of("--workspace=" + workspace.name()), opened);
        return new Conversation(ground, Version.number());
    }
}
