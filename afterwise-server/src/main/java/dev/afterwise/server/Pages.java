package dev.afterwise.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The dashboard: the files of afterwise-dashboard as they are in its jar. They hold nothing of anybody's history; what they show, they ask
 * the API for. A page may load nothing from elsewhere and run no script of its own but these files, and nobody may put it into a frame.
 * What a browser has already is not sent again.
 */
final class Pages extends AbstractHttpService {
    private static final String FOLDER = "dev/afterwise/dashboard/";

    /** No dots but the one before the ending: nothing else can be reached by a name. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9-]{1,40}/){0,2}[a-z0-9-]{1,40}\\.(html|css|js|svg)");

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", MediaType.HTML_UTF_8,
            "css", MediaType.CSS_UTF_8,
            "js", MediaType.JAVASCRIPT_UTF_8,
            "svg", MediaType.SVG_UTF_8);

    /** A file, whole. */
    private static final class Asset {
        private final MediaType type;
        private final HttpData plain;
        private final HttpData packed;
        private final Tag tag;

        Asset(MediaType type, byte[] bytes) throws IOException {
            this.type = type;
            this.plain = HttpData.wrap(bytes);
            this.packed = HttpData.wrap(zipped(bytes));
            this.tag = Tag.of(bytes);
        }
    }

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        String path = context.mappedPath();
        String name = path.equals("/") || path.isEmpty() ? "index.html" : path.substring(path.startsWith("/") ? 1 : 0);
        var matched = NAME.matcher(name);
        if (!matched.matches()) {
            return missing();
        }
        Asset known = assets.get(name);
        if (known != null) {
            return said(known, request.headers());
        }
        Optional<Asset> loaded = load(name, matched.group(1));
        // What isn't there is not remembered: there is no end of such names.
        loaded.ifPresent(asset -> assets.put(name, asset));
        return loaded.map(asset -> said(asset, request.headers())).orElseGet(Pages::missing);
    }

    @Override
    protected HttpResponse doHead(ServiceRequestContext context, HttpRequest request) {
        return doGet(context, request);
    }

    private static HttpResponse said(Asset asset, RequestHeaders asked) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(asset.type)
                .set(HttpHeaderNames.ETAG, asset.tag.text())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.VARY, "accept-encoding");
        if (asset.tag.isAt(asked)) {
            return HttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build());
        }
        String accepted = asked.get(HttpHeaderNames.ACCEPT_ENCODING, "");
        if (accepted.contains("gzip")) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
            return HttpResponse.of(headers.build(), asset.packed);
        }
        return HttpResponse.of(headers.build(), asset.plain);
    }

    private static HttpResponse missing() {
        return Refused.because(404, "There is nothing here.\nMaybe begin at the dashboard, which is at /.")
                .response();
    }

    private static Optional<Asset> load(String name, String ending) {
        try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(new Asset(type(ending), in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MediaType type(String ending) {
        return TYPES.getOrDefault(ending, MediaType.OCTET_STREAM);
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        var made = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(made)) {
            out.write(bytes);
        }
        return made.toByteArray();
    }
}
