package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import dev.afterwise.server.OtlpServices.OverloadedException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ArrivingTest {
    private final Room room = new Room(10);

    @Test
    void isTheWholeBodyOnceAllIsThere() {
        HttpRequestWriter request = HttpRequest.streaming(HttpMethod.POST, "/");
        CompletableFuture<byte[]> body = Arriving.whole(request, room.place());
        request.write(HttpData.ofUtf8("one "));
        request.write(HttpData.ofUtf8("and another"));
        request.close();

        assertThat(new String(body.join(), StandardCharsets.UTF_8)).isEqualTo("one and another");
        assertThat(room.taken()).isEqualTo(15);
    }

    @Test
    void isTurnedAwayBeforeAllIsThereIfOthersFillTheRoom() {
        room.place().take(10);
        HttpRequestWriter request = HttpRequest.streaming(HttpMethod.POST, "/");
        CompletableFuture<byte[]> body = Arriving.whole(request, room.place());
        request.write(HttpData.ofUtf8("the first of many"));

        assertThatThrownBy(body::join).hasCauseInstanceOf(OverloadedException.class);
    }

    @Test
    void failsWithWhoeverSendsIt() {
        HttpRequestWriter request = HttpRequest.streaming(HttpMethod.POST, "/");
        CompletableFuture<byte[]> body = Arriving.whole(request, room.place());
        request.close(new IllegalStateException("gone"));

        assertThatThrownBy(body::join).hasRootCauseMessage("gone");
    }
}
