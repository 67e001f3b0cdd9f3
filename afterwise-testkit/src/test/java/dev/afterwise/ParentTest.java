package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Seeded;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who an execution acts for, as the W3C recommendation "Trace Context" writes it. */
class ParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String USUAL = "00-" + TRACE + "-" + SPAN + "-01";
    private static final Parent KNOWN = new Parent(new ExecutionId(TRACE), new StepId(SPAN));

    @Test
    void readsTheExecutionAndTheStep() {
        assertThat(Parent.parse(USUAL)).isEqualTo(KNOWN);
    }

    @Test
    void saysTheSameAgain() {
        assertThat(KNOWN.traceparent()).isEqualTo(USUAL);
    }

    @Test
    void anExecutionAsAWholeGoesByTheEndOfItsId() {
        var whole = new Parent(new ExecutionId(TRACE), null);

        assertThat(whole.traceparent()).isEqualTo("00-" + TRACE + "-a3ce929d0e0e4736-01");
        assertThat(Parent.parse(whole.traceparent())).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + SPAN + "-00",
                "00-" + TRACE + "-" + SPAN + "-ff",
                "01-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01-what-a-later-version-says",
                "fe-" + TRACE + "-" + SPAN + "-01-"
            })
    void readsOtherFlagsAndWhatLaterVersionsBeginWith(String text) {
        assertThat(Parent.parse(text)).isEqualTo(KNOWN);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "0-" + TRACE + "-" + SPAN + "-01",
                "0G-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-",
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-0x",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-010",
                "01-" + TRACE + "-" + SPAN + "-01.more",
                "00_" + TRACE + "_" + SPAN + "_01",
                " 00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01\n",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-00F067AA0BA902B7-01",
                "00-" + TRACE + "-" + SPAN + "-0A",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "0-" + SPAN + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-" + SPAN + "-01",
                "00-" + TRACE + "-00f067aa0ba902b-01"
            })
    void ignoresWhatIsNotAsItShouldBe(String text) {
        assertThat(Parent.parse(text)).isNull();
    }

    /** One that is right, with one character changed, left out or put in. */
    private static String almost(RandomGenerator random, int size) {
        int at = random.nextInt(USUAL.length());
        char other = (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x3000));
        return switch (random.nextInt(3)) {
            case 0 -> USUAL.substring(0, at) + other + USUAL.substring(at + 1);
            case 1 -> USUAL.substring(0, at) + USUAL.substring(at + 1);
            default -> USUAL.substring(0, at) + other + USUAL.substring(at);
        };
    }

    @Test
    void neverThrowsAndNeverReadsUpperCase() {
        Seeded.check(2_000, ParentTest::almost, text -> {
            Parent read = Parent.parse(text);
            if (read != null) {
                assertThat(text).isEqualTo(text.toLowerCase(Locale.ROOT));
                assertThat(Parent.parse(read.traceparent())).isEqualTo(read);
            }
        });
    }
}
