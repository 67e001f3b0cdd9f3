package dev.afterwise.learn.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Dimension;
import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeSettings;
import dev.afterwise.Profile;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTest {
    private static final Knowledge MAIL = Sayings.of("mail", "Send before noon.");
    private static final Knowledge POST = Sayings.of("post", "Weigh it first.");
    private static final Knowledge ALL = Sayings.of(Subject.EVERYTHING, "Write it down.", "");

    private static List<Relevant> answers(Question question, Knowledge... items) {
        return answers(question, List.of(), items);
    }

    private static List<Relevant> answers(Question question, List<Transfer> transfers, Knowledge... items) {
        return new Relevance(List.of(items), transfers, KnowledgeSettings.STANDARD, Sayings.NOW).of(question);
    }

    private static List<String> said(List<Relevant> answers) {
        return answers.stream().map(each -> each.item().statement()).toList();
    }

    @Test
    void whatIsSaidOfTheTaskComesFirst() {
        var answers = answers(Question.about("mail").atLeast(0), POST, ALL, MAIL);
        assertThat(said(answers)).containsExactly("Send before noon.", "Write it down.", "Weigh it first.");
        assertThat(answers.getFirst().confidence()).isCloseTo(.8, within(1e-9));
        assertThat(answers.getFirst().because()).isEmpty();
        assertThat(answers.getFirst().interval().contains(.8)).isTrue();
    }

    @Test
    void whatIsSaidOfOtherTasksIsDiscounted() {
        Relevant unknown = answers(Question.about("mail").atLeast(0), POST).getFirst();
        assertThat(unknown.confidence()).isCloseTo(.8 / 3, within(1e-9));
        assertThat(unknown.because()).contains("said of 'post'; nobody knows how that carries over");
        assertThat(answers(Question.about("mail"), POST)).isEmpty();

        var held = List.of(new Transfer("post", "mail", new Tally(9, 9), Tally.NONE));
        Relevant known = answers(Question.about("mail"), held, POST).getFirst();
        assertThat(known.confidence()).isBetween(.7, .78);
        assertThat(known.because()).isEqualTo("said of 'post', of which 9 of 9 findings held here");

        var failed = List.of(new Transfer("post", "mail", new Tally(9, 0), Tally.NONE));
        assertThat(answers(Question.about("mail").atLeast(.1), failed, POST)).isEmpty();
    }

    @Test
    void nothingCarriesOverIfThatIsNotWanted() {
        var settings = new KnowledgeSettings(10, Duration.ofDays(90), false, .1, List.of());
        var relevance = new Relevance(List.of(MAIL, POST), List.of(), settings, Sayings.NOW);
        assertThat(said(relevance.of(Question.about("mail").atLeast(0)))).containsExactly("Send before noon.");
    }

    @Test
    void whatIsKnownNotToHoldIsLeftOut() {
        Knowledge ofQuick = Sayings.of(Subject.task("mail").with(Dimension.AGENT, "quick"), "Give it less.", "");
        assertThat(answers(Question.about(Profile.of("mail").withAgent("slow")), ofQuick))
                .isEmpty();
        assertThat(answers(Question.about(Profile.of("mail").withAgent("quick")), ofQuick))
                .hasSize(1);

        Knowledge large = Sayings.of("mail", "Split it.", "files > 7");
        assertThat(answers(Question.about(Profile.of("mail").with("files", 3)), large))
                .isEmpty();
        assertThat(answers(Question.about(Profile.of("mail").with("files", 8)), large)
                        .getFirst()
                        .because())
                .isEmpty();
        assertThat(answers(Question.about("mail"), large).getFirst().because()).isEqualTo("only if files > 7");

        Knowledge onMain = Sayings.of("mail", "Ask first.", "branch = main");
        assertThat(answers(Question.about(Profile.of("mail").with("branch", "dev")), onMain))
                .isEmpty();
        Knowledge simple = Sayings.of("mail", "Do it.", "complexity <= 7");
        assertThat(answers(Question.about(Profile.of("mail").withComplexity(9)), simple))
                .isEmpty();
        Knowledge elsewhere = Sayings.of(Subject.EVERYTHING, "Wait.", "", "task != mail");
        assertThat(answers(Question.about("mail"), elsewhere)).isEmpty();
        assertThat(answers(Question.about("post"), elsewhere)).hasSize(1);
    }

    @Test
    void whatIsSaidInWordsExcludesNothing() {
        Knowledge atNight = Sayings.of("mail", "Wait.", "from 22:00 to 02:00");
        assertThat(answers(Question.about("mail"), atNight).getFirst().because())
                .isEqualTo("only if from 22:00 to 02:00");
    }

    @Test
    void rareWordsCountMore() {
        Knowledge one = Sayings.of(Subject.EVERYTHING, "Clear the cache of the proxy.", "");
        Knowledge other = Sayings.of(Subject.EVERYTHING, "Clear the table of the kitchen.", "");
        Knowledge third = Sayings.of(Subject.EVERYTHING, "Clear the air.", "");
        var asked = new Question(null, "", "clear proxy", 0, 10);
        assertThat(said(answers(asked, other, third, one))).startsWith("Clear the cache of the proxy.");
        assertThat(answers(new Question(null, "", "unheard", 0, 10), one, other, third))
                .isEmpty();
    }

    @Test
    void whatNobodyVouchedForIsNotTold() {
        Knowledge doubted = MAIL.with(MAIL.trust().doubted("It is odd."));
        assertThat(answers(Question.about("mail"), doubted)).isEmpty();
    }

    @Test
    void whatIsOldIsLessSure() {
        var later = new Relevance(
                List.of(MAIL), List.of(), KnowledgeSettings.STANDARD, Sayings.NOW.plus(Duration.ofDays(720)));
        assertThat(later.of(Question.about("mail"))).isEmpty();
        assertThat(later.of(Question.about("mail").atLeast(0)).getFirst().confidence())
                .isLessThan(.3);
    }
}
