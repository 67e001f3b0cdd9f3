package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Past work that is like a piece of work of which not all is named, so that the rest can be taken from it. Immutable, and safe for
 * use by many threads.
 */
final class Likes {
    private static final int MOST_OF_A_TASK = 5_000;
    private static final int MOST = 50_000;
    private static final int DRAWN = 200;

    /** With fewer that are like it in everything that is named, they need be so in less. */
    private static final int FEWEST = 20;

    /** What so large a part of a kind of work has, all of it has. */
    private static final double NEARLY_ALL = .9;

    /** Steps by this part of a whole come nowhere near a cycle. */
    private static final double GOLDEN = .6180339887498949;

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Kind any;

    /** Work of one task, the newest first, and what nearly all of it has. */
    private record Kind(List<Profile> work, List<String> usual) {}

    /** What is to be taken for a piece of work in its stead. */
    record Filled(List<Profile> profiles, Averaged averaged) {}

    Likes(List<Past> past) {
        Map<String, List<Profile>> byTask = new LinkedHashMap<>();
        List<Profile> newest = new ArrayList<>();
        past.stream()
                .sorted(Comparator.comparingLong(Past::startedUs).reversed())
                .limit(MOST)
                .map(Past::profile)
                .forEach(each -> {
                    add(newest, each);
                    add(byTask.computeIfAbsent(each.task(), none -> new ArrayList<>()), each);
                });
        byTask.forEach((task, work) -> {
            if (work.size() >= FEWEST) {
                kinds.put(task, kind(work));
            }
        });
        any = kind(newest);
    }

    private static void add(List<Profile> work, Profile each) {
        if (work.size() < MOST_OF_A_TASK) {
            work.add(each);
        }
    }

    private static Kind kind(List<Profile> work) {
        Map<String, Integer> counts = new TreeMap<>();
        work.forEach(each -> named(each).keySet().forEach(part -> counts.merge(part, 1, Integer::sum)));
        List<String> usual = counts.entrySet().stream()
                .filter(each -> each.getValue() >= NEARLY_ALL * work.size())
                .map(Map.Entry::getKey)
                .toList();
        return new Kind(List.copyOf(work), usual);
    }

    /** The work with what is not named of it filled in, in many ways; null where nothing is missing or too little is known. */
    @Nullable
    Filled fill(Profile profile) {
        Kind kind = kinds.getOrDefault(profile.task(), any);
        List<String> missing = new ArrayList<>();
        for (String each : kind.usual()) {
            if (!has(profile, each)) {
                missing.add(each);
            }
        }
        if (missing.isEmpty() || kind.work().size() < FEWEST) {
            return null;
        }
        Map<String, Factor> named = named(profile);
        List<Profile> like = like(kind.work(), named);
        while (like.size() < FEWEST && !named.isEmpty()) {
            named.remove(rarest(kind.work(), named));
            like = like(kind.work(), named);
        }
        List<String> alike = new ArrayList<>(named.keySet());
        if (kinds.containsKey(profile.task())) {
            alike.addFirst("task");
        }
        List<Profile> drawn = drawn(like);
        return new Filled(
                drawn.stream().map(each -> filled(profile, each, missing)).toList(),
                new Averaged(missing, drawn.size(), alike));
    }

    /** Which condition the fewest meet. */
    private static String rarest(List<Profile> work, Map<String, Factor> named) {
        String rarest = "";
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<String, Factor> each : named.entrySet()) {
            int count = like(work, Map.of(each.getKey(), each.getValue())).size();
            if (count < fewest) {
                fewest = count;
                rarest = each.getKey();
            }
        }
        return rarest;
    }

    private static List<Profile> like(List<Profile> work, Map<String, Factor> named) {
        return work.stream()
                .filter(each -> named(each).entrySet().containsAll(named.entrySet()))
                .toList();
    }

    /** Evenly drawn, but not in step with anything that comes in turns. */
    private static List<Profile> drawn(List<Profile> like) {
        if (like.size() <= DRAWN) {
            return like;
        }
        List<Profile> drawn = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            double off = GOLDEN * (i + 1.0) % 1;
            drawn.add(like.get((int) ((i + off) * like.size() / DRAWN)));
        }
        return drawn;
    }

    private static boolean has(Profile profile, String part) {
        return switch (part) {
            case "agent" -> !profile.agent().isEmpty();
            case "model" -> profile.model() != null;
            case "route" -> profile.route() != null;
            case "complexity" -> profile.complexity() != null;
            default -> profile.attributes().containsKey(part.substring(Factors.ATTRIBUTE.length()));
        };
    }

    /** What is named of work besides its task, by its name. */
    private static Map<String, Factor> named(Profile profile) {
        Map<String, Factor> named = new LinkedHashMap<>();
        for (Factor each : Factors.arm(profile)) {
            boolean isKind = each.family().equals("task") || each.equals(Factors.ALL);
            if (!isKind && !each.value().isEmpty()) {
                named.put(each.family(), each);
            }
        }
        Factors.circumstances(profile).forEach(each -> named.put(each.family(), each));
        return named;
    }

    private static Profile filled(Profile profile, Profile like, List<String> missing) {
        Profile filled = profile;
        Map<String, Value> attributes = new TreeMap<>();
        for (String part : missing) {
            switch (part) {
                case "agent" -> filled = filled.withAgent(like.agent());
                case "model" -> filled = filled.withModel(like.model());
                case "route" -> filled = filled.withRoute(like.route());
                case "complexity" -> {
                    Double complexity = like.complexity();
                    filled = complexity == null ? filled : filled.withComplexity(complexity);
                }
                default -> {
                    String name = part.substring(Factors.ATTRIBUTE.length());
                    Value value = like.attributes().get(name);
                    if (value != null) {
                        attributes.put(name, value);
                    }
                }
            }
        }
        return attributes.isEmpty() ? filled : filled.with(attributes);
    }
}
