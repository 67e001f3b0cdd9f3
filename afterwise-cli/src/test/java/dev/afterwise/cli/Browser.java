package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A Chromium with one page, told what to do over its DevTools. It remembers what pages complain about. For one thread. */
final class Browser implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Starts it. A test without a Chromium is skipped, or fails where one is required. */
    static Browser start(Path folder) throws Exception {
        Optional<Path> found = Optional.ofNullable(System.getenv("AFTERWISE_CHROMIUM"))
                .map(Path::of)
                .or(() -> Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst());
        String why =
                "There must be a Chromium to open the dashboard in, but there is none.\nMaybe apt-get install chromium, or say where it is in AFTERWISE_CHROMIUM.";
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_BROWSER"))) {
            assertThat(found).as(why).isPresent();
        }
        Assumptions.assumeTrue(found.isPresent(), why);
        return new Browser(found.orElseThrow(), folder);
    }

    private Browser(Path program, Path folder) throws Exception {
        Path said = folder.resolve("browser.txt");
        this.process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-extensions",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        String debugging = await(
                "the browser's port",
                () -> Files.readString(said)
                        .lines()
                        .filter(line -> line.startsWith("DevTools listening on "))
                        .map(line -> URI.create(line.substring("DevTools listening on ".length())))
                        .map(uri -> "http://127.0.0.1:" + uri.getPort())
                        .findFirst()
                        .orElse(null));
        try (var client = HttpClient.newHttpClient()) {
            String page = await(
                    "a page",
                    () -> pageOf(client.send(
                                    HttpRequest.newBuilder(URI.create(debugging + "/json"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body()));
            this.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(page), new Ear())
                    .get(SECONDS, TimeUnit.SECONDS);
        }
        for (String domain : List.of("Page", "Runtime", "Log")) {
            tell(domain + ".enable", "{}");
        }
        tell("Emulation.setFocusEmulationEnabled", "{\"enabled\":true}");
    }

    private static @Nullable String pageOf(String list) {
        return Stream.of(list.split("\\{", -1))
                .filter(each -> each.contains("\"type\": \"page\""))
                .flatMap(each -> Stream.of(each.split("\"", -1)).filter(word -> word.startsWith("ws://")))
                .findFirst()
                .orElse(null);
    }

    private interface Look {
        @Nullable
        String at() throws IOException, InterruptedException;
    }

    private static String await(String what, Look look) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            String seen = look.at();
            if (seen != null) {
                return seen;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("There must be " + what + " within " + SECONDS + " seconds, but there is none.");
    }

    /** Joins what comes in pieces, and gives answers to who waits for them. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder piece = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
            piece.append(text);
            if (isLast) {
                hear(Json.object(piece.toString()));
                piece.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void hear(Map<String, Object> message) {
        if (message.get("id") instanceof Number id) {
            var asked = waiting.remove(id.intValue());
            if (asked != null) {
                asked.complete(message);
            }
        } else if ("Runtime.exceptionThrown".equals(message.get("method")) || isError(message)) {
            complaints.add(message.toString());
        }
    }

    private static boolean isError(Map<String, Object> message) {
        String text = message.toString();
        return ("Log.entryAdded".equals(message.get("method")) && text.contains("level=error"))
                || ("Runtime.consoleAPICalled".equals(message.get("method")) && text.contains("type=error"));
    }

    private Map<String, Object> tell(String method, String parameters) throws Exception {
        int id = last.incrementAndGet();
        var answer = new CompletableFuture<Map<String, Object>>();
        waiting.put(id, answer);
        socket.sendText("{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters), true)
                .get(SECONDS, TimeUnit.SECONDS);
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    /** How wide and how high the page is, and its theme, light or dark. */
    void resize(int width, int height, String theme) throws Exception {
        tell(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}".formatted(width, height));
        tell(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}".formatted(theme));
    }

    /** Who looks wants nothing to move. */
    void calm() throws Exception {
        tell(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-reduced-motion\",\"value\":\"reduce\"}]}");
    }

    void open(String address) throws Exception {
        tell("Page.navigate", "{\"url\":\"%s\"}".formatted(address));
    }

    /** Presses a key that writes one letter. */
    void press(char letter) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            tell(
                    "Input.dispatchKeyEvent",
                    "{\"type\":\"%s\",\"key\":\"%c\",\"text\":\"%c\"}".formatted(type, letter, letter));
        }
    }

    /** What a script says, as text; what it promises is waited for. */
    String say(String script) throws Exception {
        Map<String, Object> answer = tell(
                "Runtime.evaluate",
                "{\"returnByValue\":true,\"awaitPromise\":true,\"expression\":\"Promise.resolve((%s)).then(String)\"}"
                        .formatted(script.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", " ")));
        assertThat(answer.toString()).as(script).doesNotContain("exceptionDetails");
        var result = (Map<?, ?>) Objects.requireNonNull(answer.get("result"));
        return String.valueOf(((Map<?, ?>) Objects.requireNonNull(result.get("result"))).get("value"));
    }

    /** Waits until a script says "true". */
    void until(String script) throws Exception {
        await(script, () -> {
            try {
                return say(script).equals("true") ? "true" : null;
            } catch (IOException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    /** What went wrong in pages until now: exceptions, and errors on the console, such as breaches of the policy. */
    List<String> complaints() {
        return new ArrayList<>(complaints);
    }

    /** What went wrong until now doesn't count. */
    void forget() {
        complaints.clear();
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        // Its folder can only be removed once nobody writes to it.
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }
}
