package dev.afterwise.benchmarks.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Every policy in every scenario, each with the same worlds.
 *
 * @param scenarios their names
 * @param policies their names, as they come in the tables; {@link #ours} and {@link #peers} are among them
 */
public record Study(
        List<String> scenarios, List<String> policies, Map<String, Map<String, Scores>> scores, int redirections) {
    private static final long OTHER_SEEDS = 1_001;
    private static final String RESILIENCE4J = "dev.afterwise.benchmarks.peers.Resilience4j";
    private static final String FAILSAFE = "dev.afterwise.benchmarks.peers.FailsafePolicies";

    /** @param seeds how many worlds */
    public static Study of(int clients, int seeds) throws ReflectiveOperationException {
        return of(Scenario.ALL, clients, 1, seeds);
    }

    /** The same kinds of faults with other numbers, in other worlds. */
    public static Study ofOthers(int clients, int seeds) throws ReflectiveOperationException {
        return of(Scenario.OTHERS, clients, OTHER_SEEDS, OTHER_SEEDS + seeds - 1);
    }

    private static Study of(List<Scenario> scenarios, int clients, long first, long last)
            throws ReflectiveOperationException {
        var loader = new RedirectingLoader();
        List<Policy> policies = List.of(
                new Bare(),
                made(loader, RESILIENCE4J, "byDefault"),
                made(loader, FAILSAFE, "byDefault"),
                made(loader, RESILIENCE4J, "byTheBook"),
                made(loader, FAILSAFE, "byTheBook"),
                Guarded.byDefault(),
                Guarded.byTheBook());
        Map<String, Map<String, Scores>> scores = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            Map<String, Scores> ofScenario = new LinkedHashMap<>();
            for (Policy policy : policies) {
                ofScenario.put(
                        policy.name(),
                        new Scores(LongStream.rangeClosed(first, last)
                                .mapToObj(seed -> new Trial(scenario, policy, clients, seed).score())
                                .toList()));
            }
            scores.put(scenario.name(), ofScenario);
        }
        return new Study(
                scenarios.stream().map(Scenario::name).toList(),
                policies.stream().map(Policy::name).toList(),
                scores,
                loader.redirections());
    }

    /** What happens in each scenario, in one line each. */
    public static List<String> abouts() {
        return abouts(Scenario.ALL);
    }

    /** As {@link #abouts()}, with the other numbers. */
    public static List<String> otherAbouts() {
        return abouts(Scenario.OTHERS);
    }

    private static List<String> abouts(List<Scenario> scenarios) {
        List<String> lines = new ArrayList<>();
        scenarios.forEach(each -> lines.add("%s: %s".formatted(each.name(), each.about())));
        return lines;
    }

    private static Policy made(ClassLoader loader, String type, String how) throws ReflectiveOperationException {
        return (Policy) loader.loadClass(type).getMethod(how).invoke(null);
    }

    public Scores in(String scenario, String policy) {
        Map<String, Scores> ofScenario = scores.get(scenario);
        Scores found = ofScenario == null ? null : ofScenario.get(policy);
        if (found == null) {
            throw new IllegalArgumentException(
                    "The scenario (%s) and the policy (%s) must be of this study.".formatted(scenario, policy));
        }
        return found;
    }

    /** The mean success over all scenarios. */
    public double overall(String policy) {
        return scenarios.stream()
                .mapToDouble(scenario -> in(scenario, policy).success())
                .average()
                .orElseThrow();
    }

    /** What is held against the others: the last. */
    public String ours() {
        return policies.getLast();
    }

    /** The peers' policies. */
    public List<String> peers() {
        return policies.subList(1, 5);
    }
}
