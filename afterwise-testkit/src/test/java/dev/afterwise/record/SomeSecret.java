package dev.afterwise.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A secret as somebody might let it slip.
 *
 * @param core what must not be found anywhere
 * @param said the core with its name or its shape around it, as text
 */
record SomeSecret(String core, String said) {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String PASSWORD = ALPHANUMERIC + "!#$%*+-./?@^_~";
    private static final String ODD = PASSWORD + " \t\"'\\{}[]()<>,;:&=|`éß東🚀";
    private static final List<String> NAMES = List.of(
            "password",
            "DB_PASSWORD",
            "passwd",
            "userPwd",
            "client_secret",
            "clientSecret",
            "api_key",
            "X-Api-Key",
            "apikey",
            "OPENAI_API_KEY",
            "access_token",
            "refreshToken",
            "aws_secret_access_key",
            "private-key",
            "passphrase",
            "sessionToken",
            "AZURE_ACCOUNT_KEY",
            "credentials",
            "SECRET_KEY_BASE",
            "smtp.password",
            "password2");
    private static final List<String> PREFIXES = List.of(
            "sk-",
            "sk-proj-",
            "sk-ant-api03-",
            "ghp_",
            "gho_",
            "github_pat_",
            "glpat-",
            "xoxb-",
            "xoxp-",
            "AIza",
            "hf_",
            "npm_",
            "gsk_",
            "sk_live_",
            "shpat_",
            "dop_v1_",
            "whsec_",
            "nvapi-");

    static SomeSecret of(RandomGenerator random) {
        String plain = chars(random, ALPHANUMERIC, 24 + random.nextInt(20)) + "7aB";
        String password = chars(random, ALPHANUMERIC, 6) + chars(random, PASSWORD, 6 + random.nextInt(20)) + "x7";
        String odd = chars(random, ALPHANUMERIC, 6) + chars(random, ODD, 6 + random.nextInt(20)) + "x7";
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(14)) {
            case 0 -> new SomeSecret(password, name + "=" + password);
            case 1 -> new SomeSecret(password, name + ": " + password);
            case 2 -> new SomeSecret(odd, "{\"user\": \"me\", \"" + name + "\": " + quoted(odd) + ", \"n\": 1}");
            case 3 -> new SomeSecret(odd, name + "=" + quoted(odd));
            case 4 -> new SomeSecret(plain, "Authorization: Bearer " + plain);
            case 5 -> new SomeSecret(plain, "bearer " + plain);
            case 6 -> {
                String pair = Base64.getEncoder().encodeToString(("me:" + plain).getBytes(StandardCharsets.UTF_8));
                yield new SomeSecret(pair, "Basic " + pair);
            }
            case 7 -> new SomeSecret(plain, "https://me:" + plain + "@example.org/x?y=z");
            case 8 -> new SomeSecret(plain, "https://example.org/x?y=z&access_token=" + plain + "&a=b#c");
            case 9 -> new SomeSecret(plain, PREFIXES.get(random.nextInt(PREFIXES.size())) + plain);
            case 10 -> {
                String key = chars(random, CAPITALS, 16);
                yield new SomeSecret(key, "AKIA" + key);
            }
            case 11 -> new SomeSecret(plain, "eyJ" + plain + ".eyJ" + plain + "." + plain);
            case 12 ->
                new SomeSecret(
                        plain, "-----BEGIN PRIVATE KEY-----\n" + plain + "\n" + plain + "\n-----END PRIVATE KEY-----");
            default -> new SomeSecret(password, "--password " + password);
        };
    }

    /** As a JSON string. */
    private static String quoted(String text) {
        UnaryOperator<String> quote = JsonStrings::quoted;
        return quote.apply(text);
    }

    /** Where it may stand: at the beginning, in the middle, at the end, between quotes and line ends. */
    String placed(RandomGenerator random) {
        List<String> before = List.of(
                "",
                "it said ",
                "\n",
                "(",
                "a, b; ",
                "東京 ",
                "🚀",
                "\"",
                "'",
                "> ",
                "x=1&y=2 ",
                "\t",
                "[ERROR] ",
                "a: b ");
        List<String> after =
                List.of("", " and went on", "\n", ")", "\"", "'", "\r\nnext", " 🚀", "\u2028", " x=1", " -> done");
        return before.get(random.nextInt(before.size())) + said + after.get(random.nextInt(after.size()));
    }

    private static String chars(RandomGenerator random, String among, int count) {
        int[] all = among.codePoints().toArray();
        return random.ints(count, 0, all.length)
                .mapToObj(i -> Character.toString(all[i]))
                .collect(Collectors.joining());
    }
}
