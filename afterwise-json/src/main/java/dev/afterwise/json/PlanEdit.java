package dev.afterwise.json;

import dev.afterwise.json.Passage.Listing;
import dev.afterwise.json.Passage.Table;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The text of a plan's file while single places in it are changed: comments, blank lines, quotes and the order of keys stay as
 * whoever wrote it left them. Immutable: every change gives a new one.
 *
 * <p>After each change the text is read again, and must mean the same but for this change; where the way in which the file is
 * written makes that impossible - a value that an alias repeats elsewhere - the change is refused and nothing is done.
 *
 * <p>Values are {@code String}, {@code Number}, {@code Boolean}, {@code Duration}, {@code List} and {@code Map}. Places are keys,
 * and indexes of lists, that lead there. What is refused is an {@link IllegalArgumentException}.
 */
public final class PlanEdit {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String STEPS = "steps";

    private final String name;
    private final String mark;
    private final String text;
    private final Passage root;
    private final List<String> ids;

    private PlanEdit(String name, String mark, String text, Passage root) {
        this.name = name;
        this.mark = mark;
        this.text = text;
        this.root = root;
        this.ids = root instanceof Table table && table.at(STEPS) instanceof Listing steps
                ? StepLines.ids(steps)
                : List.of();
    }

    /**
     * A file before anything is changed.
     *
     * @param name what the text is called in messages: a file's name
     * @throws PlanProblemsException if it is no YAML
     */
    public static PlanEdit of(String name, String text) {
        String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        String rest = text.substring(mark.length());
        var problems = new Problems();
        Passage root = PassageReader.read(rest, problems);
        if (root == null) {
            if (problems.isEmpty()) {
                problems.add(1, 1, "a plan must have a version, a name and steps, but this is empty");
            }
            throw new PlanProblemsException(name, problems.sorted());
        }
        return new PlanEdit(name, mark, rest, root);
    }

    /** The text as it is now. */
    public String text() {
        return mark + text;
    }

    /**
     * The plan that the text is now.
     *
     * @throws PlanProblemsException if it is none
     */
    public Plan plan(PlanLimits limits, Configuration configuration) {
        return PlanReader.parse(name, text(), limits, configuration);
    }

    /**
     * The text, which must be this plan by now; the order of steps is as free as their needs leave it.
     *
     * @throws IllegalStateException if it is another
     * @throws PlanProblemsException if it is none
     */
    public String checked(Plan intended, PlanLimits limits, Configuration configuration) {
        Plan plan = plan(limits, configuration);
        String difference = difference(plan, intended);
        if (!difference.isEmpty()) {
            throw new IllegalStateException(
                    "The edited plan (%s) must be the one that was meant, but %s.".formatted(name, difference));
        }
        return text();
    }

    /** Sets a key of a step, which may be there or not. */
    public PlanEdit set(String step, String key, Object value) {
        return set(step, List.of(key), value);
    }

    /** Sets a place in a step; what leads there and isn't there is made. */
    public PlanEdit set(String step, List<?> path, Object value) {
        return setAt(inStep(step, path), value, PlanStepForm.KEYS);
    }

    public PlanEdit setOfPlan(String key, Object value) {
        return setOfPlan(List.of(key), value);
    }

    public PlanEdit setOfPlan(List<?> path, Object value) {
        return setAt(path, value, PlanForm.KEYS);
    }

    /** Does nothing if the key isn't there. */
    public PlanEdit remove(String step, String key) {
        return remove(step, List.of(key));
    }

    /** Does nothing if there is nothing at the place. */
    public PlanEdit remove(String step, List<?> path) {
        return removeAt(inStep(step, path));
    }

    public PlanEdit removeOfPlan(String key) {
        return removeAt(List.of(key));
    }

    /** Adds an item to a list of a step, such as what it needs: to the one text that stands there, or to nothing. */
    public PlanEdit add(String step, String key, Object item) {
        List<?> path = inStep(step, List.of(key));
        Object meant = Values.add(root.value(), path, Values.of(item));
        return changed(
                path,
                meant,
                edit -> edit.add(path, item, PlanStepForm.KEYS),
                edit -> edit.add(path, item, List.of()),
                edit -> edit.add(path, item, first(path)));
    }

    /** Takes an item out of a list of a step, and with the last one the list. Does nothing if it isn't there. */
    public PlanEdit drop(String step, String key, Object item) {
        Object meant = Values.of(item);
        Passage found = new YamlEdit(text, root).find(inStep(step, List.of(key)));
        if (found instanceof Listing list) {
            int index = list.items().stream().map(Passage::value).toList().indexOf(meant);
            return index < 0 ? this : list.items().size() == 1 ? remove(step, key) : remove(step, List.of(key, index));
        }
        return found != null && found.value().equals(meant) ? remove(step, key) : this;
    }

