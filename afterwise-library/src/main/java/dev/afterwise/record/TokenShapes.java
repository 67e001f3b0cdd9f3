package dev.afterwise.record;

import java.util.Arrays;
import java.util.List;

/** How well-known tokens begin, and what they are made of. */
final class TokenShapes {
    /** How many characters the shortest token has, with its beginning. */
    static final int SHORTEST = 15;

    /** What follows the beginning. */
    private enum Body {
        /** At least so many letters, digits, dashes and underscores, not all of them small letters. */
        WORD,
        /** Exactly so many digits and capital letters, and then the word is over. */
        CAPITALS,
        /** At least so many hex digits. */
        HEX,
        /** As a word, with dots in between. */
        DOTTED
    }

    private record Shape(String start, Body body, int least) {}

    private static final Shape[] NONE = {};
    private static final Shape[][] BY_FIRST_CHARACTER = new Shape[128][];

    static {
        Arrays.fill(BY_FIRST_CHARACTER, NONE);
        List<String> longOnes = List.of(
                "sk-",
                "sk_live_",
                "sk_test_",
                "rk_live_",
                "rk_test_",
                "whsec_",
                "ghp_",
                "gho_",
                "ghu_",
                "ghs_",
                "ghr_",
                "github_pat_",
                "glpat-",
                "gldt-",
                "glptt-",
                "glrt-",
                "glcbt-",
                "AIza",
                "GOCSPX-",
                "hf_",
                "npm_",
                "pypi-",
                "gsk_",
                "xai-",
                "r8_",
                "pplx-",
                "tvly-",
                "nvapi-",
                "lsv2_",
                "pcsk_",
                "shpat_",
                "shpss_",
                "shpca_",
                "shppa_",
                "sq0atp-",
                "sq0csp-",
                "dop_v1_",
                "doo_v1_",
                "dor_v1_",
                "dckr_pat_",
                "glsa_",
                "ATATT3",
                "lin_api_",
                "ntn_",
                "secret_",
                "figd_",
                "phx_",
                "sbp_",
                "pul-",
                "PMAK-",
                "sntrys_",
                "tgp_v1_",
                "fw_");
        longOnes.forEach(start -> add(new Shape(start, Body.WORD, 16)));
        List.of("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-", "xoxd-", "xapp-", "AGE-SECRET-KEY-1")
                .forEach(start -> add(new Shape(start, Body.WORD, 10)));
        List.of("AKIA", "ASIA", "ABIA", "ACCA").forEach(start -> add(new Shape(start, Body.CAPITALS, 16)));
        List.of("dapi", "key-", "SK").forEach(start -> add(new Shape(start, Body.HEX, 32)));
        add(new Shape("eyJ", Body.DOTTED, 20));
        // Our own, by which callers come in to a server.
        add(new Shape("aw_", Body.WORD, 43));
    }

    private TokenShapes() {}

    private static void add(Shape shape) {
        char first = shape.start.charAt(0);
        Shape[] before = BY_FIRST_CHARACTER[first];
        Shape[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = shape;
        BY_FIRST_CHARACTER[first] = after;
    }

    /**
     * Where the first token begins in a word; -1 if there is none.
     *
     * @param limit where the text ends
     * @param isCut whether the text was cut there, so that even the beginning of a token is one
     */
    static int begin(String text, int from, int to, int limit, boolean isCut) {
        boolean isMixed = isMixed(text, from, to);
        boolean isStart = true;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (isStart) {
                for (Shape shape : BY_FIRST_CHARACTER[c]) {
                    if (text.startsWith(shape.start, at) && is(shape, text, at, to, limit, isMixed, isCut)) {
                        return at;
                    }
                }
            }
            isStart = isJoint(c);
        }
        return -1;
    }

    /** Where the token ends that begins there, in the word that ends at {@code to}. */
    static int end(String text, int at, int to, int limit) {
        return text.startsWith("eyJ", at) ? dotted(text, to, limit) : to;
    }

    private static boolean is(Shape shape, String text, int at, int to, int limit, boolean isMixed, boolean isCut) {
        int body = at + shape.start.length();
        boolean isLast = to == limit || (to + 1 == limit && shape.body == Body.DOTTED);
        if (isCut && isLast) {
            return body < to;
        }
        return switch (shape.body) {
            case WORD -> isMixed && to - body >= shape.least;
            case CAPITALS -> to - body == shape.least && capitals(text, body, to);
            case HEX -> to - body >= shape.least && hex(text, body, body + shape.least);
            case DOTTED -> {
                int end = dotted(text, to, limit);
                yield end > to && end - body >= shape.least;
            }
        };
    }

    /** Where the words end that follow, each after one dot; {@code from} if none does. */
    static int dotted(String text, int from, int limit) {
        int end = from;
        while (end + 1 < limit && text.charAt(end) == '.' && Characters.isWord(text.charAt(end + 1))) {
            end++;
            while (end < limit && Characters.isWord(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    /** Whether it has a digit, or both small and capital letters: no English words joined by dashes. */
    static boolean isMixed(String text, int from, int to) {
        boolean small = false;
        boolean capital = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                return true;
            }
            small |= c >= 'a' && c <= 'z';
            capital |= c >= 'A' && c <= 'Z';
        }
        return small && capital;
    }

    private static boolean isJoint(char c) {
        return c == '-' || c == '_';
    }

    private static boolean capitals(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
