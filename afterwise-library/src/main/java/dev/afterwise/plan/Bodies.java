package dev.afterwise.plan;

import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.time.Timekeeper;

/** Carries out bodies of every kind. */
final class Bodies implements Performer {
    private final Processes processes;
    private final Requests requests;
    private final Routines routines;

    Bodies(Classifier classifier, Timekeeper time) {
        this.processes = new Processes(classifier, time);
        this.requests = new Requests(classifier, time);
        this.routines = new Routines(classifier, time);
    }

    @Override
    public Performed perform(Body body, Surroundings surroundings) throws InterruptedException {
        return switch (body) {
            case Body.Command command -> processes.run(command.arguments(), surroundings);
            case Body.Script(String text) -> processes.run(Processes.script(text), surroundings);
            case Body.Request request -> requests.make(request, surroundings);
            case Body.Code(String ignored, Body.Routine routine) -> routines.run(routine, surroundings);
        };
    }
}
