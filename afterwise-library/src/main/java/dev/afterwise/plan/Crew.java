package dev.afterwise.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who does what plans ask for by name. Safe for use by many threads, as far as its members are.
 *
 * @param agents Java code, by the name that plans call it by
 * @param models who asks language models; of several the first that knows one
 * @param files what reads the files of nested plans, or null
 */
public record Crew(
        SortedMap<String, PlanAgent> agents,
        List<ModelClient> models,
        @Nullable PlanFiles files) {
    /** Nobody: plans can run commands and make requests. */
    public static final Crew NONE = new Crew(new TreeMap<>(), List.of(), null);

    public Crew {
        agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
        models = List.copyOf(models);
    }

    /** With one agent more, or another one of that name. */
    public Crew with(String name, PlanAgent agent) {
        var all = new TreeMap<>(agents);
        all.put(name, agent);
        return new Crew(all, models, files);
    }

    /** With one more who asks models, after those there are. */
    public Crew with(ModelClient client) {
        var all = new ArrayList<>(models);
        all.add(client);
        return new Crew(agents, all, files);
    }

    public Crew with(PlanFiles other) {
        return new Crew(agents, models, other);
    }

    /** With whatever the plan needs that is not here but can be found as a service. Nothing is looked for that it doesn't need. */
    public Crew completedFor(Plan plan) {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        plan.bodies().forEach(body -> kinds.add(body.getClass()));
        Crew crew = this;
        if (kinds.contains(Body.Prompt.class)) {
            for (ModelClient found : ServiceLoader.load(ModelClient.class)) {
                crew = crew.with(found);
            }
        }
        if (kinds.contains(Body.Nested.class) && files == null) {
            Optional<PlanFiles> found = ServiceLoader.load(PlanFiles.class).findFirst();
            crew = found.isPresent() ? crew.with(found.get()) : crew;
        }
        return crew;
    }

    /** What the plan asks for and nobody here does, a sentence for each; empty if it can be run. */
    public List<String> missing(Plan plan) {
        var missing = new LinkedHashSet<String>();
        for (PlanStep step : plan.steps()) {
            step.bodies()
                    .map(body -> missing(step, body))
                    .flatMap(Optional::stream)
                    .forEach(missing::add);
        }
        return List.copyOf(missing);
    }

    private Optional<String> missing(PlanStep step, Body body) {
        return switch (body) {
            case Body.Agent(String name, var ignored)
            when !agents.containsKey(name) ->
                Optional.of("The agent (%s) of the step (%s) must be registered, but %s."
                        .formatted(
                                name,
                                step.id(),
                                agents.isEmpty() ? "none is" : "only " + String.join(", ", agents.keySet()) + " are"));
            case Body.Prompt prompt
            when client(prompt.model()).isEmpty() ->
                Optional.of("The model (%s) of the step (%s) must be known to somebody who can ask it, but %s."
                        .formatted(
                                prompt.model(), step.id(), models.isEmpty() ? "there is nobody" : "nobody knows it"));
            case Body.Nested(String file, var ignored)
            when files == null ->
                Optional.of("The plan (%s) of the step (%s) must be read by somebody, but nobody here reads plans."
                        .formatted(file, step.id()));
            default -> Optional.empty();
        };
    }

    /** Who asks that model. */
    Optional<ModelClient> client(String model) {
        return models.stream().filter(client -> client.knows(model)).findFirst();
    }

    /** Java code of that name, or null. */
    @Nullable
    PlanAgent agent(String name) {
        return agents.get(name);
    }
}
