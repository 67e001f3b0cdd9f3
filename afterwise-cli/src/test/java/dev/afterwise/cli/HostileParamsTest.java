package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a parameter is, it arrives as it is, wherever a plan takes it, and is never a part of what runs. */
class HostileParamsTest {
    private static final String PLAN = """
            version: 1
            name: hostile
            params: { value: { type: text }, base: { type: text } }
            steps:
              - id: command
                run: [sh, -c, "printf %s \\"$VALUE\\" > by-command; printf %s \\"$VALUE\\""]
                env: { VALUE: "${{ params.value }}" }
                outputs: { printed: text }
              - id: script
                run: |
                  printf %s "$VALUE" > by-script
                  touch "made by: $NOTE"
                env: { VALUE: "${{ params.value }}", NOTE: "fixed" }
              - id: request
                needs: command
                http:
                  method: POST
                  url: ${{ params.base }}/a/${{ params.value }}/z?q=${{ params.value }}
                  json:
                    whole: ${{ params.value }}
                    part: "<${{ params.value }}>"
                    again: ${{ steps.command.outputs.printed }}
                outputs: { back: /back }
              - id: echo
                needs: request
                run: printf %s "$BACK" > by-echo
                env: { BACK: "${{ steps.request.outputs.back }}" }
            """;

    @TempDir
    Path folder;

    private HttpServer server;

    /** What was asked: path and query as they were sent, then the body. */
    private final BlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(List.of(
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery(),
                    body));
            byte[] answer = body.replace("\"whole\":", "\"back\":").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch hacked)",
                "`touch hacked`",
                "'; touch hacked; '",
                "\"; touch hacked; \"",
                "a\ntouch hacked\n",
                "${{ params.base }}",
                "}} ${{ env.PATH }}",
                "\\\" \\n \\u0000 \\",
                "\", \"extra\": \"",
                "../../etc/passwd",
                "?a=b&c=d#e%2f",
                " x ",
                "\u001b[2J\u001b]0;x\u0007\u202e",
                "ünïcöde 漢字 🚀",
                "--help",
                ""
            })
    void arriveAsTheyAre(String value) throws Exception {
        var cli = new Cli(folder).write("plan.yaml", PLAN);
        var result = cli.run("run", "plan.yaml", "-p", "value=" + value, "-p", "base=" + base());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out() + result.err()).doesNotContain("\u001b", "\u0007", "\u202e");
        for (String file : List.of("by-command", "by-script")) {
            assertThat(folder.resolve(file)).hasContent(value);
        }
        assertThat(Files.readString(folder.resolve("by-echo"))).isEqualTo(value);
        assertThat(folder.resolve("hacked")).doesNotExist();
        assertThat(folder.resolve("made by: fixed")).exists();
        List<String> request = asked.take();
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(request.get(0)).isEqualTo("/a/" + encoded + "/z");
        assertThat(request.get(1)).isEqualTo("q=" + encoded);
        Map<String, Object> json = Json.object(request.get(2));
        assertThat(json)
                .containsOnlyKeys("whole", "part", "again")
                .containsEntry("whole", value)
                .containsEntry("part", "<" + value + ">");
        assertThat(String.valueOf(json.get("again")).strip())
                .isEqualTo(value.replaceAll("\u001b\\[2J|\\p{Cntrl}&&[^\n]", "")
                        .replace("\u001b", "")
                        .replace("\u0007", "")
                        .strip());
    }

    @Test
    void aHeaderThatIsNoLineIsRefusedAndSaid() {
        var cli = new Cli(folder).write("plan.yaml", """
                version: 1
                name: hostile
                params: { value: { type: text }, base: { type: text } }
                steps:
                  - id: request
                    http: { url: "${{ params.base }}", headers: { X-Value: "${{ params.value }}" } }
                """);
        var result = cli.run("run", "plan.yaml", "-p", "value=a\r\nX-Evil: b", "-p", "base=" + base())
                .exits(1);
        assertThat(result.err()).contains("(validation)", "X-Evil").doesNotContain("\r");
        assertThat(asked).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsRefusedAndSaid() {
        var cli = new Cli(folder).write("plan.yaml", """
                version: 1
                name: hostile
                params: { base: { type: text } }
                steps:
                  - id: request
                    http: ${{ params.base }}/x
                """);
        for (String base :
                List.of("file:///etc/passwd", "javascript:alert(1)", "http://", "", "no address", "ftp://localhost")) {
            assertThat(cli.run("run", "plan.yaml", "-p", "base=" + base)
                            .exits(1)
                            .err())
                    .contains("(validation)");
        }
        assertThat(asked).isEmpty();
    }
}
