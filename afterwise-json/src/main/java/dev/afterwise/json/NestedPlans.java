package dev.afterwise.json;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plans that a plan names as steps, and those that these name. Each file is read once, however often it is named; there
 * are at most a hundred of them, and they stand at most {@value Body.Nested#DEEPEST} deep in each other. Used once, by one
 * thread.
 */
final class NestedPlans {
    private static final int MOST = 100;

    /** What is known of the files, by their real paths, to all that are read together. */
    private static final class Library {
        private final Map<Path, Shelved> files = new HashMap<>();
    }

    /**
     * A file that was read.
     *
     * @param plan null if there is a problem with it
     * @param problem empty if there is none
     * @param depth how deep plans stand in it, itself included
     */
    private record Shelved(@Nullable Plan plan, String problem, int depth) {}

    private final PlanLimits limits;
    private final Problems problems;
    private final Library library;
    /** The real paths of the files that are being read, the outermost first; empty if nothing is looked into. */
    private final List<Path> chain;

    private final Map<String, Plan> plans = new HashMap<>();
    private int depth = 1;

    private NestedPlans(PlanLimits limits, Problems problems, Library library, List<Path> chain) {
        this.limits = limits;
        this.problems = problems;
        this.library = library;
        this.chain = chain;
    }

    /** Those of a plan whose folder isn't known: they are not looked into. */
    static NestedPlans unseen(PlanLimits limits, Problems problems) {
        return new NestedPlans(limits, problems, new Library(), List.of());
    }

    /** Those of a plan in that file, which need not be there. */
    static NestedPlans of(Path file, PlanLimits limits, Problems problems) {
        return new NestedPlans(
                limits,
                problems,
                new Library(),
                List.of(real(file.toAbsolutePath().normalize())));
    }

    /** As far as it is there. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException notThere) {
            Path folder = file.getParent();
            return folder == null ? file : real(folder).resolve(file.getFileName());
        }
    }

    /** The plan of that file, if it was looked into and there is no problem with it. */
    Optional<Plan> known(String file) {
        return Optional.ofNullable(plans.get(file));
    }

    /** Looks into a file. @return null if that is not done, or there is a problem with it, which is told of {@code where} */
    @Nullable
    Plan plan(String file, YamlNode where) {
        if (chain.isEmpty()) {
            return null;
        }
        Plan known = plans.get(file);
        if (known != null) {
            return known;
        }
        String name = Printable.quoted(file);
        Optional<Path> place = place(file, name, where);
        if (place.isEmpty()) {
            return null;
        }
        int at = chain.indexOf(place.get());
        if (at >= 0) {
            problems.add(where, "plans must not contain each other in a circle, but these do: " + circle(at));
            return null;
        }
        Shelved shelved = library.files.get(place.get());
        if (shelved == null) {
            if (library.files.size() >= MOST) {
                problems.add(where, "a plan must contain at most %d files, but it contains more".formatted(MOST));
                return null;
            }
            shelved = read(place.get(), file);
            library.files.put(place.get(), shelved);
        }
        depth = Math.max(depth, shelved.depth + 1);
        if (chain.size() + shelved.depth > Body.Nested.DEEPEST) {
            problems.add(
                    where,
                    "plans must stand at most %d deep in each other, but %s makes them deeper"
                            .formatted(Body.Nested.DEEPEST, name));
            return null;
        }
        if (shelved.plan == null) {
            problems.add(where, "the plan %s can't be used: %s".formatted(name, shelved.problem));
            return null;
        }
        plans.put(file, shelved.plan);
        return shelved.plan;
    }

    private Optional<Path> place(String file, String name, YamlNode where) {
        Path folder = chain.getLast().getParent();
        try {
            Path place = folder == null ? null : folder.resolve(file).normalize();
            if (place == null || !Files.isRegularFile(place)) {
                problems.add(where, "there is no file %s to run".formatted(name));
                return Optional.empty();
            }
            Path real = place.toRealPath();
            if (!real.startsWith(folder)) {
                problems.add(
                        where,
                        "the file %s must be inside the folder of this plan, but a link leads out".formatted(name));
                return Optional.empty();
            }
            return Optional.of(real);
        } catch (IOException | InvalidPathException e) {
            problems.add(where, "the file %s can't be read".formatted(name));
            return Optional.empty();
        }
    }

    private String circle(int at) {
        var names = new ArrayList<String>();
        chain.subList(at, chain.size()).forEach(each -> names.add(name(each)));
        names.add(name(chain.get(at)));
        return names.stream().map(Printable::cut).collect(Collectors.joining(" -> "));
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private Shelved read(Path place, String file) {
        if (chain.size() >= Body.Nested.DEEPEST) {
            return new Shelved(null, "it stands too deep", 1);
        }
        var found = new Problems();
        var inner = new ArrayList<>(chain);
        inner.add(place);
        var below = new NestedPlans(limits, found, library, inner);
        Plan plan = null;
        try {
            plan = PlanReader.plan(PlanReader.text(place), limits, Map.of(), found, below);
        } catch (PlanProblemsException e) {
            e.problems().forEach(each -> found.add(each.line(), each.column(), each.message()));
        } catch (IOException e) {
            return new Shelved(null, "it can't be read", 1);
        }
        if (plan != null && found.isEmpty()) {
            return new Shelved(plan, "", below.depth);
        }
        List<Problem> sorted = found.sorted();
        String first = sorted.isEmpty() ? "it is none" : sorted.getFirst().in(file);
        String more = sorted.size() > 1 ? " (and %d more)".formatted(sorted.size() - 1) : "";
        return new Shelved(null, first + more, below.depth);
    }
}
