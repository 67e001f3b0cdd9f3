package dev.afterwise.benchmarks.plans;

import dev.afterwise.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A plan of real commands, and what it meets: what is asked of it, and the service that it calls.
 *
 * @param name of its plan, and of the folder with its commands
 * @param commands its scripts
 * @param needless needs, as {@code STEP NEED}, of which whoever wrote the plan would say, if asked, that they are not needed
 * @param number the parameter that says how much there is to do, or is empty
 * @param numbers what it is asked for, each as likely as the others
 * @param service the parameter that says where the service is, or is empty
 */
public record Scene(
        String name,
        List<String> commands,
        List<String> needless,
        String number,
        List<Integer> numbers,
        String service,
        List<Route> routes) {
    /** All there are. What goes wrong in them was written down before anything was measured. */
    public static final List<Scene> ALL = List.of(
            new Scene(
                    "release",
                    List.of("lint", "resolve", "compile", "unit", "docs", "integration", "package", "publish"),
                    List.of(),
                    "modules",
                    List.of(3, 4, 5, 6, 7, 8),
                    "",
                    List.of()),
            new Scene(
                    "triage",
                    List.of("style", "classify", "similar", "draft", "allowed"),
                    List.of("customer ticket", "allowed draft"),
                    "complexity",
                    List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                    "desk",
                    List.of(
                            new Route("ticket", 60, 12, 503, 0),
                            new Route("customer", 90, 0, 200, 8),
                            new Route("answer", 70, 12, 429, 0))),
            new Scene(
                    "ingest",
                    List.of("orders", "customers", "prices", "clean", "join", "load", "report"),
                    List.of("customers orders", "prices customers"),
                    "rows",
                    List.of(500, 1_000, 2_000),
                    "",
                    List.of()),
            new Scene(
                    "crawl",
                    List.of("links", "index"),
                    List.of(),
                    "",
                    List.of(),
                    "site",
                    List.of(
                            new Route("robots", 40, 4, 503, 0),
                            new Route("start", 90, 8, 503, 0),
                            new Route("about", 120, 6, 503, 0),
                            new Route("news", 200, 9, 429, 3),
                            new Route("shop", 260, 8, 503, 5),
                            new Route("archive", 620, 3, 503, 0))));

    /** What a run is told. */
    Map<String, Value> params(RandomGenerator random, String address) {
        var params = new HashMap<String, Value>();
        if (!number.isEmpty()) {
            params.put(number, Value.of((double) numbers.get(random.nextInt(numbers.size()))));
        }
        if (!service.isEmpty()) {
            params.put(service, Value.of(address));
        }
        return params;
    }
}
