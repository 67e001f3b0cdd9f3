package dev.afterwise.learn.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.learn.predict.Factor;
import dev.afterwise.testkit.Seeded;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AptitudesTest {
    private static final List<String> ARMS = List.of("one", "other");

    private final RandomGenerator random = Seeded.random();
    private final Aptitudes aptitudes = new Aptitudes();

    private static Occasion of(String language) {
        return new Occasion(List.of(new Factor("language", language)), null);
    }

    private static Occasion piece(String name) {
        return new Occasion(List.of(), name);
    }

    private double chance(Occasion occasion, int arm) {
        return aptitudes.standings(occasion, ARMS).get(arm).chance();
    }

    private void learn(Occasion occasion, String arm, boolean worked) {
        aptitudes.learn(occasion, arm, worked, 0);
        if (aptitudes.isDue()) {
            aptitudes.fit();
        }
    }

    @Test
    void thinksAllArmsEqualAtFirst() {
        assertThat(chance(Occasion.ANY, 0)).isEqualTo(.5);
        assertThat(chance(Occasion.ANY, 1)).isEqualTo(.5);
    }

    @Test
    void findsHowOftenEachArmSucceeds() {
        for (int i = 0; i < 1_000; i++) {
            learn(Occasion.ANY, "one", random.nextDouble() < .8);
            learn(Occasion.ANY, "other", random.nextDouble() < .6);
        }
        assertThat(chance(Occasion.ANY, 0)).isBetween(.76, .84);
        assertThat(chance(Occasion.ANY, 1)).isBetween(.55, .65);
    }

    @Test
    void findsWhomCircumstancesSuit() {
        for (int i = 0; i < 1_000; i++) {
            learn(of("java"), "one", random.nextDouble() < .9);
            learn(of("java"), "other", random.nextDouble() < .5);
            learn(of("rust"), "one", random.nextDouble() < .5);
            learn(of("rust"), "other", random.nextDouble() < .9);
        }
        assertThat(chance(of("java"), 0)).isGreaterThan(.8);
        assertThat(chance(of("rust"), 1)).isGreaterThan(.8);
        assertThat(chance(of("rust"), 0)).isLessThan(.6);
    }

    @Test
    void remembersWhatCameOfAPieceOfWork() {
        for (int i = 0; i < 200; i++) {
            String name = "piece " + i;
            boolean works = random.nextBoolean();
            learn(piece(name), "one", works);
            learn(piece(name), "one", works);
        }
        learn(piece("hard"), "one", false);
        learn(piece("easy"), "one", true);
        assertThat(chance(piece("easy"), 0)).isGreaterThan(.6);
        assertThat(chance(piece("hard"), 0)).isLessThan(.4);
        assertThat(chance(piece("hard"), 1)).isGreaterThan(chance(piece("hard"), 0));
    }

    @Test
    void learnsThatAPieceOfWorkSaysNothingWhereItDoesNot() {
        for (int i = 0; i < 200; i++) {
            for (int again = 0; again < 5; again++) {
                learn(piece("piece " + i), "one", random.nextBoolean());
            }
        }
        learn(piece("unlucky"), "one", false);
        assertThat(chance(piece("unlucky"), 0)).isGreaterThan(.35);
    }

    @Test
    void countsWhatIsOldLess() {
        double year = 365 * 86_400.0;
        for (int i = 0; i < 300; i++) {
            aptitudes.learn(Occasion.ANY, "one", true, 0);
        }
        for (int i = 0; i < 100; i++) {
            aptitudes.learn(Occasion.ANY, "one", false, 2 * year);
        }
        for (int i = 0; i < 10; i++) {
            aptitudes.fit();
        }
        assertThat(chance(Occasion.ANY, 0)).isLessThan(.2);
    }

    @Test
    void holdsOutAgainstAFloodOfValues() {
        for (int i = 0; i < 20_000; i++) {
            aptitudes.learn(of("language " + i), "one", i % 2 == 0, 0);
        }
        aptitudes.fit();
        assertThat(chance(of("another"), 0)).isBetween(.4, .6);
    }
}
