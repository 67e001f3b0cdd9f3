package dev.afterwise.learn.predict;

import java.util.ArrayList;
import java.util.List;

/**
 * How well the past would have been predicted by what was known at each moment of it.
 *
 * @param rows how many outcomes
 * @param chosen the model that is believed in the end: the base rate where no other has predicted better
 * @param models the scores of each; {@code afterwise} is what was said at each moment
 * @param skill how much better that is than the base rate
 */
public record Backtest(int rows, String chosen, List<Scores> models, Skill skill) {
    public Backtest {
        models = List.copyOf(models);
    }

    /** Whether what was said is known to be better than the base rate. */
    public boolean isBetter() {
        return skill.isBetter();
    }

    /** Predicts each outcome by those that were known when it began; what begins at the same moment, together. */
    public static Backtest of(List<Past> past) {
        var model = new SuccessModel();
        List<List<Double>> chances = new ArrayList<>();
        SuccessModel.MODELS.forEach(each -> chances.add(new ArrayList<>()));
        List<Boolean> worked = new ArrayList<>();
        var score = new Score();
        new Replay(model).all(past, (look, each) -> {
            List<Double> said = look.byModel();
            for (int i = 0; i < said.size(); i++) {
                chances.get(i).add(said.get(i));
            }
            score.add(said.getLast(), said.getFirst(), each.worked());
            worked.add(each.worked());
        });
        List<Scores> scores = new ArrayList<>();
        for (int i = 0; i < chances.size(); i++) {
            scores.add(Scores.of(SuccessModel.MODELS.get(i), chances.get(i), worked));
        }
        return new Backtest(
                past.size(), model.isBetter() ? SuccessModel.CHOSEN : SuccessModel.BASE_RATE, scores, score.skill());
    }
}
