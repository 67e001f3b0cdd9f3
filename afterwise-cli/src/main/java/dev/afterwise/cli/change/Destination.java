package dev.afterwise.cli.change;

import dev.afterwise.AlertTarget;
import dev.afterwise.cli.shell.Refusal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target of alerts with what the environment says of it, which is never shown. */
final class Destination {
    private static final int FEWEST_BYTES = 16;
    private static final String BASE64 = "whsec_";

    private final AlertTarget target;
    private final URI address;
    private final byte @Nullable [] key;

    private Destination(AlertTarget target, URI address, byte @Nullable [] key) {
        this.target = target;
        this.address = address;
        this.key = key;
    }

    /** @throws Refusal if a variable is missing, or not what it must be */
    static Destination of(AlertTarget target, Map<String, String> environment) {
        String address = target.address();
        if (address.startsWith("$")) {
            String variable = address.substring(1);
            address = value(target, variable, environment);
            if (!AlertTarget.isAddress(address)) {
                throw Refusal.usage(
                        "%s, which the alert target '%s' names, must be an address that begins with https:// (http:// on this machine only) without a password, but it is not."
                                .formatted(variable, target.name()));
            }
        }
        String secret = target.secret();
        return new Destination(target, URI.create(address), secret == null ? null : key(target, secret, environment));
    }

    private static byte[] key(AlertTarget target, String variable, Map<String, String> environment) {
        String secret = value(target, variable, environment);
        byte[] key;
        try {
            key = secret.startsWith(BASE64)
                    ? Base64.getDecoder().decode(secret.substring(BASE64.length()))
                    : secret.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length < FEWEST_BYTES) {
            throw Refusal.usage(
                    "%s, which the alert target '%s' names, must hold a secret of at least %d bytes, or %s and such a secret in base64, but it does not."
                            .formatted(variable, target.name(), FEWEST_BYTES, BASE64));
        }
        return key;
    }

    private static String value(AlertTarget target, String variable, Map<String, String> environment) {
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw Refusal.usage("%s must be set in the environment, for the alert target '%s' names it, but it is not."
                    .formatted(variable, target.name()));
        }
        return value;
    }

    AlertTarget target() {
        return target;
    }

    URI address() {
        return address;
    }

    /** What messages are signed by; null if they are not. */
    byte @Nullable [] key() {
        return key;
    }
}
