package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Secrets of all kinds in all the texts that a fact has. */
class SecretsTest {
    private static final int SECRETS = 10_000;
    private static final int SEEN = 8;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final StepId STEP = StepId.of(1);
    private static final Origin ORIGIN = new Origin(ExecutionId.of("x"), Source.RECORDED, AT);

    private static final List<Function<String, Fact>> PLACES = List.of(
            text -> started(Profile.of(text + " "), "", About.NOTHING),
            text -> started(Profile.of("t").withAgent(text), "", About.NOTHING),
            text -> started(Profile.of("t").withModel(text), "", About.NOTHING),
            text -> started(Profile.of("t").withRoute(text), "", About.NOTHING),
            text -> started(Profile.of("t").with("a", text), "", About.NOTHING),
            text -> started(Profile.of("t").with(text, "b"), "", About.NOTHING),
            text -> started(Profile.of("t").with(text, 1), "", About.NOTHING),
            text -> started(Profile.of("t"), text, About.NOTHING),
            text -> started(Profile.of("t"), "", About.NOTHING.withSubject(text)),
            text -> started(Profile.of("t"), "", About.NOTHING.withConversation(text)),
            text -> started(Profile.of("t"), "", About.NOTHING.withInput(payload(text))),
            text -> started(Profile.of("t"), "", About.NOTHING.withOutput(payload(text))),
            text -> new Fact.StepStarted(ORIGIN, STEP, null, new Action.Phase(text, null)),
            text -> new Fact.StepStarted(ORIGIN, STEP, null, new Action.ModelCall(text)),
            text -> new Fact.StepStarted(ORIGIN, STEP, null, new Action.ToolCall(text, Payload.NONE)),
            text -> new Fact.StepStarted(ORIGIN, STEP, null, new Action.ToolCall("t", payload(text))),
            text -> new Fact.StepStarted(ORIGIN, STEP, null, new Action.ToolCall("t", nested(text))),
            text -> new Fact.StepStarted(ORIGIN, STEP, null, new Action.ToolCall("t", deeper(text))),
            text -> new Fact.AttemptStarted(ORIGIN, STEP, 1, text, AT),
            text -> new Fact.AttemptEnded(ORIGIN, STEP, 1, new Outcome.Succeeded(null), Usage.NONE, nested(text)),
            text -> new Fact.AttemptEnded(ORIGIN, STEP, 1, failed("T", text), Usage.NONE, Payload.NONE),
            text -> new Fact.Recovered(ORIGIN, STEP, 1, new Recovery.Retry(Duration.ZERO, text)),
            text -> new Fact.Recovered(ORIGIN, STEP, 1, new Recovery.FallBack(text, text)),
            text -> new Fact.Recovered(ORIGIN, STEP, 1, new Recovery.CreatePath(text, text)),
            text -> new Fact.Recovered(ORIGIN, STEP, 1, new Recovery.Skip(text)),
            text -> new Fact.Recovered(ORIGIN, STEP, 1, new Recovery.Escalate(text)),
            text -> new Fact.Recovered(ORIGIN, STEP, 1, new Recovery.GiveUp(text)),
            text -> new Fact.Noted(ORIGIN, new Event(text, AT, payload(text))),
            text -> new Fact.Rated(ORIGIN, new Rating(text, 1, text)),
            text -> new Fact.Ended(ORIGIN, failed(text, text), Usage.NONE, payload(text)),
            text -> new Fact.Ended(ORIGIN, new Outcome.Cancelled(null, text), Usage.NONE, Payload.NONE),
            text -> new Fact.Concluded(ORIGIN, failed("T", text)));

    @Test
    void noneIsLeftWhereverItStands() {
        RandomGenerator random = Seeded.random();
        for (int i = 0; i < SECRETS; i++) {
            SomeSecret secret = SomeSecret.of(random);
            String text = secret.placed(random);
            Fact fact = PLACES.get(i % PLACES.size()).apply(text);

            assertHidden(secret, text, Redaction.STANDARD.of(fact));
        }
    }

    @Test
    void noneIsLeftAcrossTheEdgeOfWhatIsKept() {
        RandomGenerator random = Seeded.random();
        for (int i = 0; i < SECRETS / 10; i++) {
            SomeSecret secret = SomeSecret.of(random);
            int near = random.nextInt(secret.said().length() + 60);
            Fact fact;
            if (i % 2 == 0) {
                String text = " ".repeat(Failure.MAX_MESSAGE - near) + secret.said() + " x".repeat(60);
                fact = new Fact.Ended(ORIGIN, failed("T", text), Usage.NONE, Payload.NONE);
            } else {
                String text = " ".repeat(1_000 - near) + secret.said() + " x".repeat(60);
                fact = new Fact.Ended(ORIGIN, new Outcome.Succeeded(null), Usage.NONE, Payload.text(text, 1_000));
            }

            assertHidden(secret, secret.said(), Redaction.STANDARD.of(fact));
        }
    }

    @Test
    void doingItAgainChangesNothing() {
        RandomGenerator random = Seeded.random();
        for (int i = 0; i < 2_000; i++) {
            Fact fact = i % 2 == 0
                    ? RandomFacts.of(random, ExecutionId.of("x"))
                    : PLACES.get(i / 2 % PLACES.size())
                            .apply(SomeSecret.of(random).placed(random));
            Fact clean = Redaction.STANDARD.of(fact);

            assertThat(Redaction.STANDARD.of(clean)).isEqualTo(clean);
        }
    }

    /** Neither the secret nor a longer part of it, be it quoted however often. */
    private static void assertHidden(SomeSecret secret, String text, Fact clean) {
        String stored = clean.toString();
        String core = secret.core();
        assertThat(stored).as("%s in: %s", secret, text).doesNotContain(core.substring(0, SEEN - 2));
        for (int from = 0; from + SEEN <= core.length(); from++) {
            String part = core.substring(from, from + SEEN);
            if (part.chars().allMatch(Character::isLetterOrDigit)) {
                assertThat(stored).as("%s in: %s", secret, text).doesNotContain(part);
            }
        }
    }

    private static Fact started(Profile profile, String description, About about) {
        return new Fact.Started(ORIGIN, profile, description, AT, about);
    }

    private static Outcome.Failed failed(String type, String message) {
        return new Outcome.Failed(
                null, Failure.of(FailureClass.UNKNOWN, Severity.LOW, Transience.UNKNOWN, type, message));
    }

    private static Payload payload(String text) {
        return Payload.text(text, 100_000);
    }

    private static Payload nested(String text) {
        return new Payload("{\"a\":[1,{\"output\":" + JsonStrings.quoted(text) + "}],\"b\":null}", false);
    }

    private static Payload deeper(String text) {
        return new Payload("{\"a\":" + JsonStrings.quoted(nested(text).json()) + "}", false);
    }
}
