package dev.afterwise.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as OpenAI's chat completions do, on loopback, always the same: with a call of the tool {@code weather} where tools are
 * offered and none was called yet, in a stream where one is asked for, with an error where the text says so. Every answer counts 1,000
 * tokens in, 400 of them from the cache, and 50 out. Safe for use by many threads.
 */
final class FakeModels implements AutoCloseable {
    /** What answers is not called what was asked for, as it is in life. */
    private static final String ANSWERS = "gpt-4o-2024-08-06";

    /** What it says when it has had enough. */
    static final String REFUSAL = """
        {"error":{"message":"Rate limit reached for gpt-4o","type":"requests","param":null,"code":"rate_limit_exceeded"}}\
        """;

    private static final String USAGE = """
        {"prompt_tokens":1000,"completion_tokens":50,"total_tokens":1050,"prompt_tokens_details":{"cached_tokens":400,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}\
        """;
    private static final String ANSWER = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"%s","choices":[{"index":0,"message":%s,\
        "logprobs":null,"finish_reason":"%s"}],"usage":%s}\
        """;
    private static final String CHUNK = """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,"model":"%s","choices":[%s],"usage":%s}

        """;
    private static final String TOOL_CALL = """
        {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather",\
        "arguments":"{\\"city\\":\\"Bonn\\"}"}}]}\
        """;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private FakeModels(HttpServer server) {
        this.server = server;
    }

    static FakeModels start() throws IOException {
        var made = new FakeModels(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        made.server.createContext("/v1/chat/completions", FakeModels::answer);
        made.server.setExecutor(made.threads);
        made.server.start();
        return made;
    }

    /** What clients call the base of the API. */
    String base() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            // Some clients write {"stream": true}, others {"stream":true}.
            String dense = asked.replace(" ", "");
            if (dense.contains("overloaded")) {
                exchange.getResponseHeaders().set("retry-after", "0");
                send(exchange, 429, "application/json", REFUSAL);
            } else if (dense.contains("\"stream\":true")) {
                send(exchange, 200, "text/event-stream", stream());
            } else if (dense.contains("\"tools\":[") && !dense.contains("\"role\":\"tool\"")) {
                send(exchange, 200, "application/json", ANSWER.formatted(ANSWERS, TOOL_CALL, "tool_calls", USAGE));
            } else {
                String finish = dense.contains("forbidden") ? "content_filter" : "stop";
                String message = "{\"role\":\"assistant\",\"content\":\"It rains.\",\"refusal\":null}";
                send(exchange, 200, "application/json", ANSWER.formatted(ANSWERS, message, finish, USAGE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stream() {
        var text = new StringBuilder();
        for (String word : new String[] {"It ", "rains."}) {
            String choice = "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + word
                    + "\"},\"finish_reason\":null}";
            text.append(CHUNK.formatted(ANSWERS, choice, "null"));
        }
        text.append(CHUNK.formatted(ANSWERS, "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", "null"));
        text.append(CHUNK.formatted(ANSWERS, "", USAGE));
        return text.append("data: [DONE]\n\n").toString();
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
