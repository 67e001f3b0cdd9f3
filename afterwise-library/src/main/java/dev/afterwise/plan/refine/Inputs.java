package dev.afterwise.plan.refine;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.refine.Refinement.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What steps use and nobody gives them: files, programs, variables of the environment, agents and models. */
final class Inputs {
    static final Set<String> INTERPRETERS =
            Set.of("sh", "bash", "dash", "zsh", "python", "python3", "node", "ruby", "perl", "php");

    private final Plan plan;
    private final Map<String, Traces> traces;
    private final Site site;

    Inputs(Plan plan, Map<String, Traces> traces, Site site) {
        this.plan = plan;
        this.traces = traces;
        this.site = site;
    }

    List<Refinement> missing() {
        var found = new ArrayList<Refinement>();
        for (PlanStep step : plan.steps()) {
            var said = new LinkedHashSet<String>();
            Traces.bodies(step).forEach(body -> {
                if (body instanceof Body.Command(List<String> arguments)) {
                    program(arguments, said);
                }
            });
            for (String name : Objects.requireNonNull(traces.get(step.id())).variables()) {
                if (!site.hasVariable(name)) {
                    said.add("its script reads $%s, which neither 'env' nor the environment here sets".formatted(name));
                }
            }
            for (List<String> path : References.of(step)) {
                if (path.size() == 2 && path.getFirst().equals("env") && !site.hasVariable(path.get(1))) {
                    said.add("it refers to env.%s, which isn't set in the environment here".formatted(path.get(1)));
                }
            }
            said.forEach(each -> found.add(Refinement.of(Kind.MISSING_INPUT, step.id(), Sureness.LIKELY, each, null)));
        }
        return found;
    }

    /** Agents and models that nobody in the crew knows. */
    List<Refinement> unknown(Crew crew) {
        var found = new ArrayList<Refinement>();
        for (PlanStep step : plan.steps()) {
            if (Traces.bodies(step).anyMatch(body -> body instanceof Body.Agent || body instanceof Body.Prompt)) {
                Plan alone = plan.withSteps(List.of(step.edit().needs(List.of()).build()));
                crew.missing(alone).stream()
                        .map(sentence -> sentence.lines().findFirst().orElse(sentence))
                        .forEach(sentence -> found.add(
                                Refinement.of(Kind.UNKNOWN_AGENT, step.id(), Sureness.LIKELY, sentence, null)));
            }
        }
        return found;
    }

    private void program(List<String> arguments, Set<String> said) {
        String program = arguments.getFirst();
        String script = Traces.script(arguments);
        if (!script.isEmpty() && !isThere(script)) {
            said.add("it runs %s, which isn't there, and no step makes it".formatted(script));
        }
        if (!program.contains("/") && !site.hasProgram(program)) {
            said.add("it runs the program %s, which isn't found here".formatted(program));
        }
    }

    private boolean isThere(String file) {
        String plain = file.startsWith("./") ? file.substring(2) : file;
        return site.hasFile(file)
                || traces.values().stream().anyMatch(trace -> trace.writes().contains(plain));
    }
}
