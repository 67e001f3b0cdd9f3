package dev.afterwise.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The body of a request that comes in, part by part. Armeria would tell of the parts only once all are there; here each takes its
 * room as it comes. Called by one thread at a time.
 */
final class Arriving implements Subscriber<HttpObject> {
    private final Room.Place place;
    private final List<byte[]> parts = new ArrayList<>();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    private Arriving(Room.Place place) {
        this.place = place;
    }

    /** The whole body, failed as soon as there is no room for more of it. */
    static CompletableFuture<byte[]> whole(HttpRequest request, Room.Place place) {
        var arriving = new Arriving(place);
        request.subscribe(arriving);
        return arriving.whole;
    }

    @Override
    public void onSubscribe(Subscription made) {
        subscription = made;
        made.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        if (part instanceof HttpData data && !whole.isDone()) {
            try (data) {
                place.take(data.length());
                parts.add(data.array());
            } catch (OtlpServices.OverloadedException e) {
                parts.clear();
                whole.completeExceptionally(e);
                if (subscription != null) {
                    subscription.cancel();
                }
            }
        }
    }

    @Override
    public void onError(Throwable thrown) {
        whole.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        byte[] body = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, body, at, part.length);
            at += part.length;
        }
        whole.complete(body);
    }
}
