package dev.afterwise.cli.heal;

import dev.afterwise.Afterwise;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Transience;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.RulesFile;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.Explanation;
import dev.afterwise.heal.Explanation.Weighed;
import dev.afterwise.heal.Preference;
import dev.afterwise.heal.Preferences;
import dev.afterwise.heal.Remedy;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Symptom;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Say which strategy would be taken first against a failure of a component, and why.",
            "Without --message, against failures of a class in general."
        })
public final class HealExplain implements Verb {
    /** What is done when nothing is left to try. */
    private static final Set<String> LAST = Set.of("escalate", "skip", "give_up");

    @Parameters(paramLabel = "COMPONENT", description = "as it is called, such as ai_provider")
    String component = "";

    @Option(names = "--class", paramLabel = "CLASS", order = 1, description = "the class of the failures")
    @Nullable
    FailureClass failureClass;

    @Option(names = "--message", paramLabel = "TEXT", order = 2, description = "what was said")
    @Nullable
    String message;

    @Option(names = "--type", paramLabel = "TYPE", order = 3, description = "an exception class or an error code")
    @Nullable
    String type;

    @Override
    public Answer answer(Session session) throws IOException {
        if ((failureClass == null) == (message == null && type == null)) {
            throw Refusal.usage(
                    "A failure must be told by --class, or by --message and --type, but here are %s of them."
                            .formatted(failureClass == null ? "none" : "both"));
        }
        Afterwise afterwise = session.open(Access.READ);
        Preferences preferences = afterwise.preferences();
        if (failureClass != null) {
            List<Remedy> suggested = suggested(failureClass, Transience.TRANSIENT);
            List<Remedy> others = others(preferences, failureClass, suggested);
            return suggested.isEmpty() && others.isEmpty()
                    ? nothing(failureClass)
                    : answer(failureClass, preferences.explain(component, failureClass, suggested, others));
        }
        Failure failure = new Classifier(RulesFile.read(session.shell(), null), afterwise.precedents())
                .classify(Symptom.said(type == null ? "" : type, message == null ? "" : message))
                .failure();
        FailureClass of = failure.failureClass();
        List<Remedy> suggested = suggested(of, failure.transience());
        List<Remedy> others = others(preferences, of, suggested);
        return suggested.isEmpty() && others.isEmpty()
                ? nothing(of)
                : answer(of, preferences.explain(component, failure, suggested, others));
    }

    private static List<Remedy> suggested(FailureClass of, Transience transience) {
        return Remedy.against(of, transience).stream()
                .filter(each -> !LAST.contains(each.strategy()))
                .toList();
    }

    /** What was tried here although nobody suggests it. */
    private List<Remedy> others(Preferences preferences, FailureClass of, List<Remedy> suggested) {
        return preferences.all().stream()
                .filter(each -> each.component().equals(component) && each.failureClass() == of)
                .map(Preference::strategy)
                .distinct()
                .filter(each -> suggested.stream().noneMatch(it -> it.strategy().equals(each)))
                .map(each -> new Remedy(each, OptionalDouble.empty()))
                .toList();
    }

    private Answer nothing(FailureClass of) {
        return Answer.of("heal.explain")
                .field("component", "component", Cell.text(component))
                .field("class", "class", Cell.name(of.label()))
                .remark("Nothing is tried against it: a person is asked, or the call fails.");
    }

    private Answer answer(FailureClass of, Explanation explanation) {
        return Answer.of("heal.explain")
                .field("component", "component", Cell.text(component))
                .field("class", "class", Cell.name(of.label()))
                .field(
                        "strategy",
                        "first",
                        Cell.name(explanation.weighed().getFirst().strategy()))
                .field("because", "because", Cell.text(explanation.because()))
                .with(Table.of("strategies", explanation.weighed())
                        .column("strategy", "strategy", it -> Cell.name(it.strategy()))
                        .forPrograms("suggested", it -> new Cell.Flag(it.isSuggested()))
                        .forPeople("experts", it -> Cell.name(it.isSuggested() ? "suggest it" : ""))
                        .column("prior", "prior", HealExplain::prior)
                        .forPeople(
                                "tried",
                                it -> Cell.wholeUnlessZero(it.measured().tried()))
                        .column("measured", "helped, measured (95 %)", it -> Cell.rate(it.measured()))
                        .column("believed", "believed, both together", HealExplain::believed)
                        .column("price", "price", it -> Cell.real(it.believed().price())))
                .remark(
                        "A prior is the share that experts expect; nothing of it was measured. What comes later in their order is not believed to help more. A price is how much chance of success it is worth to do without.",
                        Tone.FAINT);
    }

    private static Cell prior(Weighed it) {
        return it.prior().isPresent() ? Cell.real(it.prior().getAsDouble()) : Cell.ABSENT;
    }

    private static Cell believed(Weighed it) {
        double chance = it.believed().chance();
        double low = it.believed().low();
        double high = it.believed().high();
        return new Cell.Compound(
                new Cell.Figure("%.0f %% (%.0f to %.0f)".formatted(100 * chance, 100 * low, 100 * high)),
                List.of(
                        Field.of("chance", Cell.real(chance)),
                        Field.of("low", Cell.real(low)),
                        Field.of("high", Cell.real(high))));
    }
}
