package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.afterwise.Workspace;
import dev.afterwise.server.Serving.Listening;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final class Still implements Timekeeper {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.parse("2026-11-22T10:00:00Z").plusNanos(nanos);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }
    }

    private final Still time = new Still();
    private final Store store = Store.inMemory();
    private final Tokens tokens = new Tokens(store, Workspace.DEFAULT, time);
    private final Setup setup = Setup.of(
                    store, Workspace.DEFAULT, Api.of(List.of(), question -> new Api.Reply(200, "{}")))
            .with(time);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void withoutAnyTokenWhoeverReachesLoopbackIsTheUser() {
        Door door = door(setup);

        assertThat(door.asksForTokens()).isFalse();
        assertThat(Objects.requireNonNull(enter(door, "").caller()))
                .isEqualTo(Caller.local(Workspace.DEFAULT))
                .extracting(Caller::role)
                .isEqualTo(Role.ADMIN);
    }

    @Test
    void whatComesThroughAProxyIsNotTheUser() {
        Door door = door(setup);
        for (String header : List.of("x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host")) {
            assertThat(status(door.visit(said().set(header, "1").build(), "127.0.0.1")))
                    .as(header)
                    .isEqualTo(403);
        }
    }

    @Test
    void fromTheFirstTokenOnOneIsAskedForAlsoWhenTheLastIsOfNoUse() {
        Tokens.Made made = tokens.add("ana", Role.WRITER, Duration.ofMinutes(1));
        Door door = door(setup);

        assertThat(status(enter(door, ""))).isEqualTo(401);
        assertThat(enter(door, made.secret()).caller()).isEqualTo(new Caller("ana", Role.WRITER, Workspace.DEFAULT));
        time.sleep(Duration.ofMinutes(1));
        assertThat(status(enter(door, made.secret()))).isEqualTo(401);
        tokens.revoke(made.token().id());
        door.refresh();
        assertThat(status(enter(door, ""))).isEqualTo(401);
        tokens.forget();
        door.refresh();
        assertThat(enter(door, "").caller()).isNotNull();
    }

    @Test
    void whoeverIsInIsSentAwayWhenTheirTokenIsRevoked() {
        Tokens.Made made = tokens.add("ana", Role.VIEWER, null);
        Door door = door(setup);
        RequestHeaders headers =
                said().set("authorization", "Bearer " + made.secret()).build();

        assertThat(door.admits(headers)).isTrue();
        tokens.revoke(made.token().id());
        door.refresh();
        assertThat(door.admits(headers)).isFalse();
    }

    @Test
    void anAddressThatIsNotLoopbackIsNeverOpen() throws UnknownHostException {
        Door door = door(setup.with(at("0.0.0.0", false)));

        assertThat(door.asksForTokens()).isTrue();
        assertThat(status(enter(door, ""))).isEqualTo(401);
    }

    @Test
    void whoeverTriesTooOftenWaitsAndKeepsNobodyElseOut() {
        Tokens.Made made = tokens.add("ana", Role.VIEWER, null);
        Door door = door(setup);
        for (int i = 0; i < 30; i++) {
            assertThat(status(enter(door, "wrong"))).isEqualTo(401);
        }
        Door.Visit next = enter(door, "wrong");

        assertThat(status(next)).isEqualTo(429);
        assertThat(Objects.requireNonNull(next.refused()).retryAfter()).isPositive();
        assertThat(enter(door, made.secret()).caller()).isNotNull();
        assertThat(status(door.visit(said().set("authorization", "Bearer wrong").build(), "10.0.0.2")))
                .isEqualTo(401);
        time.sleep(Duration.ofSeconds(1));
        assertThat(status(enter(door, "wrong"))).isEqualTo(401);
    }

    @Test
    void tokensAreReadAgainAfterASecond() {
        Door door = door(setup);
        assertThat(door.isFresh()).isTrue();
        time.sleep(Duration.ofMillis(999));
        assertThat(door.isFresh()).isTrue();
        time.sleep(Duration.ofMillis(1));
        assertThat(door.isFresh()).isFalse();
    }

    @Test
    void whatIsSaidOfTheCallersAddressCountsOnlyBehindAProxy() throws UnknownHostException {
        var remote = new InetSocketAddress(InetAddress.getByName("10.1.1.1"), 9);
        RequestHeaders headers =
                said().set("x-forwarded-for", "6.6.6.6, 203.0.113.7").build();

        assertThat(door(setup).from(headers, remote)).isEqualTo("10.1.1.1");
        Door behind = door(setup.with(at("0.0.0.0", true)));
        assertThat(behind.from(headers, remote)).isEqualTo("203.0.113.7");
        assertThat(behind.from(said().set("x-forwarded-for", "<script>").build(), remote))
                .isEqualTo("10.1.1.1");
    }

    @Test
    void isCalledByItsOwnNamesAndAddressesOnly() throws UnknownHostException {
        var here = new InetSocketAddress(InetAddress.getByName("fd00::2"), 8787);
        Door wide = door(setup.with(at("::", false).withHosts(Set.of("a.example"))));

        for (String good : List.of("localhost", "127.0.0.1:1", "[::1]:8787", "A.example.:443", "[fd00::2]:8787")) {
            assertThat(wide.isCalledRight(good, here)).as(good).isTrue();
        }
        for (String bad :
                List.of("", "b.example", "a.example.evil", "10.0.0.1", "[fd00::3]", "localhost.evil", "fd00::2@x")) {
            assertThat(wide.isCalledRight(bad, here)).as(bad).isFalse();
        }
        assertThat(wide.isCalledRight(null, here)).isFalse();
        assertThat(door(setup).isCalledRight("[fd00::2]:8787", here)).isFalse();
    }

    private Door door(Setup of) {
        var door = new Door(of);
        door.refresh();
        return door;
    }

    private static Listening at(String address, boolean isBehindProxy) throws UnknownHostException {
        return new Listening(InetAddress.getByName(address), List.of(0), Set.of(), "", null, isBehindProxy);
    }

    private static Door.Visit enter(Door door, String secret) {
        return door.visit(
                secret.isEmpty()
                        ? said().build()
                        : said().set("authorization", "Bearer " + secret).build(),
                "127.0.0.1");
    }

    private static RequestHeadersBuilder said() {
        return RequestHeaders.builder(HttpMethod.GET, "/");
    }

    private static int status(Door.Visit visit) {
        return Objects.requireNonNull(visit.refused()).status();
    }
}
