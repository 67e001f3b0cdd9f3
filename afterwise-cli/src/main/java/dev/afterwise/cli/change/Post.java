package dev.afterwise.cli.change;

import dev.afterwise.Afterwise;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters, each as a healed call: it is recorded, tried again where that may help, and no more where the target keeps failing. Nothing
 * follows a redirect. For one thread.
 *
 * <p>Signed ones are as Standard Webhooks has it: an HMAC-SHA256 over id, time and body.
 */
final class Post implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 4;

    private final Afterwise afterwise;
    private final Timekeeper time;
    private @Nullable HttpClient client;

    Post(Afterwise afterwise, Timekeeper time) {
        this.afterwise = afterwise;
        this.time = time;
    }

    /** @throws Exception why it did not arrive */
    void send(Letter letter, Destination to) throws Exception {
        afterwise
                .heal(to.target().component(), () -> {
                    sendOnce(letter, to);
                    return "sent";
                })
                .attempts(MOST_ATTEMPTS)
                .within(PATIENCE)
                .waitingAsAsked(thrown -> thrown instanceof UndeliveredException it ? it.retryAfter() : null)
                .call();
    }

    private void sendOnce(Letter letter, Destination to)
            throws UndeliveredException, IOException, InterruptedException {
        long seconds = time.now().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(to.address())
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "afterwise")
                .header("webhook-id", letter.id())
                .header("webhook-timestamp", Long.toString(seconds))
                .POST(BodyPublishers.ofString(letter.body()));
        if (to.address().getScheme().equals("http")) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        byte[] key = to.key();
        if (key != null) {
            request.header(
                    "webhook-signature", "v1," + signature(key, letter.id() + "." + seconds + "." + letter.body()));
        }
        HttpResponse<Void> answer = client().send(request.build(), BodyHandlers.discarding());
        int status = answer.statusCode();
        if (status < 200 || status > 299) {
            String redirected = status / 100 == 3 ? ", and redirects are not followed" : "";
            throw new UndeliveredException(
                    "The target answered with HTTP status %d%s".formatted(status, redirected), retryAfter(answer));
        }
    }

    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
        String asked = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (!asked.matches("[0-9]{1,6}")) {
            return null;
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(asked));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    static String signature(byte[] key, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must offer HMAC-SHA256, but this one does not.", e);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
