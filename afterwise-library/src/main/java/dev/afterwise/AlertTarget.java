package dev.afterwise;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are sent, or from time to time a digest.
 *
 * @param address of HTTP; with a dollar sign before it, the name of the environment variable that holds it
 * @param secret the name of the environment variable that holds what messages are signed by; null if they are not
 * @param about alerts of which kinds
 * @param least alerts from which severity on
 */
public record AlertTarget(
        String name,
        Form form,
        String address,
        @Nullable String secret,
        Set<Alert.Kind> about,
        Severity least,
        Rhythm rhythm) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final String COMPONENT = "alert target ";

    /** What a message looks like. */
    public enum Form {
        /** JSON of our own, signed as Standard Webhooks says. */
        WEBHOOK,
        /** What Slack and those like it take. */
        SLACK
    }

    /** When something is sent. */
    public enum Rhythm {
        /** Each alert, soon after it was raised. */
        AT_ONCE,
        /** Once a day what has changed. */
        DAILY,
        /** Once a week what has changed. */
        WEEKLY
    }

    public AlertTarget {
        about = Collections.unmodifiableSet(about.isEmpty() ? EnumSet.noneOf(Alert.Kind.class) : EnumSet.copyOf(about));
    }

    /** Whether it is told of this alert. Of messages that did not arrive nobody is told by another. */
    public boolean wants(Alert alert) {
        return about.contains(alert.kind()) && alert.severity().compareTo(least) >= 0 && !isComponent(alert.subject());
    }

    /** Whether messages may go to this address: nobody may read them on their way. */
    public static boolean isAddress(String text) {
        try {
            var uri = new URI(text);
            String host = uri.getHost();
            return host != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme())
                                    && LOOPBACK.matcher(host).matches()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Under which name messages to it are recorded, and guarded. */
    public String component() {
        return COMPONENT + name;
    }

    /** Whether something of this name is a target. */
    public static boolean isComponent(String name) {
        return name.startsWith(COMPONENT);
    }
}
