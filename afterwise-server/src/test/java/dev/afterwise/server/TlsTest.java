package dev.afterwise.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Serving.Listening;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.server.Serving.Tls;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    @Test
    void everyPortSpeaksTlsAndNothingElse() throws Exception {
        Tls tls = tls();
        var listening = new Listening(InetAddress.getLoopbackAddress(), List.of(0), Set.of(), "", tls, false);
        try (Store store = Store.inMemory();
                var serving = Serving.start(Setup.of(
                                store, Workspace.DEFAULT, Api.of(List.of(), question -> new Reply(200, "{}")))
                        .with(listening));
                var trusting = ClientFactory.insecure()) {
            int port = serving.ports().getFirst();
            var answer = WebClient.builder("https://127.0.0.1:" + port)
                    .factory(trusting)
                    .build()
                    .get("/healthz")
                    .aggregate()
                    .join();

            assertThat(answer.contentUtf8()).isEqualTo("ok\n");
            assertThat(plain(port)).doesNotContain("HTTP/", "ok");
        }
    }

    @Test
    void filesThatHoldSomethingElseAreRefused() throws IOException {
        Path nothing =
                Files.writeString(folder.resolve("nothing.pem"), "-----BEGIN NOTHING-----\n-----END NOTHING-----\n");

        assertThatThrownBy(() -> Tls.of(nothing, nothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing.pem");
        assertThatThrownBy(() -> Tls.of(nothing, folder.resolve("missing.pem")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What comes back of a request that is not encrypted. */
    private static String plain(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private Tls tls() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(made).as("keytool").isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return Tls.of(
                pem("CERTIFICATE", keys.getCertificate("test").getEncoded()),
                pem(
                        "PRIVATE KEY",
                        Objects.requireNonNull(keys.getKey("test", PASSWORD)).getEncoded()));
    }

    private Path pem(String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(bytes);
        return Files.writeString(
                folder.resolve(what.replace(' ', '-') + ".pem"),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
    }
}
