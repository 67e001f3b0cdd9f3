package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Template.Encoding;
import dev.afterwise.plan.Template.Part;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands under {@code http}: an address to get, or a map of all there is to say about a request. For one thread. */
final class RequestForm {
    static final List<String> KEYS = List.of("method", "url", "headers", "json", "body", "expect");
    static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    static final int LOWEST_STATUS = 100;
    static final int HIGHEST_STATUS = 599;

    /** As RFC 9110 has it. */
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    /** What the client sets itself, and lets nobody else set. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final Pattern UNFIT_FOR_HEADER = Pattern.compile("[^\\t\\x20-\\x7e\\x80-\\xff]");
    private static final Pattern AFTER_HOLE = Pattern.compile("[/?]");
    private static final String CONTENT_TYPE = "Content-Type";

    private final YamlForm form;
    private final Problems problems;
    private final ExpressionForm expressions;

    RequestForm(YamlForm form, Problems problems, ExpressionForm expressions) {
        this.form = form;
        this.problems = problems;
        this.expressions = expressions;
    }

    @Nullable
    Body request(YamlNode node) {
        if (node instanceof Scalar) {
            Template url = url(node, "'http'");
            return url == null
                    ? null
                    : new Body.Request("GET", url, Collections.emptySortedMap(), null, Collections.emptySet());
        }
        Mapping request = form.mapping(node, "'http'", KEYS);
        if (request == null) {
            return null;
        }
        YamlNode named = form.optional(request, "method");
        String method = named == null ? "GET" : form.word(named, "'method'", METHODS);
        YamlNode address = form.required(request, "'http'", "url");
        Template url = address == null ? null : url(address, "'url'");
        SortedMap<String, Template> headers = headers(form.optional(request, "headers"));
        Template body = body(request, headers);
        Set<Integer> expect = expect(form.optional(request, "expect"));
        return method == null || url == null ? null : new Body.Request(method, url, headers, body, expect);
    }

    private @Nullable Template url(YamlNode node, String what) {
        Scalar scalar = form.text(node, what);
        Template url = scalar == null ? null : expressions.template(scalar, what);
        if (url == null) {
            return null;
        }
        if (!isAddress(url)) {
            form.wrong(
                    node,
                    what,
                    "be an address that begins with http:// or https://, or with '${{ }}' and then '/' or '?'");
            return null;
        }
        List<Part> parts = new ArrayList<>(url.encoded(Encoding.URL).parts());
        parts.set(0, url.parts().getFirst());
        return new Template(parts);
    }

    static boolean isWholeHole(Template template) {
        return template.parts().size() == 1 && template.parts().getFirst() instanceof Part.Hole;
    }

    /** Whether it could be one, whatever fills its holes. One that begins with a hole leaves it to that where it leads. */
    private static boolean isAddress(Template url) {
        boolean leads = url.parts().getFirst() instanceof Part.Hole;
        String filled = url.parts().stream()
                .skip(leads ? 1 : 0)
                .map(part -> part instanceof Part.Words(String words) ? words : "x")
                .collect(Collectors.joining());
        try {
            return leads
                    ? filled.isEmpty()
                            || (AFTER_HOLE.matcher(filled).lookingAt() && isHttp(URI.create("http://x" + filled)))
                    : isHttp(URI.create(filled));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
    }

    private SortedMap<String, Template> headers(@Nullable YamlNode node) {
        var headers = new TreeMap<String, Template>(String.CASE_INSENSITIVE_ORDER);
        if (node == null) {
            return headers;
        }
        for (YamlNode.Entry entry : form.named(node, "'headers'", "be a map of texts")) {
            Scalar name = entry.key();
            String what = "the header " + Printable.quoted(name.text());
            if (!HEADER.matcher(name.text()).matches()) {
                form.wrong(name, "a header's name", "be 1 to 100 letters, digits and signs such as '-' or '_'");
            } else if (RESERVED.contains(name.text().toLowerCase(Locale.ROOT))) {
                problems.add(name, what + " must not be set, for the client sets it itself");
            } else if (headers.containsKey(name.text())) {
                problems.add(name, what + " must be set once, but upper and lower case are the same here");
            }
            Template value = expressions.template(entry.value(), what);
            if (value != null) {
                if (value.parts().stream().anyMatch(RequestForm::isUnfitForHeader)) {
                    problems.add(entry.value(), what + " must be one line of Latin letters and signs, but it is not");
                }
                headers.put(name.text(), value);
            }
        }
        return headers;
    }

    private static boolean isUnfitForHeader(Part part) {
        return part instanceof Part.Words(String words)
                && UNFIT_FOR_HEADER.matcher(words).find();
    }

    /** Of {@code json} and {@code body}; the former adds its media type to the headers. */
    private @Nullable Template body(Mapping request, SortedMap<String, Template> headers) {
        YamlNode json = form.optional(request, "json");
        YamlNode text = form.optional(request, "body");
        if (json != null && text != null) {
            problems.add(text, "a request must not have both 'json' and 'body', but this has");
        }
        if (json != null) {
            headers.putIfAbsent(CONTENT_TYPE, Template.literal("application/json"));
            return new JsonBody(problems, expressions).template(json);
        }
        return text == null ? null : expressions.template(text, "'body'");
    }

    private Set<Integer> expect(@Nullable YamlNode node) {
        var expect = new TreeSet<Integer>();
        if (node == null) {
            return expect;
        }
        List<YamlNode> items = form.several(node, "'expect'", "be a status or a list of them");
        if (items.isEmpty() && node instanceof YamlNode.Sequence) {
            problems.add(node, "'expect' must have at least one status, but it has none");
        }
        for (YamlNode item : items) {
            Integer status = form.integer(item, "'expect'", LOWEST_STATUS, HIGHEST_STATUS);
            if (status != null) {
                expect.add(status);
            }
        }
        return expect;
    }
}
