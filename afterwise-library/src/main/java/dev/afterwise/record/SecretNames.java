package dev.afterwise.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names under which people keep secrets, in whatever spelling: {@code DB_PASSWORD}, {@code x-api-key}, {@code clientSecret}. */
final class SecretNames {
    /** What a name says about the value beside it. */
    enum Kind {
        /** Nothing. */
        NONE,
        /** It may be a secret: not if it is a short number, or a plain word in prose. */
        LIKELY,
        /** It is a secret, unless it is a word of prose. */
        CERTAIN,
        /** It is a header: all of its line is secret. */
        LINE,
        /** It is a secret after an equals sign, as in the query of an address. */
        ASSIGNED
    }

    private record Name(String letters, boolean alone, Kind kind) {}

    private static final List<List<Name>> BY_LAST_LETTER = new ArrayList<>();

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            BY_LAST_LETTER.add(new ArrayList<>());
        }
        ending(
                Kind.CERTAIN,
                "password",
                "passwords",
                "passwd",
                "passwort",
                "passphrase",
                "passcode",
                "pwd",
                "secret",
                "secrets");
        ending(
                Kind.CERTAIN,
                "apikey",
                "apikeys",
                "accesskey",
                "privatekey",
                "secretkey",
                "signingkey",
                "encryptionkey");
        ending(Kind.CERTAIN, "accountkey", "masterkey", "sessionkey", "authkey", "sharedkey", "storagekey", "sshkey");
        ending(
                Kind.CERTAIN,
                "hmackey",
                "deploykey",
                "secretkeybase",
                "credential",
                "credentials",
                "connectionstring",
                "jwt");
        ending(
                Kind.CERTAIN,
                "accesstoken",
                "authtoken",
                "apitoken",
                "refreshtoken",
                "idtoken",
                "sessiontoken",
                "bearertoken");
        ending(Kind.LIKELY, "token", "passwordhash");
        alone(Kind.LIKELY, "auth", "pass", "otp");
        ending(Kind.LINE, "authorization", "setcookie");
        alone(Kind.LINE, "cookie");
        alone(Kind.ASSIGNED, "sig", "signature", "xamzsignature", "xgoogsignature");
    }

    /** What stands after such a name where somebody writes about secrets rather than giving them away. */
    private static final Set<String> PROSE = Set.of(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "by",
            "can",
            "cannot",
            "could",
            "denied",
            "does",
            "empty",
            "error",
            "expected",
            "expired",
            "failed",
            "false",
            "for",
            "from",
            "has",
            "have",
            "if",
            "in",
            "incorrect",
            "invalid",
            "is",
            "it",
            "its",
            "may",
            "missing",
            "must",
            "no",
            "none",
            "not",
            "null",
            "number",
            "of",
            "on",
            "only",
            "optional",
            "or",
            "required",
            "should",
            "string",
            "text",
            "that",
            "the",
            "this",
            "to",
            "too",
            "true",
            "undefined",
            "unknown",
            "unset",
            "was",
            "were",
            "will",
            "with",
            "wrong",
            "you",
            "your");

    private SecretNames() {}

    private static void ending(Kind kind, String... names) {
        for (String name : names) {
            BY_LAST_LETTER.get(name.charAt(name.length() - 1) - 'a').add(new Name(name, false, kind));
        }
    }

    private static void alone(Kind kind, String... names) {
        for (String name : names) {
            BY_LAST_LETTER.get(name.charAt(name.length() - 1) - 'a').add(new Name(name, true, kind));
        }
    }

    static Kind kind(String name) {
        return kind(name, 0, name.length());
    }

    /** What the name says that stands there in the text. */
    static Kind kind(String text, int from, int to) {
        int end = to;
        while (end > from && to - end < 3 && isDigitOrMark(text.charAt(end - 1))) {
            end--;
        }
        int letter = end == from ? -1 : (text.charAt(end - 1) | 0x20) - 'a';
        if (letter < 0 || letter > 25) {
            return Kind.NONE;
        }
        for (Name name : BY_LAST_LETTER.get(letter)) {
            int rest = rest(text, from, end, name.letters);
            if (rest >= 0 && (!name.alone || rest == from || isApart(text, rest))) {
                return name.kind;
            }
        }
        return Kind.NONE;
    }

    /** Where the name begins that the text ends with, read without regard to case and to what joins words; -1 if it doesn't. */
    private static int rest(String text, int from, int end, String letters) {
        int at = end;
        int left = letters.length();
        while (left > 0) {
            if (at == from) {
                return -1;
            }
            char c = text.charAt(--at);
            if ((c | 0x20) == letters.charAt(left - 1)) {
                left--;
            } else if ((c != '_' && c != '-' && c != ' ') || left == letters.length()) {
                return -1;
            }
        }
        return at;
    }

    /** Whether a word of its own begins there: after a dash, or by a capital letter after a small one. */
    private static boolean isApart(String text, int at) {
        char before = text.charAt(at - 1);
        return before == '_'
                || before == '-'
                || before == ' '
                || (Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(before));
    }

    private static boolean isDigitOrMark(char c) {
        return (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** Whether the value there is a word of prose rather than a secret. */
    static boolean isProse(String text, int from, int to) {
        int end = to;
        while (end > from && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        return end - from <= 9 && PROSE.contains(text.substring(from, end).toLowerCase(Locale.ROOT));
    }
}
