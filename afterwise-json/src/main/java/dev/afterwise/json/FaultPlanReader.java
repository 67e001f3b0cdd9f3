package dev.afterwise.json;

import dev.afterwise.FailureClass;
import dev.afterwise.Fault;
import dev.afterwise.Fault.Flapping;
import dev.afterwise.Fault.Kind;
import dev.afterwise.Fault.When;
import dev.afterwise.FaultPlan;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads from YAML what is to go wrong in a rehearsal.
 *
 * <pre>{@code
 * seed: 7
 * faults:
 *   - {at: fetch, error: timeout, first: 2}
 *   - {at: "*", latency: 200ms, share: 0.3}
 *   - {at: api, error: unavailable, after: 10s, for: 30s, flapping: {down: 5s, up: 5s}}
 *   - {at: api, overload: 5}
 *   - {at: report, corrupt: true, first: 1}
 * }</pre>
 */
public final class FaultPlanReader {
    private static final YamlFile FILE = new YamlFile("a list of faults", "'faults'");
    private static final List<String> KEYS = List.of("version", "seed", "faults");
    private static final List<String> KINDS = List.of("error", "latency", "overload", "corrupt");
    private static final List<String> FAULT_KEYS =
            List.of("at", "error", "latency", "overload", "corrupt", "share", "first", "after", "for", "flapping");
    private static final int MOST = 1_000_000;

    private final Problems problems = new Problems();
    private final YamlForm form = new YamlForm(problems);

    private FaultPlanReader() {}

    /**
     * The faults in a file.
     *
     * @throws PlanProblemsException with everything that is wrong with it
     * @throws IOException if the file can't be read
     */
    public static FaultPlan read(Path file) throws IOException {
        return parse(file.toString(), FILE.text(file));
    }

    /**
     * The faults that a text holds.
     *
     * @param name what the text is called in messages: a file's name
     * @throws PlanProblemsException with everything that is wrong with it
     */
    public static FaultPlan parse(String name, String text) {
        var reader = new FaultPlanReader();
        YamlNode root = FILE.root(text, reader.problems);
        FaultPlan plan = root == null ? FaultPlan.NONE : reader.plan(root);
        if (!reader.problems.isEmpty()) {
            throw new PlanProblemsException(name, reader.problems.sorted());
        }
        return plan;
    }

    private FaultPlan plan(YamlNode root) {
        Mapping mapping = form.mapping(root, "a list of faults", KEYS);
        if (mapping == null) {
            return FaultPlan.NONE;
        }
        YamlNode version = form.optional(mapping, "version");
        if (version != null) {
            form.integer(version, "'version'", 1, 1);
        }
        YamlNode seeded = form.optional(mapping, "seed");
        Integer seed = seeded == null ? Integer.valueOf(1) : form.integer(seeded, "'seed'", 0, 999_999_999);
        YamlNode list = form.required(mapping, "a list of faults", "faults");
        var faults = new ArrayList<Fault>();
        for (YamlNode item :
                list == null ? List.<YamlNode>of() : form.several(list, "'faults'", "be a list of faults")) {
            Fault fault = fault(item);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return new FaultPlan(seed == null ? 0 : seed, faults);
    }

    private @Nullable Fault fault(YamlNode item) {
        Mapping mapping = form.mapping(item, "a fault", FAULT_KEYS);
        if (mapping == null) {
            return null;
        }
        YamlNode at = form.required(mapping, "a fault", "at");
        Scalar place = at == null ? null : form.text(at, "'at'");
        List<String> kinds = form.oneOf(mapping, "a fault", KINDS);
        Kind kind = kinds.size() == 1 ? kind(mapping, kinds.getFirst()) : null;
        When when = when(mapping);
        return place == null || kind == null || when == null ? null : new Fault(place.text(), kind, when);
    }

    private @Nullable Kind kind(Mapping mapping, String key) {
        YamlNode node = form.required(mapping, "a fault", key);
        if (node == null) {
            return null;
        }
        return switch (key) {
            case "error" -> {
                String label = form.word(node, "'error'", ReactionForm.CLASSES);
                yield label == null
                        ? null
                        : FailureClass.labelled(label).map(Kind.Failing::new).orElse(null);
            }
            case "latency" -> {
                Duration add = span(node, "latency");
                yield add == null ? null : new Kind.Latency(add);
            }
            case "overload" -> {
                Integer most = form.integer(node, "'overload'", 0, MOST);
                yield most == null ? null : new Kind.Overload(most);
            }
            default -> {
                if (!form.flag(mapping, key, true)) {
                    form.wrong(node, "'corrupt'", "be true");
                }
                yield new Kind.Corrupt();
            }
        };
    }

    private @Nullable When when(Mapping mapping) {
        int before = problems.size();
        YamlNode after = form.optional(mapping, "after");
        YamlNode lasting = form.optional(mapping, "for");
        YamlNode flapping = form.optional(mapping, "flapping");
        YamlNode share = form.optional(mapping, "share");
        YamlNode first = form.optional(mapping, "first");
        Duration begins = after == null ? Duration.ZERO : form.duration(after, "'after'");
        Duration lasts = lasting == null ? null : span(lasting, "for");
        Flapping flaps = flapping == null ? null : flapping(flapping);
        Double part = share == null ? Double.valueOf(1) : form.share(share, "'share'");
        Integer some = first == null ? Integer.valueOf(Integer.MAX_VALUE) : form.integer(first, "'first'", 1, MOST);
        if (problems.size() > before || begins == null || part == null || some == null) {
            return null;
        }
        return new When(begins, lasts, flaps, part, some);
    }

    private @Nullable Flapping flapping(YamlNode node) {
        Mapping mapping = form.mapping(node, "'flapping'", List.of("down", "up"));
        YamlNode down = mapping == null ? null : form.required(mapping, "'flapping'", "down");
        YamlNode up = mapping == null ? null : form.required(mapping, "'flapping'", "up");
        Duration longDown = down == null ? null : span(down, "down");
        Duration longUp = up == null ? null : span(up, "up");
        return longDown == null || longUp == null ? null : new Flapping(longDown, longUp);
    }

    /** More than zero, at most a day. */
    private @Nullable Duration span(YamlNode node, String key) {
        Duration span = form.duration(node, "'" + key + "'");
        if (span != null && (span.isZero() || span.compareTo(Duration.ofDays(1)) > 0)) {
            form.wrong(node, "'" + key + "'", "be more than 0s and at most 1d");
            return null;
        }
        return span;
    }
}
