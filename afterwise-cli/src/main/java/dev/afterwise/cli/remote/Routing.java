package dev.afterwise.cli.remote;

import dev.afterwise.Advisor;
import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Subject;
import dev.afterwise.cli.advice.Options;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.json.WorkInquiry;
import dev.afterwise.learn.recommend.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which agent, model and route some work takes: drawn where somebody says what there is to choose from, and told where nobody does.
 *
 * @param work as it is to be recorded
 * @param choices in the order in which they were made
 */
record Routing(Profile work, List<Chosen> choices) {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    Routing {
        choices = List.copyOf(choices);
    }

    /** Why one is taken. */
    enum Why {
        /** It was adopted for such work. */
        ADOPTED,
        /** It is the best one as far as anybody knows. */
        BEST,
        /** It may turn out to be better than it is known to be. */
        EXPLORE,
        /** Nobody said what there is to choose from: it is told, and not counted on. */
        TOLD
    }

    /**
     * One choice.
     *
     * @param take null if nothing is to be taken
     * @param propensity how likely that was to be drawn; not a number if nothing was
     */
    record Chosen(Advice advice, @Nullable String take, Why why, double propensity) {}

    static Table<Chosen> table(List<Chosen> choices) {
        return Table.of("choices", choices)
                .forPrograms("dimension", it -> Cell.name(it.advice.choice().word()))
                .forPrograms("take", it -> it.take == null ? Cell.ABSENT : Cell.name(it.take))
                .forPrograms("why", it -> Cell.name(it.why.name().toLowerCase(Locale.ROOT)))
                .forPrograms("propensity", it -> Cell.real(it.propensity))
                .forPrograms("verdict", it -> Cell.name(it.advice.verdict().word()))
                .forPrograms("best", it -> Cell.name(it.advice.best().arm()))
                .forPrograms("now", it -> it.advice.now() == null ? Cell.ABSENT : Cell.name(it.advice.now()))
                .forPrograms("gain", it -> Options.gain(it.advice.gain()))
                .forPrograms("because", it -> Cell.text(it.advice.because()))
                .forPrograms("options", it -> new Cell.Rows(Options.table("options", it.advice)));
    }

    static Routing of(WorkInquiry asked, ExecutionId id, Advisor advisor, Policy policy) {
        Profile work = asked.work();
        List<Chosen> choices = new ArrayList<>();
        for (Dimension dimension : DIMENSIONS) {
            List<String> arms = asked.choose().getOrDefault(dimension, List.of());
            if (!arms.isEmpty()) {
                Advice advice = advisor.recommend(work, dimension, arms, asked.preference());
                Optional<String> adopted = policy.preferred(work, dimension).filter(arms::contains);
                List<String> among = asked.explores()
                        ? arms
                        : List.of(adopted.orElse(advice.best().arm()));
                Advisor.Drawn drawn = advisor.draw(id, work, dimension, among, asked.preference());
                boolean isBest = drawn.arm().equals(advice.best().arm());
                Why why = adopted.isPresent() ? Why.ADOPTED : isBest ? Why.BEST : Why.EXPLORE;
                choices.add(new Chosen(advice, drawn.arm(), why, drawn.propensity()));
                work = drawn.profile();
            } else if (Subject.value(work, dimension).isEmpty()) {
                advisor.recommend(work, dimension, asked.preference())
                        .filter(advice -> advice.options().size() > 1)
                        .ifPresent(advice -> choices.add(new Chosen(advice, null, Why.TOLD, Double.NaN)));
            }
        }
        return new Routing(work, choices);
    }
}
