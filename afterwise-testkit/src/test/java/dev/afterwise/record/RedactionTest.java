package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Origin ORIGIN = new Origin(ExecutionId.of("x"), Source.RECORDED, AT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=S3cr3tValue",
                "PASSWORD: S3cr3tValue",
                "the password is set, password = 'S3cr3tValue', and on",
                "db.password=S3cr3tValue&x=1",
                "export DB_PASSWORD=S3cr3tValue",
                "spring.datasource.password: S3cr3tValue",
                "my api key: S3cr3tValue",
                "X-Api-Key: S3cr3tValue",
                "Authorization: Basic S3cr3tValue and more S3cr3tValue",
                "curl -H \"Authorization: Bearer S3cr3tValue\" https://example.org",
                "authorization: bearer S3cr3tValue",
                "got 'Bearer S3cr3tValue'",
                "Cookie: session=S3cr3tValue; theme=dark",
                "https://user:S3cr3tValue@example.org/path",
                "postgres://admin:S3cr3t/S3cr3tValue@db:5432/x",
                "https://S3cr3tValueS3cr3tValue@github.com/a/b",
                "https://example.org/?a=1&access_token=S3cr3tValue&b=2",
                "https://example.org/blob?se=2026&sig=S3cr3tValue%3D",
                "{\"password\":\"S3cr3tValue\"}",
                "{\"password\" : \"a\\\"S3cr3tValue\"}",
                "{\\\"clientSecret\\\":\\\"S3cr3tValue\\\"}",
                "{\\\\\\\"clientSecret\\\\\\\":\\\\\\\"x\\\\\\\\\\\\\\\"S3cr3tValue\\\\\\\"}",
                "{'secret': 'S3cr3tValue'}",
                "{\"name\":\"DB_PASSWORD\",\"value\":\"S3cr3tValue\"}",
                "{\"credentials\":{\"a\":[\"S3cr3tValue\"],\"b\":\"S3cr3tValue}\"}}",
                "[\"--password\",\"S3cr3tValue\"]",
                "tool --token S3cr3tValue --verbose",
                "tool --token='S3cr3tValue with S3cr3tValue'",
                "Credentials[user=me, password=S3cr3tValue]",
                "{user=me, apiToken=S3cr3tValue, x=1}",
                "<password>S3cr3tValue</password>",
                "<user password=\"S3cr3tValue\"/>",
                ":password => \"S3cr3tValue\"",
                "Server=db;User Id=me;Pwd=S3cr3tValue;Encrypt=yes",
                "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=S3cr3tValue==;EndpointSuffix=y",
                "https://hooks.slack.com/services/T0/B0/S3cr3tValue",
                "-----BEGIN RSA PRIVATE KEY-----\nS3cr3tValue\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nS3cr3tValue\nS3cr3tValue",
                "sk-proj-S3cr3tValueS3cr3tValue",
                "the key sk-ant-api03-S3cr3tValueS3cr3tValue, they said",
                "ghp_S3cr3tValueS3cr3tValue",
                "aw_S3cr3tValueS3cr3tValueS3cr3tValueS3cr3tValue",
                "line\\nghp_S3cr3tValueS3cr3tValue",
                "x=%3Dghp_S3cr3tValueS3cr3tValue",
                "xoxb-123-S3cr3tValue",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJTM2NyM3QifQ.S3cr3tValue",
                "SG.S3cr3tValueS3cr3tVal.S3cr3tValueS3cr3tValue",
                "ya29.a0S3cr3tValueS3cr3tValue",
                "123456789:AAS3cr3tValueS3cr3tValueS3cr3tValue",
            })
    void leavesSecretsOut(String text) {
        assertThat(cleaned(text)).doesNotContain("S3cr3t").contains(SecretScan.MARK);
        assertThat(cleaned(cleaned(text))).isEqualTo(cleaned(text));
        assertThat(inJson(text)).doesNotContain("S3cr3t").contains(SecretScan.MARK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "It was not found in the warehouse: the customer asked for a new delivery.",
                "the password is wrong",
                "Password: must be at least 8 characters",
                "token: expired",
                "Unexpected token : in JSON at position 5",
                "Unexpected token = in line 3, token: }",
                "max_tokens: 4096, input_tokens=12, token_count=7, \"tokens\": [\"a\", \"b\"]",
                "{\"token\": 17, \"tokenizer\": \"cl100k_base\", \"auth\": true, \"password\": null}",
                "pass: 12, fail: 3, compass: north, bypass=on",
                "secret_name=db, key_id=17, primary key: id, key: value",
                "550e8400-e29b-41d4-a716-446655440000",
                "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 in afterwise-library",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "4bf92f3577b34da6a3ce929d0e0e4736/00f067aa0ba902b7",
                "task-management-for-everybody-and-all sk-learn-estimator-checks-and-more",
                "https://example.org:8080/a/b?email=me@example.org#x",
                "http://[::1]:8080/a@b and git@github.com:a/b.git",
                "basic JavaScript knowledge, Basic understanding, bearer of good news",
                "PWD=/home/me OLDPWD=/tmp",
                "the author: me, authority=x, oauth: no",
                "12:30:45 at localhost:8080 -> C:\\Users\\me\\x.txt",
                "-----BEGIN CERTIFICATE-----\nMIIBsecretless\n-----END CERTIFICATE-----",
                "signature: void close(), Signature: valid",
                "authorization: the user may not do this",
                "a >= b, x => y, <token>, List<Token>: empty",
            })
    void leavesEverythingElseAsItIs(String text) {
        assertThat(SecretScan.text(text, text.length(), false)).isSameAs(text);
        Payload payload = Payload.text(text, 10_000);
        assertThat(result(Redaction.STANDARD, payload)).isSameAs(payload);
    }

    @Test
    void whatIsAroundASecretStays() {
        assertThat(cleaned("connect to https://me:pw@example.org:80/x?a=b&token=abc1&c=d, then"))
                .isEqualTo("connect to https://me:[redacted]@example.org:80/x?a=b&token=[redacted]&c=d, then");
        assertThat(cleaned("{\"user\":\"me\",\"password\":\"x\",\"port\":80}"))
                .isEqualTo("{\"user\":\"me\",\"password\":\"[redacted]\",\"port\":80}");
        assertThat(cleaned("f(password=abc), password=abc,user=me; DB_PASSWORD=x PATH=/bin"))
                .isEqualTo("f(password=[redacted]), password=[redacted],user=me; DB_PASSWORD=[redacted] PATH=/bin");
    }

    @Test
    void jsonStaysJson() {
        assertThat(json("{\"password\":1234,\"secrets\":{\"a\":[1,\"}\"]},\"x\":[true]}"))
                .isEqualTo("{\"password\":\"[redacted]\",\"secrets\":\"[redacted]\",\"x\":[true]}");
        assertThat(json("{\"cmd\":\"a --password \",\"b\":\"c\"}"))
                .isEqualTo("{\"cmd\":\"a --password \",\"b\":\"c\"}");
        assertThat(json("{\"cmd\":\"password=\",\"b\":\"c\"}")).isEqualTo("{\"cmd\":\"password=\",\"b\":\"c\"}");
        assertThat(json("{\"cmd\":\"password=\\\\\",\"b\":\"c\"}"))
                .isEqualTo("{\"cmd\":\"password=[redacted]\",\"b\":\"c\"}");
        assertThat(json("{\"cmd\":\"password=\\\"ab\",\"b\":\"c\"}"))
                .isEqualTo("{\"cmd\":\"password=\\\"[redacted]\",\"b\":\"c\"}");
        assertThat(json("{\"cmd\":\"password='ab\",\"b\":\"c'\"}"))
                .isEqualTo("{\"cmd\":\"password='[redacted]\",\"b\":\"c'\"}");
        assertThat(json("{\"a\":\"Authorization: x y\",\"b\":\"c\"}"))
                .isEqualTo("{\"a\":\"Authorization: [redacted]\",\"b\":\"c\"}");
    }

    @Test
    void aSecretThatWasCutOffIsLeftOutToo() {
        String padding = "x ".repeat(500);
        for (String secret : List.of(
                "password=S3cr3tValueS3cr3tValue",
                "ghp_S3cr3tValueS3cr3tValue",
                "https://me:S3cr3tValueS3cr3tValue@host",
                "AKIAS3CR3TVALUE12345",
                "Bearer S3cr3tValueS3cr3tValue")) {
            for (int cut = 0; cut < secret.length(); cut++) {
                int note = "... 99 characters cut".length();
                Payload payload = Payload.text(padding + secret + "x".repeat(99), padding.length() + cut + note + 1);
                assertThat(result(Redaction.STANDARD, payload).json())
                        .as("%s cut at %d", secret, cut)
                        .doesNotContain("S3c")
                        .doesNotContain("S3C")
                        .endsWith(" characters cut\"");
            }
        }
    }

    @Test
    void failuresThatDifferInTheirSecretsHaveTheSameFingerprint() {
        Failure one = failure("can't log in with password=abcdef");
        Failure other = failure("can't log in with password=uvwxyz");
        assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());

        Failure clean = failed(one);
        assertThat(clean.fingerprint())
                .isEqualTo(failed(other).fingerprint())
                .isEqualTo(Fingerprint.of("E", "can't log in with password=[redacted]"));
        assertThat(failed(clean)).isEqualTo(clean);
    }

    @Test
    void aFailureWithoutSecretsKeepsTheFingerprintItCameWith() {
        Failure failure = new Failure(
                FailureClass.UNKNOWN,
                Severity.LOW,
                Transience.UNKNOWN,
                "E",
                "boom",
                new Fingerprint("0123456789abcdef"));

        assertThat(failed(failure)).isSameAs(failure);
    }

    @Test
    void patternsOfOnesOwnAreLeftOutEverywhere() {
        var redaction = new Redaction(List.of(Pattern.compile("ACME-[0-9]+"), Pattern.compile("n+")));

        assertThat(result(redaction, new Payload("{\"a\":\"x ACME-1\\n ACM\\u0045-22\",\"ACME-3\":4}", false)))
                .isEqualTo(new Payload("{\"a\":\"x [redacted]\\n [redacted]\",\"[redacted]\":4}", false));
        assertThat(event(redaction, "number ACME-7")).isEqualTo("[redacted]umber [redacted]");
    }

    @Test
    void aPatternThatTakesTooLongLeavesTheWholeTextOut() {
        var redaction = new Redaction(List.of(Pattern.compile("(.*a){25}b")));

        assertThat(event(redaction, "a".repeat(60) + "c")).isEqualTo(CustomSecrets.LEFT_OUT);
        assertThat(event(redaction, "aaac")).isEqualTo("aaac");
    }

    @Test
    void longTextsAreCutWithANote() {
        String name = event(Redaction.STANDARD, "n".repeat(1_200));

        assertThat(name).hasSizeBetween(990, 1_000).endsWith("n... 224 characters cut");
        assertThat(event(Redaction.STANDARD, name)).isEqualTo(name);
        Payload huge = result(Redaction.STANDARD, new Payload("[" + "1,".repeat(300_000) + "1]", false));
        assertThat(huge.truncated()).isTrue();
        assertThat(huge.json()).hasSizeLessThan(64_100).endsWith(" characters cut\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-",
                "eyJ-",
                "eyJ.",
                "password=[",
                "password:",
                "token: a ",
                "://a:",
                "a:b/",
                "\\",
                "\"",
                "-----BEGIN ",
                "authorization: the ",
                "<password>",
                "{\"password\":",
                "Basic a",
                "password=\\\"",
                "a.",
                "_",
                "{",
                "value\":",
                "%3",
                "--password ",
                "123456789:AA",
                "password=a,b"
            })
    @Timeout(20)
    void takesTimeInProportionToTheText(String part) {
        String text = part.repeat(400_000 / part.length());
        assertThat(SecretScan.text(text, text.length(), true)).isNotNull();
        assertThat(SecretScan.json('"' + text + '"', text.length() + 2, false)).isNotNull();
    }

    private static String cleaned(String text) {
        return SecretScan.text(text, text.length(), false);
    }

    private static String json(String json) {
        return SecretScan.json(json, json.length(), false);
    }

    private static String inJson(String text) {
        return result(Redaction.STANDARD, Payload.text(text, 10_000)).json();
    }

    private static Payload result(Redaction redaction, Payload payload) {
        var ended = new Fact.Ended(ORIGIN, new Outcome.Succeeded(null), Usage.NONE, payload);
        return ((Fact.Ended) redaction.of(ended)).output();
    }

    private static String event(Redaction redaction, String name) {
        var noted = new Fact.Noted(ORIGIN, new Event(name, AT, Payload.NONE));
        return ((Fact.Noted) redaction.of(noted)).event().name();
    }

    private static Failure failure(String message) {
        return Failure.of(FailureClass.UNKNOWN, Severity.LOW, Transience.UNKNOWN, "E", message);
    }

    private static Failure failed(Failure failure) {
        var ended = new Fact.Ended(ORIGIN, new Outcome.Failed(Duration.ZERO, failure), Usage.NONE, Payload.NONE);
        var clean = (Fact.Ended) Redaction.STANDARD.of(ended);
        return ((Outcome.Failed) clean.outcome()).failure();
    }
}
