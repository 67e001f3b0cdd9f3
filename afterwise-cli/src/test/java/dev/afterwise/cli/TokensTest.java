package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    @TempDir
    Path folder;

    @Test
    void aTokenIsShownOnceAndKeptAsADigest() throws IOException {
        Cli cli = new Cli(folder);
        var made = cli.run("tokens", "add", "Ana", "--role", "admin", "--expires", "90d", "--json")
                .exits(0)
                .json();
        String secret = String.valueOf(made.get("token"));

        assertThat(secret).matches("aw_[A-Za-z0-9_-]{43}");
        var listed = cli.run("tokens", "list", "--json").exits(0);
        assertThat(listed.rows("tokens").getFirst())
                .containsEntry("name", "Ana")
                .containsEntry("role", "admin")
                .containsEntry("state", "good");
        assertThat(listed.out()).doesNotContain(secret);
        try (var files = Files.list(folder.resolve(".afterwise"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret)
                        .doesNotContain(secret.substring(3));
            }
        }
    }

    @Test
    void aNameTellsOneGoodTokenFromAnother() {
        Cli cli = new Cli(folder);
        cli.run("tokens", "add", "ci").exits(0);
        assertThat(cli.run("tokens", "add", "ci").exits(2).err()).contains("there is a good one");
        cli.run("tokens", "revoke", "ci").exits(0);
        cli.run("tokens", "add", "ci", "--role", "writer").exits(0);

        assertThat(cli.run("tokens", "list", "--json").rows("tokens"))
                .extracting(each -> each.get("state"))
                .containsExactly("revoked", "good");
        cli.run("tokens", "revoke", "nobody").exits(3);
        assertThat(cli.run("tokens", "add", "x", "--role", "admn").exits(2).err())
                .contains("did you mean 'admin'?");
        cli.run("tokens", "add", " ").exits(2);
        cli.run("tokens", "add", "x\ny").exits(2);
    }

    @Test
    void theyAreForgottenOnlyWhenNoneIsGood() {
        Cli cli = new Cli(folder);
        cli.run("tokens", "add", "ci").exits(0);
        cli.run("tokens", "forget").exits(2);
        cli.run("tokens", "revoke", "ci").exits(0);
        cli.run("tokens", "forget").exits(0);

        assertThat(cli.run("tokens").exits(0).out()).contains("on loopback nobody is asked");
        assertThat(cli.run("audit", "--json").exits(0).rows("acts"))
                .extracting(each -> each.get("what"))
                .containsExactly("tokens forget", "tokens revoke", "tokens add");
    }

    @Test
    void tokensOfAWorkspaceAreNotThoseOfAnother() {
        Cli cli = new Cli(folder);
        cli.run("tokens", "add", "ci").exits(0);

        assertThat(cli.run("tokens", "list", "--workspace", "other", "--json").rows("tokens"))
                .isEmpty();
    }

    @Test
    void aServerOthersCouldReachDoesNotBeginWithoutTokensOrTls() {
        Cli cli = new Cli(folder);
        assertThat(serve(cli, "--bind", "0.0.0.0").exits(2).err()).contains("A token must be there");
        assertThat(serve(cli, "--behind-proxy").exits(2).err()).contains("A token must be there");
        cli.run("tokens", "add", "ci").exits(0);

        assertThat(serve(cli, "--bind", "0.0.0.0").exits(2).err()).contains("must be sent encrypted");
        assertThat(serve(cli, "--bind", "::").exits(2).err()).contains("must be sent encrypted");
        serve(cli, "--tls-cert", "cert.pem").exits(2);
        assertThat(serve(cli, "--tls-cert", "cert.pem", "--tls-key", "key.pem")
                        .exits(2)
                        .err())
                .contains("must be readable");
        cli.write("key.pem", "nothing");
        assertThat(serve(cli, "--tls-cert", "key.pem", "--tls-key", "key.pem")
                        .exits(2)
                        .err())
                .contains("must be in PEM");
        serve(cli, "--host", "a b").exits(2);
        serve(cli, "--host", "name:80").exits(2);
    }

    private static Cli.Result serve(Cli cli, String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(new String[] {"serve", "--no-otlp-ports", "--port", "0"}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        return cli.run(all);
    }
}
