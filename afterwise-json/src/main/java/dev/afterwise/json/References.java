package dev.afterwise.json;

import dev.afterwise.json.Mention.When;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whether all that the expressions of a plan refer to is there, and has its value by then. Used once, by one thread. */
final class References {
    private static final List<String> BEFORE = List.of("params", "thresholds", "steps", "env", "run");
    private static final List<String> AFTER = List.of("outputs", "text", "exit", "status");
    /** What all that is referred to begins with, but for items. */
    static final List<String> ROOTS =
            Stream.concat(BEFORE.stream(), AFTER.stream()).toList();

    private static final List<String> OF_A_STEP = List.of("outcome", "outputs");

    private final Declarations declared;
    private final List<DraftStep> steps;
    private final Set<String> known;
    private final Problems problems;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * @param steps each after those it needs
     * @param known the ids in the file, which may be more than those of {@code steps}
     */
    References(Declarations declared, List<DraftStep> steps, Set<String> known, Problems problems) {
        this.declared = declared;
        this.steps = steps;
        this.known = known;
        this.problems = problems;
        for (int i = 0; i < steps.size(); i++) {
            places.putIfAbsent(steps.get(i).id().text(), i);
        }
    }

    void check() {
        List<BitSet> before = new ArrayList<>();
        for (DraftStep step : steps) {
            var all = new BitSet();
            step.needs().forEach(need -> {
                Integer place = places.get(need.text());
                if (place != null && place < before.size()) {
                    all.set(place);
                    all.or(before.get(place));
                }
            });
            before.add(all);
            step.mentions().forEach(mention -> check(step, all, mention));
        }
    }

    private void check(DraftStep step, BitSet before, Mention mention) {
        List<String> path = mention.path();
        String root = path.getFirst();
        if (AFTER.contains(root) && mention.when() != When.AFTER_ATTEMPT) {
            String elsewhere = root.equals("outputs") ? "; those of others are steps.ID.outputs.NAME" : "";
            problem(
                    mention,
                    "%s must stand in 'success' only, for there is none before an attempt ends%s"
                            .formatted(mention.shown(), elsewhere));
            return;
        }
        if (root.equals(step.item())) {
            item(mention);
            return;
        }
        switch (root) {
            case "params" -> named(mention, "parameter", "params.NAME", declared.paramNames());
            case "thresholds" -> named(mention, "threshold", "thresholds.NAME", declared.thresholdNames());
            case "outputs" -> named(mention, "output", "outputs.NAME", step.outputs());
            case "steps" -> ofStep(step, before, mention);
            case "env" -> mustBe(path.size() == 2, mention, "env.NAME");
            case "run" -> mustBe(path.size() == 2 && path.get(1).equals("id"), mention, "run.id");
            case "text", "exit", "status" -> mustBe(path.size() == 1, mention, root);
            default -> {
                List<String> roots = new ArrayList<>(BEFORE);
                if (mention.when() == When.AFTER_ATTEMPT) {
                    roots.addAll(AFTER);
                }
                String item = step.item();
                if (item != null) {
                    roots.add(item);
                }
                String message = "there is nothing called %s to refer to, only %s"
                        .formatted(Printable.quoted(root), String.join(", ", roots));
                unknown(mention, message, root, roots);
            }
        }
    }

    private void item(Mention mention) {
        List<String> path = mention.path();
        String name = path.getFirst();
        if (mention.when() == When.BEFORE_ITEMS) {
            problem(
                    mention,
                    "%s must not stand in 'if' or 'for_each', for there is no item yet".formatted(mention.shown()));
        }
        mustBe(
                path.size() == 1 || (path.size() == 2 && path.get(1).equals("index")),
                mention,
                name + " or " + name + ".index");
    }

    private void named(Mention mention, String what, String form, Collection<String> names) {
        List<String> path = mention.path();
        mustBe(path.size() == 2, mention, form);
        if (path.size() == 2 && !names.contains(path.get(1))) {
            unknown(mention, "there is no %s %s".formatted(what, Printable.quoted(path.get(1))), path.get(1), names);
        }
    }

    private void ofStep(DraftStep step, BitSet before, Mention mention) {
        List<String> path = mention.path();
        boolean isWellFormed = (path.size() == 3 && path.get(2).equals("outcome"))
                || (path.size() == 4 && path.get(2).equals("outputs"));
        if (!isWellFormed) {
            String message = mention.shown() + " must be steps.ID.outcome or steps.ID.outputs.NAME, but it is not";
            unknown(mention, message, path.size() > 2 ? path.get(2) : "", OF_A_STEP);
            return;
        }
        String id = path.get(1);
        Integer place = places.get(id);
        if (!known.contains(id)) {
            unknown(mention, "there is no step %s to refer to".formatted(Printable.quoted(id)), id, known);
        } else if (id.equals(step.id().text())) {
            problem(mention, "the step %s must not refer to itself".formatted(Printable.quoted(id)));
        } else if (place == null || !before.get(place)) {
            needed(step, mention, id);
        } else if (path.size() == 4) {
            String output = path.get(3);
            Set<String> outputs = steps.get(place).outputs();
            if (!outputs.contains(output)) {
                String message =
                        "the step %s has no output %s".formatted(Printable.quoted(id), Printable.quoted(output));
                unknown(mention, message, output, outputs);
            }
        }
    }

    private void needed(DraftStep step, Mention mention, String id) {
        boolean isListed = step.needs().stream().anyMatch(need -> need.text().equals(id));
        if (!isListed) {
            problem(
                    mention,
                    "the step %s must be over before %s refers to it, but is not needed; add it to 'needs'"
                            .formatted(
                                    Printable.quoted(id),
                                    Printable.quoted(step.id().text())));
        }
    }

    private void mustBe(boolean holds, Mention mention, String form) {
        if (!holds) {
            problem(mention, "%s must be %s, but it is not".formatted(mention.shown(), form));
        }
    }

    private void unknown(Mention mention, String message, String word, Collection<String> known) {
        problem(mention, problems.hasRoom() ? message + Suggestion.forWord(word, known) : message);
    }

    private void problem(Mention mention, String message) {
        problems.add(mention.where(), problems.hasRoom() ? mention.offset() : 0, message);
    }
}
