package dev.afterwise.learn.knowledge;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Profile;
import dev.afterwise.Tally;
import dev.afterwise.Workspace;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Store;
import dev.afterwise.store.Window;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TellingsTest {
    private static Columns history(int executions, double told, double withheld, long seed) {
        var random = new SplittableRandom(seed);
        List<AnExecution> all = new ArrayList<>();
        for (int i = 0; i < executions; i++) {
            boolean isWithheld = random.nextInt(5) == 0;
            AnExecution made = anExecution()
                    .of("mail")
                    .with(isWithheld ? "knowledge.withheld" : "knowledge.told", i % 2 == 0 ? "aa bb" : "aa")
                    .startedAt(SomeTasks.BEGIN.plus(Duration.ofMinutes(i)));
            all.add(random.nextDouble() < (isWithheld ? withheld : told) ? made : made.failedWith("Odd"));
        }
        Store store = Store.inMemory();
        store.workspace(Workspace.DEFAULT).history().append(AnExecution.facts(all));
        return store.workspace(Workspace.DEFAULT).segments().scan(Window.ALL);
    }

    private static Tellings.Effect effect(int executions, double told, double withheld, long seed) {
        return Objects.requireNonNull(
                Tellings.in(history(executions, told, withheld, seed)).get("aa"));
    }

    @Test
    void whatHelpsSpeaksForTheItem() {
        Tellings.Effect effect = effect(600, .9, .6, 1);
        assertThat(effect.gain().low()).isPositive();
        assertThat(effect.weight(Sayings.NOW).holds()).isGreaterThan(5);
        assertThat(effect.isHarm()).isFalse();
        assertThat(effect.told().tried() + effect.withheld().tried()).isEqualTo(600);
    }

    @Test
    void whatHarmsSpeaksAgainstIt() {
        Tellings.Effect effect = effect(600, .5, .9, 1);
        assertThat(effect.isHarm()).isTrue();
        assertThat(effect.weight(Sayings.NOW).fails()).isGreaterThan(5);
        assertThat(effect.because()).contains("withheld by chance");
    }

    @Test
    void whatMakesNoDifferenceSaysNothing() {
        int said = 0;
        for (long seed = 1; seed <= 40; seed++) {
            said += effect(400, .8, .8, seed).weight(Sayings.NOW).all() > 0 ? 1 : 0;
        }
        assertThat(said).isLessThanOrEqualTo(4);
    }

    /** After how many executions something is said for the first time, who looks after each twenty of them; the number itself if never. */
    private static long firstSaid(double told, double withheld, int most, long seed) {
        var random = new SplittableRandom(seed);
        Tally[] sides = {Tally.NONE, Tally.NONE};
        for (int i = 1; i < most; i++) {
            int side = random.nextInt(10) == 0 ? 1 : 0;
            boolean worked = random.nextDouble() < (side == 0 ? told : withheld);
            sides[side] = sides[side].merge(new Tally(1, worked ? 1 : 0));
            boolean isLook = i % 20 == 0 && Math.min(sides[0].tried(), sides[1].tried()) >= 10;
            if (isLook
                    && Tellings.Effect.of(sides[0], sides[1])
                                    .weight(Sayings.NOW)
                                    .all()
                            > 0) {
                return i;
            }
        }
        return most;
    }

    /** Some take longer; {@code -Dafterwise.histories=200} for the figures in docs/evidence.md, which are printed. */
    @Test
    void patienceShowsWhatTellingBrings() {
        int histories = Integer.getInteger("afterwise.histories", 20);
        for (double[] each : new double[][] {{.9, .6, 900}, {.8, .6, 2_500}, {.8, .8, 2_500}}) {
            long[] first = LongStream.range(0, histories)
                    .map(seed -> firstSaid(each[0], each[1], (int) each[2], 31 * seed + 7))
                    .sorted()
                    .toArray();
            long never = LongStream.of(first).filter(n -> n == (long) each[2]).count();
            System.out.printf(
                    "told %.2f, withheld %.2f: half by %d, nine of ten by %d, never by %.0f: %d of %d%n",
                    each[0], each[1], first[histories / 2], first[histories * 9 / 10], each[2], never, histories);
            assertThat((double) never / histories)
                    .isBetween(each[0] == each[1] ? .95 : 0, each[0] == each[1] ? 1 : .15);
        }
    }

    @Test
    void tooFewSayNothing() {
        assertThat(Tellings.in(history(20, .9, .1, 1))).isEmpty();
        assertThat(Tellings.in(history(0, .9, .1, 1))).isEmpty();
    }

    @Test
    void executionsSayWhatTheyWereTold() {
        Profile profile = Profile.of("mail").with(Tellings.attributes(List.of("aa", "bb"), List.of("cc")));
        assertThat(profile.attributes().get("knowledge.told")).hasToString("aa bb");
        assertThat(profile.attributes().get("knowledge.withheld")).hasToString("cc");
        assertThat(Tellings.attributes(List.of(), List.of())).isEmpty();
    }
}
