package dev.afterwise.learn.recommend;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.Money;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.Usage;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LessonsTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Profile WORK = Profile.of("answer");

    private final RandomGenerator random = Seeded.random();
    private SegmentBuilder history = new SegmentBuilder();
    private int made;

    private AnExecution next(String model, double success) {
        made++;
        AnExecution one = anExecution()
                .of("answer")
                .on(model)
                .startedAt(BEGAN.plusSeconds(60L * made))
                .took(Duration.ofMillis(1_000 + made));
        return random.nextDouble() < success ? one : one.failedWith("timeout");
    }

    private void add(AnExecution one) {
        history.add(Entry.of(made, one.execution()));
    }

    private Lessons lessons() {
        return Lessons.of(history.build(), Dimension.MODEL);
    }

    private Advice advice(Profile work, Preference preference) {
        Lessons lessons = lessons();
        return lessons.advise(work, lessons.arms("answer"), preference, lessons.usedNow("answer"));
    }

    @Test
    void prefersWhatIsSurelyBetterThanWhatIsUsedNow() {
        for (int i = 0; i < 300; i++) {
            add(next(i % 3 == 0 ? "good" : "bad", i % 3 == 0 ? .9 : .6));
        }
        Advice advice = advice(WORK, Preference.RELIABILITY);
        assertThat(advice.verdict()).isEqualTo(Advice.Verdict.PREFER);
        assertThat(advice.best().arm()).isEqualTo("good");
        assertThat(advice.now()).isEqualTo("bad");
        assertThat(advice.gain().interval().low()).isPositive();
        assertThat(advice.because()).contains("'good' is expected to gain", "over 'bad'");
    }

    @Test
    void keepsWhatIsUsedNowWhereNothingIsSurelyBetter() {
        int alarms = 0;
        for (int world = 0; world < 60; world++) {
            history = new SegmentBuilder();
            for (int i = 0; i < 200; i++) {
                add(next("model " + random.nextInt(4), .7));
            }
            alarms += advice(WORK, Preference.RELIABILITY).verdict() == Advice.Verdict.PREFER ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(5);
    }

    @Test
    void saysThatThereIsTooLittle() {
        for (int i = 0; i < 8; i++) {
            add(next(i % 2 == 0 ? "one" : "other", .5));
        }
        assertThat(advice(WORK, Preference.RELIABILITY).verdict()).isEqualTo(Advice.Verdict.TOO_LITTLE);
    }

    @Test
    void advisesByWhatIsKnownOfTheWork() {
        for (int i = 0; i < 800; i++) {
            String language = i % 2 == 0 ? "java" : "rust";
            String model = random.nextBoolean() ? "java expert" : "rust expert";
            add(next(model, model.startsWith(language) ? .9 : .4).with("language", language));
        }
        assertThat(advice(WORK.with("language", "java"), Preference.RELIABILITY)
                        .best()
                        .arm())
                .isEqualTo("java expert");
        assertThat(advice(WORK.with("language", "rust"), Preference.RELIABILITY)
                        .best()
                        .arm())
                .isEqualTo("rust expert");
    }

    @Test
    void weighsMoneyByThePreference() {
        for (int i = 0; i < 400; i++) {
            boolean isDear = i % 3 > 0;
            Usage usage = Usage.NONE.costing(Money.dollars(isDear ? "1.00" : "0.10"));
            add(next(isDear ? "dear" : "cheap", isDear ? .92 : .85).spending(usage));
        }
        assertThat(advice(WORK, Preference.RELIABILITY).best().arm()).isEqualTo("dear");
        assertThat(advice(WORK, Preference.COST).best().arm()).isEqualTo("cheap");
        assertThat(advice(WORK, Preference.COST).verdict()).isEqualTo(Advice.Verdict.PREFER);
    }

    @Test
    void whatWasNeverDecidedTeachesNothing() {
        for (int i = 0; i < 30; i++) {
            add(next("one", 1).cancelled("enough"));
            add(next("other", 1).running());
        }
        assertThat(lessons().size()).isZero();
    }
}
