package dev.afterwise.plan;

import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.time.Timekeeper;

/** Carries out bodies of every kind but those that a run sees to itself: nested plans, approvals and waits. */
final class Bodies implements Performer {
    private final Processes processes;
    private final Requests requests;
    private final Routines routines;
    private final Timekeeper time;

    Bodies(Crew crew, Classifier classifier, Timekeeper time) {
        this.processes = new Processes(classifier, time);
        this.requests = new Requests(classifier, time);
        this.routines = new Routines(crew, classifier, time);
        this.time = time;
    }

    @Override
    public Performed perform(Body body, Surroundings surroundings) throws InterruptedException {
        return switch (body) {
            case Body.Command command -> processes.run(command.arguments(), surroundings);
            case Body.Script(String text) -> processes.run(Processes.script(text), surroundings);
            case Body.Request request -> requests.make(request, surroundings);
            case Body.Prompt prompt -> routines.ask(prompt, surroundings);
            case Body.Agent agent -> routines.call(agent, surroundings);
            case Body.Check check -> Checks.look(check, surroundings.scope(), time);
            case Body.Code(String ignored, Body.Routine routine) -> routines.run(routine, surroundings);
            case Body.Nested ignored -> throw unfit(body);
            case Body.Approval ignored -> throw unfit(body);
            case Body.Wait ignored -> throw unfit(body);
        };
    }

    private static IllegalStateException unfit(Body body) {
        return new IllegalStateException("The run must see to (%s) itself, but has it done.".formatted(body.summary()));
    }
}
