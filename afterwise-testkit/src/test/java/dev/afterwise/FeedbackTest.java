package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Judgement.Kind;
import dev.afterwise.LoopSettings.Adopt;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.store.Document;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Afterwise afterwise =
            Afterwise.with(store, Settings.STANDARD.with(time).with(LoopSettings.ASKED.with(Adopt.AUTO)));
    private final Feedback feedback = afterwise.loop().feedback();

    @AfterEach
    void close() {
        afterwise.close();
    }

    private Judgement said(Kind kind, String id, String by, double score) {
        return new Judgement(kind, id, new Rating(by, score, ""), time.now());
    }

    @Test
    void aSecondJudgementByTheSameReplacesTheFirst() {
        feedback.give(said(Kind.PATTERN, "1", "ann", 0));
        feedback.give(said(Kind.PATTERN, "1", "ann", 1));
        feedback.give(said(Kind.PATTERN, "1", "bob", .5));

        assertThat(feedback.list()).extracting(each -> each.rating().score()).containsExactlyInAnyOrder(1.0, .5);
    }

    @Test
    void whatPeopleThinkUselessTogetherIsUseless() {
        feedback.give(said(Kind.PATTERN, "1", "ann", 0));
        feedback.give(said(Kind.PATTERN, "2", "ann", 0));
        feedback.give(said(Kind.PATTERN, "2", "bob", 1));
        feedback.give(said(Kind.RECOMMENDATION, "3", "bob", 0));

        assertThat(feedback.useless(Kind.PATTERN)).containsExactly("1");
        assertThat(feedback.useless(Kind.RECOMMENDATION)).containsExactly("3");
    }

    @Test
    void whatPeopleThinkUselessIsNotAdoptedByItself() {
        var evidence = new Evidence(80, Measure.SUCCESS_RATE, .2, .1, .3, .001, List.of());
        var change = new Change.RetryUpTo(Subject.step("nightly", "fetch"), 3);
        Recommendation proposed = Recommendation.propose(change, "it was seen", evidence);
        store.workspace(Workspace.DEFAULT).ledger().write(Map.of(new Document.Advised(proposed), 0L));
        feedback.give(said(Kind.RECOMMENDATION, proposed.id(), "ann", 0));

        assertThat(afterwise.loop().adopt()).contains("0 of 1");
        assertThat(afterwise.recommendations().list())
                .extracting(Recommendation::status)
                .containsExactly(Status.PROPOSED);

        feedback.give(said(Kind.RECOMMENDATION, proposed.id(), "ann", 1));
        assertThat(afterwise.loop().adopt()).contains("1 of 1");
    }

    @Test
    void whatIsJudgedHasAnId() {
        assertThatThrownBy(() -> said(Kind.PATTERN, " ", "ann", 0)).hasMessageContaining("must have an id");
    }
}
