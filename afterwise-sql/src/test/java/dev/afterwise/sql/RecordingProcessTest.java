package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.sql.RecordingProcess.Life;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** When a process is surely gone, and when nobody can tell. */
class RecordingProcessTest {
    private static final String FIRST = "pid:[4026531836]";
    private static final String CONTAINER = "pid:[4026532001]";
    private static final RecordingProcess HERE = new RecordingProcess("host", "boot-2", CONTAINER, 20, 2_000);

    /** Of a process that is not there. */
    private static Life none(long pid) {
        return new Life.Gone();
    }

    private static LongFunction<Life> alive(long born) {
        return pid -> new Life.Alive(born);
    }

    private static RecordingProcess other(String host, String boot, String space) {
        return new RecordingProcess(host, boot, space, 10, 1_000);
    }

    @Test
    void oneThatIsNotThereIsGone() {
        assertThat(other("host", "boot-2", CONTAINER).isGoneSeenFrom(HERE, RecordingProcessTest::none))
                .isTrue();
    }

    @Test
    void oneThatBeganAtTheSameMomentLives() {
        assertThat(other("host", "boot-2", CONTAINER).isGoneSeenFrom(HERE, alive(1_000)))
                .isFalse();
    }

    @Test
    void oneWhoseIdBelongsToALaterProcessIsGone() {
        assertThat(other("host", "boot-2", CONTAINER).isGoneSeenFrom(HERE, alive(1_001)))
                .isTrue();
    }

    @Test
    void oneWhoseBeginningNobodyKnowsLives() {
        assertThat(other("host", "boot-2", CONTAINER).isGoneSeenFrom(HERE, alive(0)))
                .isFalse();
        assertThat(new RecordingProcess("host", "boot-2", CONTAINER, 10, 0).isGoneSeenFrom(HERE, alive(5)))
                .isFalse();
    }

    @Test
    void oneFromBeforeTheMachineStartedIsGoneWhateverItsHostIsCalled() {
        assertThat(other("host", "boot-1", CONTAINER).isGoneSeenFrom(HERE, alive(1_000)))
                .isTrue();
        assertThat(other("elsewhere", "boot-1", FIRST).isGoneSeenFrom(HERE, alive(1_000)))
                .isTrue();
    }

    @Test
    void oneOfAContainerThatWasStartedAgainIsGone() {
        assertThat(other("host", "boot-2", "pid:[4026532999]").isGoneSeenFrom(HERE, alive(1_000)))
                .isTrue();
    }

    @Test
    void nobodyKnowsAboutAnotherContainer() {
        assertThat(other("elsewhere", "boot-2", "pid:[4026532999]").isGoneSeenFrom(HERE, RecordingProcessTest::none))
                .isFalse();
    }

    @Test
    void aContainerUnderTheNameOfItsMachineMayLive() {
        var machine = new RecordingProcess("host", "boot-2", FIRST, 20, 2_000);

        assertThat(other("host", "boot-2", CONTAINER).isGoneSeenFrom(machine, RecordingProcessTest::none))
                .isFalse();
    }

    @Test
    void whereTheSystemTellsNoStartsItsHostMustBeTheSame() {
        var here = new RecordingProcess("host", "", "", 20, 2_000);

        assertThat(other("host", "", "").isGoneSeenFrom(here, RecordingProcessTest::none))
                .isTrue();
        assertThat(other("elsewhere", "", "").isGoneSeenFrom(here, RecordingProcessTest::none))
                .isFalse();
    }

    @Test
    void thisOneLives() {
        var here = RecordingProcess.here();

        assertThat(here.isGoneSeenFrom(RecordingProcess.here())).isFalse();
        assertThat(here.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(here.born()).isPositive();
    }
}
