package dev.afterwise.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secrets that addresses hold: passwords before the host, and webhooks, whose path is all it takes to use them. */
final class Addresses {
    private static final int LONGEST = 2_048;
    private static final int LONGEST_ENCODED = 1_024;
    private static final List<String> HOOKS = List.of(
            "hooks.slack.com/services/",
            "hooks.slack.com/workflows/",
            "discord.com/api/webhooks/",
            "discordapp.com/api/webhooks/",
            "api.telegram.org/bot");

    /** A part of a text. */
    record Span(int from, int to) {}

    private Addresses() {}

    static boolean is(String text, int colon, int limit) {
        return afterSlashes(text, colon) <= limit && afterSlashes(text, colon) > 0;
    }

    /** Where the host begins, or who is asked to come in; JSON may have escaped the slashes. */
    private static int afterSlashes(String text, int colon) {
        return text.startsWith("://", colon) ? colon + 3 : text.startsWith(":\\/\\/", colon) ? colon + 5 : -1;
    }

    /** What is secret of the address whose scheme ends with this colon, or null. */
    static @Nullable Span secret(String text, int colon, int limit, boolean isCut) {
        int from = afterSlashes(text, colon);
        for (String hook : HOOKS) {
            if (text.startsWith(hook, from)) {
                return new Span(from + hook.length(), end(text, from + hook.length(), limit));
            }
        }
        int most = Math.min(limit, from + LONGEST);
        int password = -1;
        int host = -1;
        boolean isPath = false;
        int at = from;
        for (; at < most && !isEnd(text.charAt(at)) && !text.startsWith("://", at); at++) {
            char c = text.charAt(at);
            if (c == '@') {
                host = at;
            } else if (c == ':' && password < 0) {
                password = at + 1;
            } else if ((c == '/' || c == '?' || c == '#') && !isPath) {
                isPath = true; // or a password that should have been escaped, if a host follows
                if (host >= 0 || password < 0 || isPort(text, password, at) || text.charAt(from) == '[') {
                    break;
                }
            }
        }
        if (host < 0) {
            return isCut && at == limit && password >= 0 && !isPath ? new Span(password, limit) : null;
        }
        if (password >= 0 && password < host) {
            return new Span(password, host);
        }
        return host - from >= 16 && TokenShapes.isMixed(text, from, host) ? new Span(from, host) : null;
    }

    private static boolean isPort(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(Character::isDigit);
    }

    private static int end(String text, int from, int limit) {
        int at = from;
        while (at < limit && !isEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isEnd(char c) {
        return Characters.isSpace(c) || Characters.isQuote(c) || c == '\\' || c == '<' || c == '>';
    }

    /** The token of a bot, which has its number before the colon; null if it is none. */
    static @Nullable Span botToken(String text, int from, int colon, int limit, boolean isCut) {
        boolean isNumber = colon - from >= 8 && colon - from <= 10 && isPort(text, from, colon);
        if (!isNumber || !text.startsWith("AA", colon + 1)) {
            return null;
        }
        int to = colon + 1;
        while (to < limit && Characters.isWord(text.charAt(to))) {
            to++;
        }
        return to - colon > 30 || (isCut && to == limit) ? new Span(colon + 1, to) : null;
    }

    /** Whether it is a name and a password in Base64, as HTTP's basic authentication has it. */
    static boolean isEncodedPair(String text, int from, int to) {
        if (to - from > LONGEST_ENCODED) {
            return true;
        }
        try {
            String pair = new String(Base64.getDecoder().decode(text.substring(from, to)), StandardCharsets.UTF_8);
            return pair.indexOf(':') >= 0 && pair.chars().noneMatch(c -> Character.isISOControl(c) || c == '\ufffd');
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
