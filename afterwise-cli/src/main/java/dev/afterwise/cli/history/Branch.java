package dev.afterwise.cli.history;

import dev.afterwise.Step;
import dev.afterwise.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A step in the tree of an execution.
 *
 * @param name its action's; of an item, with its number: {@code fetch[3]}
 * @param depth 0 if it is a part of no other step that is there
 */
record Branch(Step step, String name, int depth) {
    private static final String ITEM = "[]";

    /** All of them, each followed by its parts; otherwise in the order in which they are given. */
    static List<Branch> of(List<Step> steps) {
        Set<StepId> there = new HashSet<>();
        steps.forEach(step -> there.add(step.id()));
        Map<StepId, List<Step>> parts = new HashMap<>();
        List<Step> tops = new ArrayList<>();
        for (Step step : steps) {
            StepId parent = step.parent();
            if (parent == null || !there.contains(parent) || parent.equals(step.id())) {
                tops.add(step);
            } else {
                parts.computeIfAbsent(parent, id -> new ArrayList<>()).add(step);
            }
        }
        List<Branch> branches = new ArrayList<>();
        Set<StepId> seen = new HashSet<>();
        tops.forEach(step -> grow(step, step.action().name(), 0, parts, branches, seen));
        // What is a part of itself in a roundabout way must not get lost.
        for (Step step : steps) {
            grow(step, step.action().name(), 0, parts, branches, seen);
        }
        return branches;
    }

    private static void grow(
            Step step, String name, int depth, Map<StepId, List<Step>> parts, List<Branch> branches, Set<StepId> seen) {
        if (!seen.add(step.id())) {
            return;
        }
        branches.add(new Branch(step, name, depth));
        List<Step> below = parts.getOrDefault(step.id(), List.of());
        Map<StepId, String> items = items(below);
        for (Step part : below) {
            String called = items.getOrDefault(part.id(), part.action().name());
            grow(part, called, depth + 1, parts, branches, seen);
        }
    }

    /** The ids of items are made of their numbers, which are less than there are items; but some may never have begun. */
    private static Map<StepId, String> items(List<Step> below) {
        Map<StepId, String> items = new HashMap<>();
        for (Step part : below) {
            String name = part.action().name();
            if (name.endsWith(ITEM) && items.isEmpty()) {
                String step = name.substring(0, name.length() - ITEM.length());
                for (int i = 0; i < 10 * below.size() + 10; i++) {
                    String item = "%s[%d]".formatted(step, i);
                    items.put(StepId.named(item), item);
                }
            }
        }
        return items;
    }
}
