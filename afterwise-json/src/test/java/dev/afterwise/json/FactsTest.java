package dev.afterwise.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    private static final ExecutionId ID = new ExecutionId("4bf92f3577b34da6a3ce929d0e0e4736");
    private static final Instant AT = Instant.parse("2026-01-31T09:30:00Z");
    private static final Origin ORIGIN = new Origin(ID, Source.RECORDED, AT);
    private static final StepId STEP = StepId.of(1);

    /** One fact of each case, and the line that version 1 has for it. What is stored like this must stay readable. */
    private static final List<Fact> FACTS = List.of(
            new Fact.Started(
                    ORIGIN,
                    Profile.of("mail")
                            .withAgent("a")
                            .withModel("m")
                            .withRoute("r")
                            .withComplexity(3)
                            .with("lines", 7)
                            .with("lang", "de"),
                    "sort the mail",
                    AT,
                    new About(
                            "issue-1",
                            "thread-2",
                            new Parent(ID, STEP),
                            new Payload("[1]", false),
                            new Payload("\"cu", true))),
            new Fact.StepStarted(ORIGIN, STEP, StepId.of(2), new Action.Phase("read", Duration.ofSeconds(2))),
            new Fact.StepStarted(ORIGIN, STEP, null, new Action.ToolCall("grep", new Payload("{\"q\":1}", false))),
            new Fact.StepStarted(ORIGIN, STEP, null, new Action.ModelCall("m")),
            new Fact.StepStarted(ORIGIN, STEP, null, new Action.Delegate(ID)),
            new Fact.AttemptStarted(ORIGIN, STEP, 1, "quick", AT.plusNanos(1_000)),
            new Fact.AttemptEnded(
                    ORIGIN,
                    STEP,
                    1,
                    new Outcome.Failed(
                            Duration.ofNanos(1_500),
                            Failure.of(
                                    FailureClass.RATE_LIMIT, Severity.LOW, Transience.TRANSIENT, "429", "slow down")),
                    new Usage(10, 20, 5, new Money(1_200), 1),
                    new Payload("[]", false)),
            new Fact.Recovered(ORIGIN, STEP, 1, new Recovery.Retry(Duration.ofMillis(250), "it may pass")),
            new Fact.Recovered(ORIGIN, STEP, 2, new Recovery.GiveUp("enough")),
            new Fact.Noted(ORIGIN, new Event("woke", AT, Payload.NONE)),
            new Fact.Rated(ORIGIN, new Rating("ann", 0.75, "fine")),
            new Fact.Ended(ORIGIN, new Outcome.Cancelled(null, "stop"), Usage.NONE, new Payload("true", false)),
            new Fact.Ended(ORIGIN, new Outcome.Succeeded(Duration.ofMillis(1)), Usage.NONE, Payload.NONE),
            new Fact.Ended(ORIGIN, new Outcome.Unknown(null), Usage.NONE, Payload.NONE),
            new Fact.Ended(ORIGIN, new Outcome.Abandoned(), Usage.NONE, Payload.NONE),
            new Fact.Concluded(ORIGIN, new Outcome.Cancelled(null, "the customer left")));

    private static final String HEAD =
            "{\"v\":1,\"execution\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"fact\":\"%s\",\"source\":\"recorded\",\"observed\":\"2026-01-31T09:30:00.000000Z\",";
    private static final String ON_STEP = "\"step\":\"0000000000000001\",";
    private static final List<String> LINES = List.of(
            HEAD.formatted("started") + """
            "at":"2026-01-31T09:30:00.000000Z","description":"sort the mail","task":"mail","agent":"a","model":"m",\
            "route":"r","complexity":3.0,"attributes":{"lang":"de","lines":7.0},"subject":"issue-1",\
            "conversation":"thread-2","parent":"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000001-01","input":"[1]","output":{"json":"\\"cu","truncated":true}}""",
            HEAD.formatted("step_started") + ON_STEP + """
            "parent":"0000000000000002","action":{"kind":"phase","name":"read","estimate_us":2000000}}""",
            HEAD.formatted("step_started") + ON_STEP + """
            "action":{"kind":"tool","name":"grep","arguments":"{\\"q\\":1}"}}""",
            HEAD.formatted("step_started") + ON_STEP + "\"action\":{\"kind\":\"model\",\"name\":\"m\"}}",
            HEAD.formatted("step_started") + ON_STEP + """
            "action":{"kind":"delegate","child":"4bf92f3577b34da6a3ce929d0e0e4736"}}""",
            HEAD.formatted("attempt_started") + ON_STEP + """
            "number":1,"agent":"quick","at":"2026-01-31T09:30:00.000001Z"}""",
            HEAD.formatted("attempt_ended") + ON_STEP + """
            "number":1,"status":"failed","took_us":1.500,"failure":{"class":"rate_limit","severity":"low",\
            "transience":"transient","type":"429","message":"slow down","fingerprint":"FINGERPRINT"},\
            "usage":{"input_tokens":10,"output_tokens":20,"cached_tokens":5,"cost_micros":1200,"api_calls":1},\
            "result":"[]"}""",
            HEAD.formatted("recovered") + ON_STEP + """
            "after_attempt":1,"recovery":{"strategy":"retry","after_us":250000,"because":"it may pass"}}""",
            HEAD.formatted("recovered") + ON_STEP + """
            "after_attempt":2,"recovery":{"strategy":"give_up","because":"enough"}}""",
            HEAD.formatted("noted") + "\"name\":\"woke\",\"at\":\"2026-01-31T09:30:00.000000Z\"}",
            HEAD.formatted("rated") + "\"by\":\"ann\",\"score\":0.75,\"comment\":\"fine\"}",
            HEAD.formatted("ended") + "\"status\":\"cancelled\",\"reason\":\"stop\",\"output\":\"true\"}",
            HEAD.formatted("ended") + "\"status\":\"succeeded\",\"took_us\":1000}",
            HEAD.formatted("ended") + "\"status\":\"unknown\"}",
            HEAD.formatted("ended") + "\"status\":\"abandoned\"}",
            HEAD.formatted("concluded") + "\"status\":\"cancelled\",\"reason\":\"the customer left\"}");

    @Test
    void writesEachFactAsVersionOneDoes() {
        for (int i = 0; i < FACTS.size(); i++) {
            assertThat(Facts.writeLine(FACTS.get(i))
                            .replaceAll("\"fingerprint\":\"[0-9a-f]{16}\"", "\"fingerprint\":\"FINGERPRINT\""))
                    .isEqualTo(LINES.get(i));
        }
    }

    @Test
    void readsEachFactOfVersionOne() {
        for (int i = 0; i < FACTS.size(); i++) {
            if (!LINES.get(i).contains("FINGERPRINT")) {
                assertThat(Facts.readLine(LINES.get(i))).isEqualTo(FACTS.get(i));
            }
        }
    }

    @Test
    void readsWhatItWroteInTheSameOrder() {
        for (long seed = 0; seed < 1_500; seed++) {
            List<Fact> facts = SomeFacts.of(seed);
            assertThat(Facts.read(Facts.write(facts))).as("seed %d", seed).isEqualTo(facts);
        }
    }

    @Test
    void readsEachLineItWrote() {
        for (long seed = 0; seed < 500; seed++) {
            for (Fact fact : SomeFacts.of(seed)) {
                String line = Facts.writeLine(fact);
                assertThat(line).as("seed %d", seed).doesNotContain("\n", "\r");
                assertThat(Facts.readLine(line)).as("seed %d", seed).isEqualTo(fact);
            }
        }
    }

    @Test
    void survivesAnEncodingToBytes() {
        for (long seed = 0; seed < 500; seed++) {
            String document = Facts.write(SomeFacts.of(seed));
            assertThat(new String(document.getBytes(UTF_8), UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(document);
        }
    }

    @Test
    void writesNoFactsAsADocumentToo() {
        assertThat(Facts.write(List.of())).isEqualTo("{\"v\":1,\"facts\":[]}");
        assertThat(Facts.read("{\"v\":1,\"facts\":[]}")).isEmpty();
    }

    @Test
    void ignoresKeysItDoesNotKnow() {
        assertThat(Facts.readLine(LINES.getLast().replace("{\"v\":1", "{\"v\":1,\"mood\":{\"a\":[1,null,true]}")))
                .isEqualTo(FACTS.getLast());
    }

    @Test
    void takesLeastAsGivenWhereOptionalKeysAreMissing() {
        String least = HEAD.formatted("started") + "\"at\":\"2026-01-31T09:30:00Z\",\"task\":\"mail\"}";
        assertThat(Facts.readLine(least))
                .isEqualTo(new Fact.Started(ORIGIN, Profile.of("mail"), "", AT, About.NOTHING));
    }

    @Test
    void refusesFactsAboutSeveralExecutions() {
        var other = new Fact.Ended(
                new Origin(ExecutionId.of("other"), Source.PERSON, AT),
                new Outcome.Unknown(null),
                Usage.NONE,
                Payload.NONE);
        assertThatThrownBy(() -> Facts.write(List.of(FACTS.getFirst(), other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "The facts of one document must be about one execution, but some are about (4bf9");
    }

    @Test
    void refusesANewerVersion() {
        assertThatThrownBy(() -> Facts.read("{\"v\":2,\"facts\":{}}"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("""
                        The stored facts must be of version 1 or older, but this is of version (2).
                        Maybe a newer Afterwise wrote it.""");
    }

    @Test
    void refusesEveryDocumentThatBreaksOff() {
        String document = Facts.write(FACTS);
        for (int length = 0; length < document.length(); length++) {
            String part = document.substring(0, length);
            assertThatThrownBy(() -> Facts.read(part))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("must be JSON, but at character");
        }
    }

    /** Whatever single character is damaged, the answer is facts or the one exception. */
    @Test
    void neverFailsInAnotherWay() {
        String document = Facts.write(FACTS);
        for (int at = 0; at < document.length(); at++) {
            for (char c : new char[] {'x', '"', '9'}) {
                String damaged = document.substring(0, at) + c + document.substring(at + 1);
                try {
                    assertThat(Facts.read(damaged)).isNotEmpty();
                } catch (UnreadableException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"v":1}                                        | 'facts' must be given, but it is missing
            {"facts":[]}                                   | 'v' must be given, but it is missing
            {"v":"1"}                                      | 'v' must be a whole number, but it is ("1")
            {"v":1,"facts":[7]}                            | 'facts[0]' must be an object, but it is (7)
            {"v":1,"facts":[{}]}                           | 'execution' must be given, but it is missing
            {"v":1,"execution":"x","facts":[]}             | The stored facts must make sense, but: An execution id must be 32 lowercase hex digits, but this is (x).
            {"v":1,"v":1}                                  | The stored facts ({"v":1,"v":1}) must be JSON, but at character 8: the key 'v' is given twice.
            {"v":1,"facts":[]} x                           | The stored facts ({"v":1,"facts":[]} x) must be JSON, but at character 20: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false').
            [1]                                            | The stored facts ([1]) must be JSON, but at character 1: it does not begin with '{'.
            {"v":1,"execution":"4bf92f3577b34da6a3ce929d0e0e4736","facts":[{"source":"rumour"}]} | 'facts[0].source' must be one of inferred, imported, telemetry, recorded, person, but it is ("rumour")
            {"v":1e999999999}                              | 'v' must be a whole number of at most 18 digits, but it is (1e999999999)
            """)
    void saysWhatIsDamaged(String document, String message) {
        assertThatThrownBy(() -> Facts.read(document))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(message);
    }

    @Test
    void refusesNestingThatNoDocumentOfOursHas() {
        String deep = "{\"v\":1,\"facts\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> Facts.read(deep))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("nesting depth");
    }

    @Test
    void coversEveryCaseOfAFact() {
        assertThat(Stream.of(Fact.class.getPermittedSubclasses()))
                .allMatch(kind -> FACTS.stream().anyMatch(kind::isInstance));
    }
}
