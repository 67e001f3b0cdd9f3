package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Afterwise;
import dev.afterwise.BoostTrial;
import dev.afterwise.BreakerLimits;
import dev.afterwise.Caps;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Execution;
import dev.afterwise.GuardSettings;
import dev.afterwise.Profile;
import dev.afterwise.Settings;
import dev.afterwise.Shield;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.heal.Boosts.Share;
import dev.afterwise.record.Operation;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Boosts and shields. */
class BoostsTest {
    private final ManualTime time = new ManualTime();
    private final Boosts boosts = new Boosts(time, Seeded.random());

    /** The last attempts that the limits allow: these fail, and one in so many succeeds. */
    private @Nullable Boost evidence(String task, int failing, int succeeding) {
        for (int i = 0; i < succeeding; i++) {
            boosts.lastAttempt(task, true);
        }
        @Nullable Boost last = null;
        for (int i = 0; i < failing; i++) {
            Boost begun = boosts.lastAttempt(task, false);
            last = begun == null ? last : begun;
        }
        return last;
    }

    private Boost begun(String task, int failing, int succeeding) {
        return Objects.requireNonNull(evidence(task, failing, succeeding));
    }

    @Test
    void isChosenFromHowLastAttemptsWent() {
        assertThat(begun("mostly in vain", 12, 1).factor()).isCloseTo(0.2, within(1e-9));
        assertThat(begun("half of them", 3, 3).factor()).isCloseTo(0.3, within(1e-9));
        assertThat(begun("nearly there", 3, 30).factor()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void needsEvidence() {
        assertThat(evidence("too few", 2, 2)).isNull();
        assertThat(evidence("all in vain", 50, 0)).isNull();
        assertThat(evidence("two failures only", 2, 50)).isNull();
        assertThat(boosts.open("too few", true)).isInstanceOf(Share.None.class);
    }

    @Test
    void costsOneOfAReserveOfFiveThatComesBack() {
        for (int i = 1; i <= 5; i++) {
            assertThat(begun("task " + i, 3, 3).reserve()).isCloseTo(5.0 - i, within(1e-9));
        }
        assertThat(evidence("one more", 3, 3)).isNull();
        time.advance(Duration.ofMinutes(9));
        assertThat(boosts.lastAttempt("one more", false)).isNull();
        time.advance(Duration.ofMinutes(1));
        assertThat(boosts.lastAttempt("one more", false)).isNotNull();
        time.advance(Duration.ofDays(1));
        assertThat(boosts.reserve()).isEqualTo(5);
    }

    @Test
    void lastsForAMinute() {
        evidence("mail", 3, 3);
        assertThat(boosts.open("mail", false)).isInstanceOf(Share.Boosted.class);
        assertThat(boosts.boosts()).hasSize(1);
        time.advance(Duration.ofMinutes(1));

        assertThat(boosts.open("mail", false)).isInstanceOf(Share.None.class);
        assertThat(boosts.boosts()).isEmpty();
    }

    @Test
    void everyFourthRunGoesWithoutItUnlessNothingMayBeTriedOut() {
        evidence("mail", 3, 3);
        int heldOut = 0;
        for (int i = 0; i < 4_000; i++) {
            heldOut += boosts.open("mail", true) instanceof Share.HeldOut ? 1 : 0;
            assertThat(boosts.open("mail", false)).isInstanceOf(Share.Boosted.class);
        }

        assertThat(heldOut).isBetween(900, 1_100);
    }

    @Test
    void raisesAttemptsRecoveriesAndTime() {
        Boost boost = begun("mail", 3, 30);
        assertThat(boost.raise(Caps.STANDARD)).isEqualTo(new Caps(5, 8, 5));
        Tries tries = boost.raise(Tries.STANDARD.within(Duration.ofSeconds(10)));
        assertThat(tries.most()).isEqualTo(5);
        assertThat(tries.within()).isEqualTo(Duration.ofSeconds(15));
        assertThat(boost.raise(Tries.STANDARD).within()).isEqualTo(Tries.STANDARD.within());
    }

    @Test
    void boostsThatAreShownToGainNothingEnd() {
        Boost boost = begun("mail", 3, 3);
        RandomGenerator random = Seeded.random();
        for (int i = 0; i < 800; i++) {
            Share share = i % 4 == 0 ? new Share.HeldOut(boost) : new Share.Boosted(boost);
            boosts.ended(share, random.nextInt(100) < 50);
        }
        time.advance(Duration.ofHours(2));

        assertThat(boosts.trials().getFirst().high()).isLessThan(0.1);
        for (int i = 0; i < 400; i++) {
            boosts.ended(new Share.Boosted(boost), i % 2 == 0);
            boosts.ended(new Share.HeldOut(boost), i % 2 == 0);
        }
        for (int i = 0; i < 400; i++) {
            boosts.ended(new Share.Boosted(boost), false);
        }
        assertThat(evidence("mail", 30, 3)).isNull();
        assertThat(evidence("search", 3, 3)).isNotNull();
    }

    @Test
    void theGainHasAnIntervalThatHoldsTheTruthAsOftenAsItSays() {
        RandomGenerator random = Seeded.random();
        int held = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            Tally boosted = draw(random, 60, 0.7);
            Tally heldOut = draw(random, 20, 0.4);
            var it = new BoostTrial("mail", boosted, heldOut);
            held += it.low() <= 0.3 && 0.3 <= it.high() ? 1 : 0;
        }

        assertThat(held).isGreaterThan(930);
    }

    private static Tally draw(RandomGenerator random, int tried, double share) {
        int worked = 0;
        for (int i = 0; i < tried; i++) {
            worked += random.nextDouble() < share ? 1 : 0;
        }
        return new Tally(tried, worked);
    }

    @Test
    void newsAreTakenOnceAndGivenBackWhole() {
        Boost boost = begun("mail", 3, 3);
        boosts.ended(new Share.Boosted(boost), true);
        Boosts.News news = boosts.news();
        assertThat(news.spent()).isEqualTo(1);
        assertThat(boosts.news().isEmpty()).isTrue();
        boosts.giveBack(news);

        assertThat(boosts.news()).isEqualTo(news);
    }

    private final Store store = Store.inMemory(time);

    private Afterwise open() {
        Settings settings = Settings.STANDARD.with(time).with(Seeded.random());
        return Afterwise.with(store, settings);
    }

    /** Fails so often with what may pass, and then works. */
    private static Operation<String, Exception> worksAfter(int failures) {
        int[] left = {failures};
        return () -> {
            if (left[0]-- > 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            return "done";
        };
    }

    @Test
    void aRunThatIsBoostedMakesMoreAttemptsAndSaysSo() throws Exception {
        try (var afterwise = open()) {
            afterwise
                    .guards()
                    .use(GuardSettings.STANDARD.withBreakers(Map.of(
                            "mail",
                            BreakerLimits.after(62, Duration.ofSeconds(1)).slow(1, Duration.ofMinutes(1)))));
            List<Boolean> results = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                time.advance(Duration.ofSeconds(1)); // The recovery budget fills, too.
                for (int fine = 0; fine < 30; fine++) {
                    afterwise
                            .guards()
                            .of("mail")
                            .succeeded(afterwise.guards().of("mail").enter(time.nanos()), time.nanos());
                }
                // The third attempt works in some, the fourth in most.
                results.add(works(afterwise, i % 3 == 0 ? 2 : 3));
            }
            assertThat(results).contains(true, false);
            afterwise.flush();
            List<Execution> boosted = executions(afterwise).stream()
                    .filter(each -> each.profile().attributes().containsKey("boost"))
                    .toList();
            assertThat(boosted)
                    .isNotEmpty()
                    .anySatisfy(each -> assertThat(factor(each)).isBetween(0.1, 0.5))
                    .anySatisfy(each -> assertThat(factor(each)).isZero());
            assertThat(boosted).allSatisfy(each -> {
                int attempts = each.steps().getFirst().attempts().size();
                assertThat(attempts).isBetween(3, factor(each) > 0 ? 4 : 3);
            });
            assertThat(boosted)
                    .anySatisfy(each ->
                            assertThat(each.steps().getFirst().attempts()).hasSize(4));
        }
    }

    private static boolean works(Afterwise afterwise, int failures) {
        try {
            afterwise.call("mail", worksAfter(failures));
            return true;
        } catch (Exception failed) {
            return false;
        }
    }

    private static double factor(Execution execution) {
        Value value = Objects.requireNonNull(execution.profile().attributes().get("boost"));
        return ((Value.Numeric) value).number();
    }

    private static List<Execution> executions(Afterwise afterwise) {
        return afterwise.history().find(new Query(Filter.ALL, null, 1_000)).items().stream()
                .flatMap(each -> afterwise.history().execution(each.id()).stream())
                .toList();
    }

    @Test
    void onlyThoseWhoAreAdmittedCallAShieldedComponent() throws Exception {
        try (var afterwise = open()) {
            afterwise
                    .guards()
                    .use(GuardSettings.STANDARD.withShields(
                            Map.of("ledger", new Shield(Set.of("billing", "auditor")))));
            String done = afterwise.run("billing", run -> run.call("ledger", worksAfter(0)));
            assertThat(done).isEqualTo("done");
            assertThat(afterwise.<String, Exception>run(
                            Profile.of("anything").withAgent("auditor"), run -> run.call("ledger", worksAfter(0))))
                    .isEqualTo("done");

            int[] made = {0};
            assertThatThrownBy(() -> afterwise.run("report", run -> run.call("ledger", () -> made[0]++)))
                    .isInstanceOf(CircuitOpenException.class)
                    .hasMessageContaining("must be admitted by its shield");
            assertThat(made[0]).isZero();
            assertThat(afterwise.guards().of("ledger").budget()).isEqualTo(1);
            String sent = afterwise.run("report", run -> run.call("mail", worksAfter(0)));
            assertThat(sent).isEqualTo("done");
        }
    }

    @Test
    void whoIsNotAdmittedMayUseSomethingElse() {
        try (var afterwise = open()) {
            afterwise.guards().use(GuardSettings.STANDARD.withShields(Map.of("ledger", new Shield(Set.of("billing")))));
            String said = afterwise.run(
                    "report",
                    run -> run.<String, RuntimeException>heal("ledger", () -> "exact")
                            .orFallBack("copy", () -> "from the copy")
                            .call());
            assertThat(said).isEqualTo("from the copy");
        }
    }

    @Test
    void whatBoostsHaveCostAndBroughtIsKnownToTheNextProcess() {
        Boosts other = new Boosts(time, Seeded.random());
        Boost boost = begun("mail", 3, 3);
        boosts.ended(new Share.Boosted(boost), true);
        Boosts.News news = boosts.news();
        other.recall(Boosts.RESERVE - news.spent(), news.trials());

        assertThat(other.reserve()).isCloseTo(4, within(1e-9));
        assertThat(other.trials()).isEqualTo(boosts.trials());
    }
}