    /** Sets how many attempts may follow the first, and leaves the waits between them as they are. */
    public PlanEdit retries(String step, int max) {
        Passage found = new YamlEdit(text, root).find(inStep(step, List.of("retry")));
        return found instanceof Table ? set(step, List.of("retry", "max"), max) : set(step, "retry", max);
    }

    /** Puts a new step, whose keys stand in the order of the map, before another and its comments. */
    public PlanEdit insertBefore(String step, Map<String, ?> added) {
        int index = index(step);
        return changed(
                Values.insert(root.value(), List.of(STEPS), index, Values.of(added)),
                lines -> lines.insertBefore(index, added));
    }

    public PlanEdit insertAfter(String step, Map<String, ?> added) {
        int index = index(step);
        return changed(
                Values.insert(root.value(), List.of(STEPS), index + 1, Values.of(added)),
                lines -> lines.insertAfter(index, added));
    }

    /** Moves a step, with the comments that belong to it, directly before another. */
    public PlanEdit moveBefore(String step, String other) {
        int from = index(step);
        int before = index(other);
        int to = before > from ? before - 1 : before;
        return from == to
                ? this
                : changed(Values.move(root.value(), List.of(STEPS), from, to), lines -> lines.move(from, to));
    }

    private PlanEdit setAt(List<?> path, Object value, List<String> order) {
        List<?> place = path;
        Object set = value;
        // What leads there is made from the first part on that isn't there.
        while (place.size() > 1
                && place.getLast() instanceof String key
                && new YamlEdit(text, root).find(place.subList(0, place.size() - 1)) == null) {
            set = Map.of(key, set);
            place = place.subList(0, place.size() - 1);
        }
        List<?> found = place;
        Object written = set;
        Object meant = Values.set(root.value(), found, Values.of(written));
        return changed(
                found,
                meant,
                edit -> edit.set(found, written, order),
                edit -> edit.set(found, written, List.of()),
                edit -> edit.set(found, written, first(found)));
    }

    /** The order in which a key comes directly after the one that every step, or every plan, has. */
    private static List<String> first(List<?> path) {
        return List.of("id", "name", String.valueOf(path.getLast()));
    }

    private PlanEdit removeAt(List<?> path) {
        return new YamlEdit(text, root).find(path) == null
                ? this
                : changed(path, Values.remove(root.value(), path), edit -> edit.remove(path));
    }

    /** The first of several ways to write a change that means what it should. */
    @SafeVarargs
    private PlanEdit changed(List<?> path, Object meant, Function<YamlEdit, String>... ways) {
        for (Function<YamlEdit, String> way : ways) {
            PlanEdit edit = read(way.apply(new YamlEdit(text, root)), meant);
            if (edit != null) {
                return edit;
            }
        }
        String place = String.join(".", path.stream().map(String::valueOf).toList());
        throw new IllegalArgumentException("""
                The place (%s) in (%s) must be such that it can be changed without changing anything else, but it isn't.
                Maybe an alias repeats it; write it out there, or change it by hand.""".formatted(place, name));
    }

    private PlanEdit changed(Object meant, Function<StepLines, String> way) {
        Passage steps = new YamlEdit(text, root).find(List.of(STEPS));
        if (!(steps instanceof Listing list)) {
            throw new IllegalArgumentException(
                    "The plan (%s) must have a list of steps, but has none.".formatted(name));
        }
        return changed(List.of(STEPS), meant, ignored -> way.apply(new StepLines(text, list)));
    }

    private @Nullable PlanEdit read(String changed, Object meant) {
        Passage read = PassageReader.readAgain(changed, new Problems());
        return read != null && read.value().equals(meant) ? new PlanEdit(name, mark, changed, read) : null;
    }

    private List<?> inStep(String step, List<?> path) {
        var whole = new ArrayList<Object>(List.of(STEPS, index(step)));
        whole.addAll(path);
        return whole;
    }

    private int index(String step) {
        int index = ids.indexOf(step);
        if (index < 0) {
            throw new IllegalArgumentException("There must be a step (%s) in (%s), but there is none%s."
                    .formatted(step, name, Suggestion.forWord(step, ids)));
        }
        return index;
    }

    private static String difference(Plan plan, Plan intended) {
        var meant = new HashMap<String, PlanStep>();
        intended.steps().forEach(step -> meant.put(step.id(), step));
        for (PlanStep step : plan.steps()) {
            if (!step.equals(meant.remove(step.id()))) {
                return "its step (%s) is not".formatted(step.id());
            }
        }
        if (!meant.isEmpty()) {
            return "it lacks %s".formatted(meant.keySet());
        }
        boolean isSame = plan.withSteps(List.of()).equals(intended.withSteps(List.of()));
        return isSame ? "" : "what it says besides its steps is not";
    }
}
