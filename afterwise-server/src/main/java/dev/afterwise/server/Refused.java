package dev.afterwise.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.afterwise.server.Api.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Why somebody doesn't get what they asked for: the one form of it, wherever it is said.
 *
 * @param status of HTTP
 * @param retryAfter when to ask again; zero where that is of no use
 */
public record Refused(int status, String message, Duration retryAfter) {
    /** Without end, as it stands. */
    public static Refused because(int status, String message) {
        return new Refused(status, message, Duration.ZERO);
    }

    /** Who asks again then may get it. */
    public Refused retryAfter(Duration wait) {
        return new Refused(status, message, wait);
    }

    /** One object of the schema {@code afterwise.error/v1}. */
    public String json() {
        return "{\"schema\":\"afterwise.error/v1\",\"message\":" + quoted(message) + "}\n";
    }

    /** For whoever answers through the {@link Api}. */
    public Reply reply() {
        return new Reply(status, json());
    }

    HttpResponse response() {
        return aggregated().toHttpResponse();
    }

    AggregatedHttpResponse aggregated() {
        var headers = ResponseHeaders.builder(HttpStatus.valueOf(status)).contentType(MediaType.JSON);
        if (status == HttpStatus.UNAUTHORIZED.code()) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"afterwise\"");
        }
        if (!retryAfter.isZero()) {
            headers.set(HttpHeaderNames.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        return AggregatedHttpResponse.of(headers.build(), HttpData.of(StandardCharsets.UTF_8, json()));
    }

    /** As JSON has it. */
    static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(each -> {
            switch (each) {
                case '"', '\\' -> json.append('\\').append((char) each);
                case '\n' -> json.append("\\n");
                default -> {
                    if (each < ' ' || (each >= 0x7f && each < 0xa0) || Character.isSurrogate((char) each)) {
                        json.append("\\u%04x".formatted(each));
                    } else {
                        json.append((char) each);
                    }
                }
            }
        });
        return json.append('"').toString();
    }
}
