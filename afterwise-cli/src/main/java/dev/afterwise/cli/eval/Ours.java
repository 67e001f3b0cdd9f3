package dev.afterwise.cli.eval;

import dev.afterwise.learn.recommend.Advantage;
import dev.afterwise.learn.recommend.Aptitudes;
import dev.afterwise.learn.recommend.Contest;
import dev.afterwise.learn.recommend.Occasion;
import dev.afterwise.learn.recommend.Standing;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What {@code afterwise} recommends, followed at every step. On the side it estimates from what it tried, before it sees what came of
 * it, how much choosing by the work gains over one arm for all.
 */
final class Ours implements Player {
    private final List<String> arms;
    private final RandomGenerator random;
    private final Aptitudes aptitudes = new Aptitudes();
    private final Advantage advantage = new Advantage();
    private @Nullable Contest contest;

    Ours(List<String> arms, RandomGenerator random) {
        this.arms = arms;
        this.random = random;
    }

    /** How much choosing by the work gains. */
    Advantage advantage() {
        return advantage;
    }

    @Override
    public int choose(Occasion occasion) {
        contest = contest(occasion);
        return contest.draw(random);
    }

    @Override
    public void learn(Occasion occasion, int arm, boolean worked) {
        Contest drawn = contest == null ? contest(occasion) : contest;
        Occasion known = occasion.circumstances().isEmpty() ? occasion : occasion.ofAnyPiece();
        judge(favourite(known), favourite(Occasion.ANY), drawn, arm, worked);
        aptitudes.learn(occasion, arms.get(arm), worked, 0);
        if (aptitudes.isDue()) {
            aptitudes.fit();
        }
    }

    private void judge(int byWork, int forAll, Contest drawn, int arm, boolean worked) {
        if (byWork == forAll) {
            advantage.same();
        } else {
            advantage.differ(option(byWork, drawn, arm), option(forAll, drawn, arm), worked ? 1 : 0);
        }
    }

    private static Advantage.Option option(int its, Contest drawn, int arm) {
        return new Advantage.Option(drawn.utility(its), drawn.propensity(its), its == arm);
    }

    private int favourite(Occasion occasion) {
        List<Standing> standings = aptitudes.standings(occasion, arms);
        int best = 0;
        for (int i = 1; i < standings.size(); i++) {
            best = standings.get(i).chance() > standings.get(best).chance() ? i : best;
        }
        return best;
    }

    private Contest contest(Occasion occasion) {
        return Contest.of(aptitudes.standings(occasion, arms));
    }
}
