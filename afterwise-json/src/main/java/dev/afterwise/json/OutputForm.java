package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Output;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands under {@code outputs}: a map of names and places, or a list of names. For one thread. */
final class OutputForm {
    static final String TEXT = "text";
    static final String FILE = "file";
    private static final String MUST = "be a map of outputs, or a list of those that are written into a file";
    private static final String NAME = "an output's name";

    private final YamlForm form;
    private final Problems problems;

    OutputForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    /**
     * By name; what there is a problem with is as if it were text.
     *
     * @param bodies which make them
     * @param nested looks whether plans make what is taken of them
     */
    Map<String, Output> outputs(@Nullable YamlNode node, Collection<Body> bodies, NestedForm nested) {
        var outputs = new HashMap<String, Output>();
        var places = new HashMap<String, YamlNode>();
        if (node instanceof Sequence) {
            for (YamlNode item : form.several(node, "'outputs'", MUST)) {
                Scalar scalar = form.text(item, NAME);
                String name = scalar == null ? null : form.name(scalar, NAME);
                if (name != null && outputs.put(name, Output.written(name)) != null) {
                    String what = "the output " + Printable.quoted(name);
                    problems.add(item, what + " must be listed once, but it is listed twice");
                }
                places.put(name == null ? "" : name, item);
            }
        } else if (node != null) {
            for (YamlNode.Entry entry : form.named(node, "'outputs'", MUST)) {
                form.name(entry.key(), NAME);
                String name = entry.key().text();
                outputs.put(name, output(name, entry.value()));
                places.put(name, entry.value());
            }
        }
        bodies.stream()
                .map(OutputForm::withoutFile)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(what -> refuseFiles(outputs, places, what));
        for (Body body : bodies) {
            if (body instanceof Body.Nested plan) {
                nested.checkOutputs(plan, outputs, places);
            }
        }
        return outputs;
    }

    /** What it is, if it writes no file. */
    private static Optional<String> withoutFile(Body body) {
        return switch (body) {
            case Body.Request ignored -> Optional.of("a request");
            case Body.Prompt ignored -> Optional.of("a model");
            case Body.Nested ignored -> Optional.of("a plan");
            default -> Optional.empty();
        };
    }

    private Output output(String name, YamlNode node) {
        if (node instanceof Scalar scalar && scalar.kind() == Kind.TEXT) {
            String place = scalar.text();
            if (place.equals(TEXT)) {
                return Output.TEXT;
            }
            if (place.equals(FILE)) {
                return Output.written(name);
            }
            if (JsonPointer.isOne(place)) {
                return new JsonPointer(place);
            }
        }
        form.wrong(node, "the output " + Printable.quoted(name), "be 'text', 'file' or a JSON pointer such as /label");
        return Output.TEXT;
    }

    private void refuseFiles(Map<String, Output> outputs, Map<String, YamlNode> places, String what) {
        places.forEach((name, place) -> {
            if (outputs.get(name) instanceof Output.Written) {
                problems.add(
                        place,
                        "the output %s must be 'text' or a JSON pointer, for %s of this step writes no file"
                                .formatted(Printable.quoted(name), what));
            }
        });
    }
}
