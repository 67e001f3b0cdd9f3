package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.plan.Performer.Surroundings;
import dev.afterwise.plan.PlanAgent.Done;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Carries out Java code: what stands in the plan itself, what it calls by name, and those who ask models. */
final class Routines {
    private static final int MAX_RESULT_CHARS = 4_000;

    private final Crew crew;
    private final Classifier classifier;
    private final Timekeeper time;

    Routines(Crew crew, Classifier classifier, Timekeeper time) {
        this.crew = crew;
        this.classifier = classifier;
        this.time = time;
    }

    Performed run(Body.Routine routine, Surroundings surroundings) throws InterruptedException {
        return within(surroundings.timeout(), () -> Done.of(routine.run(surroundings.env())));
    }

    /** @throws IllegalStateException if there is no agent of that name, which is looked for before a run begins */
    Performed call(Body.Agent body, Surroundings surroundings) throws InterruptedException {
        PlanAgent agent = crew.agent(body.name());
        if (agent == null) {
            throw new IllegalStateException("The agent (%s) must be registered, but is not.".formatted(body.name()));
        }
        var job = new PlanAgent.Job(
                values(body.with(), surroundings.scope()),
                surroundings.env(),
                surroundings.timeout(),
                surroundings.parent());
        return within(surroundings.timeout(), () -> agent.run(job));
    }

    /** @throws IllegalStateException if nobody can ask the model, which is looked for before a run begins */
    Performed ask(Body.Prompt body, Surroundings surroundings) throws InterruptedException {
        ModelClient client = crew.client(body.model())
                .orElseThrow(() -> new IllegalStateException(
                        "The model (%s) must be known to somebody, but is not.".formatted(body.model())));
        var question = new ModelClient.Question(
                body.model(),
                body.system() == null ? null : body.system().filled(surroundings.scope()),
                body.prompt().filled(surroundings.scope()),
                body.maxTokens(),
                surroundings.timeout());
        return within(surroundings.timeout(), () -> {
            ModelClient.Answer answer = client.ask(question);
            return Done.of(answer.text()).using(counted(answer.usage()));
        });
    }

    /** What a client doesn't count is one call all the same. */
    private static Usage counted(Usage usage) {
        return usage.apiCalls() > 0
                ? usage
                : new Usage(usage.inputTokens(), usage.outputTokens(), usage.cachedTokens(), usage.cost(), 1);
    }

    static SortedMap<String, Value> values(Map<String, Template> templates, Scope scope) {
        var values = new TreeMap<String, Value>();
        templates.forEach((name, template) -> values.put(name, template.value(scope)));
        return values;
    }

    private Performed within(Duration timeout, Callable<Done> code) throws InterruptedException {
        long start = time.nanos();
        try {
            Done done = TimeLimit.within(timeout, code);
            return new Performed(
                    new Outcome.Succeeded(time.since(start)),
                    done.text().isEmpty() ? Payload.NONE : Payload.text(Tail.printable(done.text()), MAX_RESULT_CHARS),
                    new Output.Made(done.text(), done.outputs()),
                    null,
                    null,
                    done.usage());
        } catch (TimeoutException late) {
            return Performed.of(new Outcome.Failed(time.since(start), Failures.timedOut(timeout, "")));
        } catch (ExecutionException thrown) {
            Duration took = time.since(start);
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return Performed.of(
                    cause instanceof InterruptedException
                            ? new Outcome.Cancelled(took, "it was interrupted")
                            : new Outcome.Failed(took, classifier.classify(cause)));
        }
    }
}
