package dev.afterwise.cli.plan;

import dev.afterwise.Value;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be different in a plan that is only played. The file stays as it is. */
final class Tweaks {
    private static final Pattern LENGTH = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");
    private static final String KNOWN = "agent, timeout, retry, needs";

    private Tweaks() {}

    /**
     * The plan with all of these.
     *
     * @param said such as {@code fetch.agent=quick}
     * @throws Refusal if one can't be
     */
    static Plan of(Plan plan, Map<String, String> said) {
        Plan tweaked = plan;
        for (Map.Entry<String, String> each : said.entrySet()) {
            tweaked = one(tweaked, each.getKey(), each.getValue());
        }
        return tweaked;
    }

    private static Plan one(Plan plan, String what, String value) {
        int dot = what.lastIndexOf('.');
        String id = dot < 0 ? "" : what.substring(0, dot);
        if (plan.steps().stream().noneMatch(step -> step.id().equals(id))) {
            throw Refusal.usage(
                    "--set must be STEP.KEY=VALUE with a step of the plan, but it is (%s=%s).\nMaybe one of: %s"
                            .formatted(
                                    what,
                                    value,
                                    String.join(
                                            ", ",
                                            plan.steps().stream()
                                                    .map(PlanStep::id)
                                                    .limit(20)
                                                    .toList())));
        }
        String key = what.substring(dot + 1);
        var steps = new ArrayList<PlanStep>();
        for (PlanStep step : plan.steps()) {
            steps.add(step.id().equals(id) ? tweaked(step, key, value) : step);
        }
        try {
            return plan.withSteps(steps);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--set %s=%s: %s".formatted(what, value, e.getMessage()));
        }
    }

    private static PlanStep tweaked(PlanStep step, String key, String value) {
        return switch (key) {
            case "agent" -> pinned(step, value);
            case "timeout" -> step.within(length("--set " + step.id() + ".timeout", value));
            case "retry" -> step.retrying(retries(step, value));
            case "needs" ->
                step.edit()
                        .needs(List.of(value.split(",", -1)).stream()
                                .map(String::strip)
                                .filter(need -> !need.isEmpty())
                                .toList())
                        .build();
            default -> throw Refusal.usage("--set can change %s of a step, but not (%s).".formatted(KNOWN, key));
        };
    }

    private static PlanStep pinned(PlanStep step, String agent) {
        List<Alternative> way =
                step.among().stream().filter(each -> each.agent().equals(agent)).toList();
        if (way.isEmpty()) {
            throw Refusal.usage("The agent of step '%s' must be one of %s, but it is (%s)."
                    .formatted(
                            step.id(),
                            String.join(
                                    ", ",
                                    step.among().stream()
                                            .map(Alternative::agent)
                                            .toList()),
                            agent));
        }
        return pinned(step, way.getFirst());
    }

    /** The step, done in this way only. */
    static PlanStep pinned(PlanStep step, Alternative way) {
        return step.edit().threshold(null, 0).among(List.of(way)).build();
    }

    private static Retries retries(PlanStep step, String value) {
        try {
            return step.retry().withMax(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw Refusal.usage("--set %s.retry must be a whole number, but it is (%s).".formatted(step.id(), value));
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--set %s.retry: %s".formatted(step.id(), e.getMessage()));
        }
    }

    private static Duration length(String option, String value) {
        Matcher form = LENGTH.matcher(value);
        if (!form.matches()
                || Double.parseDouble(form.group(1)) <= 0
                || form.group(1).length() > 12) {
            throw Refusal.usage(
                    "%s must be a length of time such as 250ms, 2s or 5m, but it is (%s).".formatted(option, value));
        }
        double unit = switch (form.group(2)) {
            case "ms" -> 1e-3;
            case "s" -> 1;
            case "m" -> 60;
            default -> 3_600;
        };
        return Duration.ofNanos((long) Math.min(9e18, Double.parseDouble(form.group(1)) * unit * 1e9));
    }

    /**
     * What a run is told, as far as it is known: what isn't said, and has no default, stays open.
     *
     * @throws Refusal if the plan has no such parameter, or not of this kind
     */
    static SortedMap<String, Value> told(Plan plan, Map<String, String> said) {
        var told = new TreeMap<String, Value>();
        said.forEach((name, text) -> {
            Param param = plan.params().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Refusal.usage("The plan (%s) has no parameter (%s), %s."
                            .formatted(
                                    plan.name(),
                                    name,
                                    plan.params().isEmpty()
                                            ? "nor any other"
                                            : "only "
                                                    + String.join(
                                                            ", ",
                                                            plan.params().stream()
                                                                    .map(Param::name)
                                                                    .toList()))));
            try {
                told.put(name, param.value(text));
            } catch (IllegalArgumentException e) {
                throw Refusal.usage(String.valueOf(e.getMessage()));
            }
        });
        return told;
    }
}
