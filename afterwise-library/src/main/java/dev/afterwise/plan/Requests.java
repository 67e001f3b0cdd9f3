package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Usage;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Symptom;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.plan.Performer.Surroundings;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes HTTP requests. The connections are shared; cookies are not kept. */
final class Requests {
    private static final Usage CALL = new Usage(0, 0, 0, Money.ZERO, 1);
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int MAX_RESULT_CHARS = 4_000;
    private static final int MAX_SAID_CHARS = 1_000;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final Classifier classifier;
    private final Timekeeper time;

    Requests(Classifier classifier, Timekeeper time) {
        this.classifier = classifier;
        this.time = time;
    }

    /** Made when the first request is, for most plans make none. */
    private static final class Client {
        static final HttpClient SHARED = HttpClient.newBuilder()
                .connectTimeout(LONGEST_CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** An answer, with no more of its body than is kept. */
    private record Answer(
            int status, String body, boolean cut, @Nullable Duration retryAfter, Map<String, String> headers) {}

    Performed make(Body.Request request, Surroundings surroundings) throws InterruptedException {
        long start = time.nanos();
        HttpRequest built;
        try {
            built = built(request, surroundings);
        } catch (IllegalArgumentException e) {
            return failed(start, Failures.notStarted(FailureClass.VALIDATION, String.valueOf(e.getMessage())));
        }
        try {
            Answer answer = TimeLimit.within(surroundings.timeout(), () -> answer(built));
            return performed(request, answer, time.since(start));
        } catch (TimeoutException late) {
            return failed(start, Failures.timedOut(surroundings.timeout(), ""));
        } catch (ExecutionException thrown) {
            return failed(start, classifier.classify(thrown.getCause() == null ? thrown : thrown.getCause()));
        }
    }

    /** @throws IllegalArgumentException if what came out of the templates is no request */
    private static HttpRequest built(Body.Request request, Surroundings surroundings) {
        Scope scope = surroundings.scope();
        URI uri = address(request.url().filled(scope));
        Template body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(surroundings.timeout())
                .method(
                        request.method(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.filled(scope)));
        if (uri.getScheme().equals("http")) {
            // Small servers stumble over the offer to speak HTTP/2 instead.
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        builder.setHeader("User-Agent", "afterwise");
        builder.setHeader("traceparent", surroundings.parent().traceparent());
        request.headers().forEach((name, value) -> builder.setHeader(name, value.filled(scope)));
        return builder.build();
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "The address of a request must begin with http:// or https:// and a host, but it is (%s)."
                            .formatted(text));
        }
        return uri;
    }

    /** Whom a request calls, such as {@code api.example.org:8443}. */
    static String component(Body.Request request, Scope scope, Supplier<String> otherwise) {
        try {
            return address(request.url().filled(scope)).getAuthority().replaceFirst("^[^@]*@", "");
        } catch (IllegalArgumentException | ExpressionException noAddress) {
            return otherwise.get();
        }
    }

    private Answer answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = Client.SHARED.send(request, BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
            boolean cut = bytes.length > MAX_BODY_BYTES;
            String body = new String(bytes, 0, Math.min(bytes.length, MAX_BODY_BYTES), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), body, cut, retryAfter(response), firsts(response));
        }
    }

    private static Map<String, String> firsts(HttpResponse<?> response) {
        var firsts = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> firsts.put(name, values.getFirst()));
        return firsts;
    }

    /** As RFC 9110 has it: seconds, or a date. What can't be read is passed over. */
    private @Nullable Duration retryAfter(HttpResponse<?> response) {
        String asked = response.headers().firstValue("Retry-After").orElse("").strip();
        if (asked.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(asked));
        }
        try {
            var at = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration until = Duration.between(time.now(), at);
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private Performed performed(Body.Request request, Answer answer, Duration took) {
        boolean wanted = request.expect().isEmpty()
                ? answer.status >= 200 && answer.status < 300
                : request.expect().contains(answer.status);
        Outcome.Ended outcome;
        if (!wanted) {
            outcome = new Outcome.Failed(took, unwanted(request, answer));
        } else if (answer.cut) {
            outcome = new Outcome.Failed(
                    took,
                    Failures.invalid(
                            "too long",
                            "The answer must be at most 1 MiB long, but it is longer: nothing was used of it."));
        } else {
            outcome = new Outcome.Succeeded(took);
        }
        return new Performed(
                outcome,
                Payload.text(Tail.printable(answer.body), MAX_RESULT_CHARS),
                new Output.Made(answer.body, Collections.emptyMap()),
                answer.status,
                answer.retryAfter,
                CALL);
    }

    private Failure unwanted(Body.Request request, Answer answer) {
        String said = Tail.printable(answer.body).strip();
        String shown = said.length() > MAX_SAID_CHARS ? said.substring(0, MAX_SAID_CHARS) + "..." : said;
        String message = "%s was answered with status %d%s"
                .formatted(request.method(), answer.status, shown.isEmpty() ? "" : ": " + shown);
        return classifier
                .classify(Symptom.answered(answer.status, message).withHeaders(answer.headers))
                .failure();
    }

    private Performed failed(long start, Failure failure) {
        return Performed.of(new Outcome.Failed(time.since(start), failure));
    }
}
