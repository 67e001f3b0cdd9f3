package dev.afterwise.server;

import dev.afterwise.Token;
import dev.afterwise.Workspace;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Granted;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Store;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one workspace, which the store keeps: of each, who has it and SHA-256 of its secret. A secret is 256 bits of chance,
 * so nobody finds it by trying, and a slow digest would only make each request slow. Safe for use by many threads and processes.
 */
public final class Tokens {
    /** How many there may be, revoked ones among them. */
    public static final int MOST = 1_000;

    private static final String MARK = "aw_";
    private static final int SECRET_BYTES = 32;
    private static final int TRIES = 50;

    /**
     * A token that was just made.
     *
     * @param secret told this once, and kept nowhere
     */
    public record Made(String secret, Token token) {
        /** Without the secret. */
        @Override
        public String toString() {
            return token.toString();
        }
    }

    private final Ledger ledger;
    private final Timekeeper time;
    private final SecureRandom random = new SecureRandom();

    public Tokens(Store store, Workspace workspace, Timekeeper time) {
        this.ledger = store.workspace(workspace).ledger();
        this.time = time;
    }

    /** All that were ever made and are not forgotten, in the order in which they were. */
    public List<Token> all() {
        return ledger.read(Granted.class, Granted.KEY)
                .map(each -> each.document().tokens())
                .orElse(List.of());
    }

    /**
     * Makes one.
     *
     * @param term for how long it is good, or null for as long as it is not revoked
     * @throws IllegalArgumentException if the name can't be one, or a good one has it, or there are too many
     */
    public Made add(String name, Role role, @Nullable Duration term) {
        byte[] chance = new byte[SECRET_BYTES];
        random.nextBytes(chance);
        String secret = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
        String digest = digest(secret);
        Instant now = time.now();
        var token = new Token(
                digest.substring(0, 8), name, role.word(), digest, now, term == null ? null : now.plus(term), null);
        change(tokens -> {
            if (tokens.stream().anyMatch(each -> each.name().equals(name) && each.isGood(now))) {
                throw new IllegalArgumentException(
                        "A token's name must be told apart, but there is a good one of (%s).\nMaybe revoke that first."
                                .formatted(name));
            }
            var more = new ArrayList<>(tokens);
            if (more.size() >= MOST) {
                more.removeIf(each -> !each.isGood(now));
            }
            if (more.size() >= MOST) {
                throw new IllegalArgumentException(
                        "There must be at most %d tokens, but there are as many.\nMaybe revoke some.".formatted(MOST));
            }
            more.add(token);
            return more;
        });
        return new Made(secret, token);
    }

    /** Makes it of no use. Servers that run follow within a second. @return it; empty if there is none of this id */
    public Optional<Token> revoke(String id) {
        Instant now = time.now();
        return change(tokens -> tokens.stream()
                        .map(each -> each.id().equals(id) ? each.revoked(now) : each)
                        .toList())
                .stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
    }

    /**
     * Forgets all of them, so that on loopback none is asked for any more.
     *
     * @return how many there were
     * @throws IllegalArgumentException if one is good
     */
    public int forget() {
        Instant now = time.now();
        int before = all().size();
        change(tokens -> {
            if (tokens.stream().anyMatch(each -> each.isGood(now))) {
                throw new IllegalArgumentException(
                        "Tokens must be revoked to be forgotten, but one is good.\nMaybe run 'afterwise tokens list'.");
            }
            return List.of();
        });
        return before;
    }

    /** Which of them this is the secret of. Takes as long whichever it is, and if it is none. */
    static Optional<Token> holder(List<Token> tokens, String secret) {
        byte[] digest = digest(secret).getBytes(StandardCharsets.US_ASCII);
        Token found = null;
        for (Token each : tokens) {
            if (MessageDigest.isEqual(each.digest().getBytes(StandardCharsets.US_ASCII), digest)) {
                found = each;
            }
        }
        return Optional.ofNullable(found);
    }

    static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Token> change(UnaryOperator<List<Token>> change) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Granted>> kept = ledger.read(Granted.class, Granted.KEY);
            List<Token> before = kept.map(each -> each.document().tokens()).orElse(List.of());
            List<Token> after = change.apply(before);
            if (after.equals(before)) {
                return after;
            }
            try {
                ledger.write(
                        Map.of(new Granted(after), kept.map(Versioned::version).orElse(0L)));
                return after;
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }
}
