package dev.afterwise.server;

import com.linecorp.armeria.common.RequestHeaders;
import dev.afterwise.Token;
import dev.afterwise.server.Serving.Listening;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.time.Timekeeper;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows who calls, by what they say and from where. Where a token was ever made and is not forgotten, one is asked for, also on loopback: a
 * proxy on the same machine calls from loopback, too. Where there is none, whoever reaches loopback is the user of the machine.
 *
 * <p>What tokens there are is read again after a second. Safe for use by many threads.
 */
final class Door {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<String> FORWARDED =
            List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final String SCHEME = "Bearer ";
    private static final int MAX_SECRET_CHARS = 200;

    private record Known(List<Token> tokens, long readAt) {}

    /** Who calls, or why they may not. */
    record Visit(@Nullable Caller caller, @Nullable Refused refused) {}

    private final Tokens tokens;
    private final Listening listening;
    private final Timekeeper time;
    private final Caller local;
    private final Pace failures;
    private volatile @Nullable Known known;

    Door(Setup setup) {
        this.tokens = new Tokens(setup.store(), setup.workspace(), setup.time());
        this.listening = setup.listening();
        this.time = setup.time();
        this.local = Caller.local(setup.workspace());
        this.failures = new Pace(5, 30, setup.time());
    }

    /** Whether {@link #visit} may be asked now; else {@link #refresh} first. */
    boolean isFresh() {
        Known now = known;
        return now != null && time.since(now.readAt).compareTo(FRESH) < 0;
    }

    /** Reads what tokens there are. */
    void refresh() {
        long begun = time.nanos();
        known = new Known(tokens.all(), begun);
    }

    /** Whether somebody needs a token. */
    boolean asksForTokens() {
        Known now = known;
        return now == null || !now.tokens.isEmpty() || !listening.bind().isLoopbackAddress();
    }

    /** Who calls. */
    Visit visit(RequestHeaders headers, String from) {
        Known now = known;
        if (now == null) {
            return refused(Refused.because(503, "The server must know its tokens first."));
        }
        if (!asksForTokens()) {
            return FORWARDED.stream().anyMatch(headers::contains)
                    ? refused(Refused.because(403, """
                            Through a proxy, a token must be asked for, but there is none.
                            Maybe make one: afterwise tokens add NAME."""))
                    : new Visit(local, null);
        }
        Duration wait = failures.waitOf(from);
        String said = headers.get("authorization", "");
        Optional<Caller> holder = holder(now.tokens, said);
        if (holder.isPresent()) {
            return new Visit(holder.get(), null);
        }
        if (!wait.isZero()) {
            return refused(Refused.because(429, "Too many came from here without a token that is good.")
                    .retryAfter(wait));
        }
        failures.take(from);
        return refused(
                Refused.because(
                        401,
                        said.isEmpty()
                                ? "A token must be shown, but there is none.\nMaybe send the header 'Authorization: Bearer TOKEN'."
                                : "The token must be one that is good here, but it is not.\nMaybe it was revoked, has expired, or is of another workspace."));
    }

    /** Whether these let somebody in by what is known, for whoever is in already. */
    boolean admits(RequestHeaders headers) {
        Known now = known;
        return now == null
                || !asksForTokens()
                || holder(now.tokens, headers.get("authorization", "")).isPresent();
    }

    private Optional<Caller> holder(List<Token> among, String said) {
        if (said.length() <= SCHEME.length()
                || said.length() > MAX_SECRET_CHARS
                || !said.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Tokens.holder(among, said.substring(SCHEME.length()).strip())
                .filter(each -> each.isGood(time.now()))
                .flatMap(each -> Role.of(each.role()).map(role -> new Caller(each.name(), role, local.workspace())));
    }

    private static Visit refused(Refused why) {
        return new Visit(null, why);
    }

    /** The address that called. What a proxy says of it counts only where there is said to be one. */
    String from(RequestHeaders headers, @Nullable InetSocketAddress remote) {
        if (listening.isBehindProxy()) {
            String all = headers.get("x-forwarded-for", "");
            String last = all.substring(all.lastIndexOf(',') + 1).strip();
            if (ADDRESS.matcher(last).matches()) {
                return last;
            }
        }
        return remote == null || remote.getAddress() == null
                ? ""
                : remote.getAddress().getHostAddress();
    }

    /** Whether the server is called by a name of its own: nobody else's name may lead to it (DNS rebinding). */
    boolean isCalledRight(@Nullable String authority, @Nullable InetSocketAddress here) {
        if (authority == null) {
            return false;
        }
        String name = name(authority);
        if (LOOPBACK.contains(name) || listening.hosts().contains(name)) {
            return true;
        }
        return !listening.bind().isLoopbackAddress()
                && here != null
                && here.getAddress() != null
                && here.getAddress().equals(NetUtil.createInetAddressFromIpAddressString(name));
    }

    /** Whether no page from elsewhere asks. What is no browser says nothing of it. */
    boolean isNoOtherPage(RequestHeaders headers) {
        String origin = headers.get("origin");
        if (origin == null) {
            String site = headers.get("sec-fetch-site");
            return site == null || site.equals("same-origin") || site.equals("none");
        }
        String authority = origin.replaceFirst("^https?://", "").toLowerCase(Locale.ROOT);
        return authority.equals(String.valueOf(headers.authority()).toLowerCase(Locale.ROOT))
                || listening.hosts().contains(name(authority));
    }

    private static String name(String authority) {
        String name = PORT.matcher(authority).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
