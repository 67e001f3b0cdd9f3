package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final Pattern LINKED =
            Pattern.compile("(?:from '|import\\('|<link[^>]* href=\"|<script[^>]* src=\")([^'\"#]+)['\"]");

    private final Store store = Store.inMemory();
    private Serving serving;
    private WebClient client;

    @BeforeEach
    void start() throws BindException {
        serving =
                Serving.start(Setup.of(store, Workspace.DEFAULT, Api.of(List.of(), question -> new Reply(200, "{}"))));
        client = WebClient.of("http://127.0.0.1:" + serving.ports().getFirst());
    }

    @AfterEach
    void stop() {
        serving.close();
        store.close();
    }

    @Test
    void theDashboardIsServedWithAPolicyThatLetsNothingElseIn() {
        AggregatedHttpResponse page = ask("/");

        assertThat(page.status().code()).isEqualTo(200);
        assertThat(page.headers().get("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.headers().get("content-security-policy"))
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(page.headers().get("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.headers().get("referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.contentUtf8()).contains("<main", "lang=\"en\"", "Skip to content");
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        String tag = Objects.requireNonNull(ask("/app.js").headers().get("etag"));

        assertThat(tag).matches("\"[0-9a-f]{24}\"");
        AggregatedHttpResponse again = ask("/app.js", "if-none-match", tag);
        assertThat(again.status().code()).isEqualTo(304);
        assertThat(again.content().isEmpty()).isTrue();
        assertThat(again.headers().get("content-security-policy")).isNotNull();
        assertThat(ask("/app.js", "if-none-match", "\"other\"").status().code()).isEqualTo(200);
    }

    @Test
    void allThatAPageLoadsIsThereAndIsSmall() throws IOException {
        Map<String, byte[]> files = files();

        assertThat(files.keySet())
                .contains(
                        "index.html",
                        "afterwise.css",
                        "app.js",
                        "pages/home.js",
                        "pages/history.js",
                        "pages/execution.js");
        assertThat(files.values().stream().mapToInt(packed -> packed.length).sum())
                .isLessThan(100_000);
    }

    @Test
    void noFileRunsOrStylesAnythingInline() throws IOException {
        for (Map.Entry<String, byte[]> each : files().entrySet()) {
            String text = unpacked(each.getValue());
            assertThat(text)
                    .as(each.getKey())
                    .doesNotContain(
                            "innerHTML",
                            "outerHTML",
                            "insertAdjacentHTML",
                            "document.write",
                            "eval(",
                            "new Function",
                            " style=\"");
            assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                    .as(each.getKey())
                    .doesNotContain("://", "href=\"/", "src=\"/");
            if (each.getKey().endsWith(".html")) {
                assertThat(text)
                        .doesNotContainPattern("<script(?![^>]* src=)")
                        .doesNotContainPattern(" on[a-z]+=")
                        .doesNotContain("<style");
            }
        }
    }

    @Test
    void nothingButItsFilesIsThere() {
        for (String path : Set.of(
                "/nothing.js",
                "/pages/",
                "/..%2f..%2fserver/Pages.class",
                "/app.js.map",
                "/.hidden.js",
                "/META-INF/MANIFEST.MF")) {
            assertThat(ask(path).status().code()).as(path).isIn(400, 404);
        }
    }

    /** Every file that the first page leads to, packed. */
    private Map<String, byte[]> files() throws IOException {
        var found = new HashMap<String, byte[]>();
        var open = new ArrayDeque<>(List.of("index.html"));
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            if (found.containsKey(name)) {
                continue;
            }
            AggregatedHttpResponse answer = ask("/" + name, "accept-encoding", "gzip");
            assertThat(answer.status().code()).as(name).isEqualTo(200);
            assertThat(answer.headers().get("content-encoding")).isEqualTo("gzip");
            byte[] packed = answer.content().array();
            found.put(name, packed);
            var linked = LINKED.matcher(unpacked(packed));
            while (linked.find()) {
                open.add(URI.create("/" + name)
                        .resolve(linked.group(1))
                        .getPath()
                        .substring(1));
            }
        }
        return found;
    }

    private static String unpacked(byte[] packed) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private AggregatedHttpResponse ask(String path, String... headers) {
        RequestHeadersBuilder asked = RequestHeaders.builder(HttpMethod.GET, path);
        for (int i = 0; i < headers.length; i += 2) {
            asked.add(headers[i], headers[i + 1]);
        }
        return client.execute(HttpRequest.of(asked.build())).aggregate().join();
    }
}
