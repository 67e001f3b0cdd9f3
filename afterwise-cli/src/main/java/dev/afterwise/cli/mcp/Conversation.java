package dev.afterwise.cli.mcp;

import dev.afterwise.cli.mcp.Tool.Effect;
import dev.afterwise.cli.mcp.Tree.UnreadableException;
import dev.afterwise.json.Printable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the Model Context Protocol: JSON-RPC 2.0, of which it knows requests that any server must answer, and those about
 * tools. It remembers nothing from one message to the next, and so serves any number of clients. Safe for use by many threads.
 */
public final class Conversation {
    /** The versions of the protocol that are spoken, the newest first. */
    public static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final int PARSE_ERROR = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int INVALID_PARAMS = -32_602;
    private static final int INTERNAL_ERROR = -32_603;
    private static final int MOST_TOGETHER = 50;

    private static final String INSTRUCTIONS =
            "Afterwise remembers how work went. Before a task, ask what_worked_before, and recommend or predict where there is a choice; when it is done, report_outcome, also of failures."
                    + " Rates have an interval and a sample: few executions prove little. "
                    + Untrusted.NOTICE;

    /** What its caller may do. */
    public enum May {
        READ,
        REPORT
    }

    /** Something that can't be answered as it was asked. */
    private static final class RpcException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        RpcException(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    private final Tools tools;
    private final String release;

    /** @param release of the server, as clients are told it */
    public Conversation(Ground ground, String release) {
        this.tools = new Tools(ground);
        this.release = release;
    }

    /**
     * Answers a message.
     *
     * @param message JSON: a request, a notification, an answer, or a list of such
     * @return JSON on one line; empty if nothing is to be answered
     * @throws InterruptedException if the thread was told to stop
     */
    public Optional<String> answer(String message, May may) throws InterruptedException {
        Object read;
        try {
            read = Tree.read(message);
        } catch (UnreadableException e) {
            return Optional.of(Tree.text(error(
                    null,
                    new RpcException(PARSE_ERROR, "A message must be JSON, but " + Printable.escaped(said(e)) + "."))));
        }
        if (!(read instanceof List<?> together)) {
            return Optional.ofNullable(one(read, may)).map(Tree::text);
        }
        if (together.isEmpty() || together.size() > MOST_TOGETHER) {
            return Optional.of(Tree.text(error(
                    null,
                    new RpcException(
                            INVALID_REQUEST,
                            "There must be 1 to %d messages together, but there are %d."
                                    .formatted(MOST_TOGETHER, together.size())))));
        }
        var answers = new ArrayList<@Nullable Object>();
        for (Object each : together) {
            Object answer = one(each, may);
            if (answer != null) {
                answers.add(answer);
            }
        }
        return answers.isEmpty() ? Optional.empty() : Optional.of(Tree.text(answers));
    }

    private @Nullable Map<String, @Nullable Object> one(@Nullable Object message, May may) throws InterruptedException {
        Map<String, @Nullable Object> request = Tree.object(message);
        Object id = request.get("id");
        boolean isAnswer =
                !request.containsKey("method") && (request.containsKey("result") || request.containsKey("error"));
        if (isAnswer) {
            return null;
        }
        try {
            boolean isRequest = request.containsKey("id");
            if (!"2.0".equals(request.get("jsonrpc"))
                    || !(request.get("method") instanceof String method)
                    || (isRequest && !(id instanceof String || id instanceof BigDecimal))) {
                throw new RpcException(
                        INVALID_REQUEST,
                        "A message must be a request of JSON-RPC 2.0 with a method, and an id that is text or a number, but it is not.");
            }
            if (!isRequest) {
                return null;
            }
            Object result = result(method, Tree.object(request.get("params")), may);
            return Tree.map("jsonrpc", "2.0", "id", id, "result", result);
        } catch (RpcException e) {
            return error(id instanceof String || id instanceof BigDecimal ? id : null, e);
        } catch (RuntimeException e) {
            return error(id, new RpcException(INTERNAL_ERROR, "This must not happen, but it did: " + e));
        }
    }

    private Object result(String method, Map<String, @Nullable Object> params, May may)
            throws RpcException, InterruptedException {
        return switch (method) {
            case "initialize" -> initialized(params);
            case "ping" -> Tree.map();
            case "tools/list" ->
                Tree.map(
                        "tools",
                        tools.all().stream()
                                .filter(each -> isAllowed(each, may))
                                .map(Tool::told)
                                .toList());
            case "tools/call" -> called(params, may);
            default ->
                throw new RpcException(
                        METHOD_NOT_FOUND, "There is no method (%s) here.".formatted(Printable.cut(method)));
        };
    }

    private Map<String, @Nullable Object> initialized(Map<String, @Nullable Object> params) {
        String asked = String.valueOf(params.get("protocolVersion"));
        return Tree.map(
                "protocolVersion",
                VERSIONS.contains(asked) ? asked : VERSIONS.getFirst(),
                "capabilities",
                Tree.map("tools", Tree.map()),
                "serverInfo",
                Tree.map("name", "afterwise", "title", "Afterwise", "version", release),
                "instructions",
                INSTRUCTIONS);
    }

    private Map<String, @Nullable Object> called(Map<String, @Nullable Object> params, May may)
            throws RpcException, InterruptedException {
        String name = String.valueOf(params.get("name"));
        Tool tool = tools.named(name)
                .orElseThrow(() ->
                        new RpcException(INVALID_PARAMS, "There is no tool (%s) here.".formatted(Printable.cut(name))));
        Object told = params.get("arguments");
        if (told != null && !(told instanceof Map<?, ?>)) {
            throw new RpcException(INVALID_PARAMS, "The arguments must be an object, but they are not.");
        }
        if (!isAllowed(tool, may)) {
            throw new RpcException(
                    INVALID_PARAMS,
                    "The tool (%s) must be called by a writer, but this caller only reads.".formatted(name));
        }
        return tool.call(Tree.object(told));
    }

    private static boolean isAllowed(Tool tool, May may) {
        return may == May.REPORT || tool.effect() == Effect.READS;
    }

    private static Map<String, @Nullable Object> error(@Nullable Object id, RpcException e) {
        return Tree.map("jsonrpc", "2.0", "id", id, "error", Tree.map("code", e.code, "message", said(e)));
    }

    private static String said(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
