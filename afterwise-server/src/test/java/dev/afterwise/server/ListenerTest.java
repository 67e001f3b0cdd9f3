package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import dev.afterwise.server.live.Happening;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final HttpResponseWriter out = HttpResponse.streaming();

    @Test
    void whoTakesNothingIsToldNothingMore() {
        var listener = new Listener(out, "life", Set.of());
        var gone = new CompletableFuture<String>();
        listener.whenGone(() -> gone.complete("gone"));
        listener.begin();
        for (int i = 1; i <= 250; i++) {
            listener.accept(new Happening(i, "execution", "{}"));
        }
        assertThat(out.isOpen()).isTrue();
        for (int i = 251; i <= 300; i++) {
            listener.accept(new Happening(i, "execution", "{}"));
        }

        assertThat(out.isOpen()).isFalse();
        assertThat(gone.join()).isEqualTo("gone");
    }

    @Test
    void whoTakesNothingForAMinuteIsGoneEvenIfNothingHappens() {
        var listener = new Listener(out, "life", Set.of());
        listener.begin();
        for (int beat = 0; beat < 3; beat++) {
            listener.beat();
        }
        assertThat(out.isOpen()).isTrue();
        listener.beat();

        assertThat(out.isOpen()).isFalse();
    }

    @Test
    void whoTakesAllHearsOnlyWhatTheyAskedForAndWhatConcernsAll() {
        var listener = new Listener(out, "life", Set.of("loop"));
        listener.begin();
        listener.accept(new Happening(1, "execution", "{}"));
        listener.accept(new Happening(2, "loop", "{\"cycle\":3}"));
        listener.accept(new Happening(2, Happening.MISSED, "{}"));
        CompletableFuture<String> told =
                HttpResponse.of(out).aggregate().thenApply(AggregatedHttpResponse::contentUtf8);
        listener.close();

        assertThat(told.join())
                .isEqualTo(
                        "retry: 2000\n\nid: life-2\nevent: loop\ndata: {\"cycle\":3}\n\nid: life-2\nevent: missed\ndata: {}\n\n");
    }
}
