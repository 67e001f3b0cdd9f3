package dev.afterwise.server;

import java.util.Map;

/** What browsers are told with every answer, so that what comes from here stays here. */
final class Shield {
    /** Nothing from elsewhere, nothing inline, in nobody's frame. */
    static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Of answers that say nothing else. */
    static final Map<String, String> HEADERS = Map.of(
            "content-security-policy", POLICY,
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY",
            "referrer-policy", "no-referrer",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin",
            "cache-control", "no-store");

    private Shield() {}
}
