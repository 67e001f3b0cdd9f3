package dev.afterwise.json;

import dev.afterwise.BreakerLimits;
import dev.afterwise.GuardSettings;
import dev.afterwise.Shield;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys {@code breakers} and {@code shields} of a configuration, while they are taken apart. For one thread. */
final class GuardsForm {
    private static final String BREAKERS = "'breakers'";
    private static final String SHIELDS = "'shields'";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int LONGER = 5;
    private static final int LONGEST_NAME = 200;
    private static final List<String> KEYS = List.of(
            "failures",
            "rate",
            "slow_rate",
            "slow_after",
            "window",
            "open_for",
            "longest_open",
            "at_once",
            "budget",
            "dry_run");

    private final YamlForm form;
    private final Problems problems;

    GuardsForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    GuardSettings settings(@Nullable YamlNode breakers, @Nullable YamlNode shields) {
        var tokens = new TreeMap<String, Integer>();
        var limits = new TreeMap<String, BreakerLimits>();
        var dryRun = new TreeSet<String>();
        var atOnce = new TreeMap<String, Integer>();
        if (breakers != null) {
            for (YamlNode.Entry entry : form.named(breakers, BREAKERS, "be a map of components")) {
                Mapping mapping = form.mapping(entry.value(), what(entry), KEYS);
                String component = component(entry.key());
                if (mapping != null && component != null) {
                    limits.put(component, limits(component, mapping));
                    YamlNode node = form.optional(mapping, "at_once");
                    Integer most = node == null ? null : form.integer(node, "'at_once'", 1, GuardSettings.MOST_AT_ONCE);
                    if (most != null) {
                        atOnce.put(component, most);
                    }
                    YamlNode budget = form.optional(mapping, "budget");
                    Integer held =
                            budget == null ? null : form.integer(budget, "'budget'", 2, GuardSettings.MOST_TOKENS);
                    if (held != null) {
                        tokens.put(component, held);
                    }
                    if (form.flag(mapping, "dry_run", false)) {
                        dryRun.add(component);
                    }
                }
            }
        }
        return new GuardSettings(limits, dryRun, atOnce, shields == null ? new TreeMap<>() : shields(shields), tokens);
    }

    private static String what(YamlNode.Entry entry) {
        return "the breaker " + Printable.quoted(entry.key().text());
    }

    /** Any text may name a component: an address does. */
    private @Nullable String component(Scalar key) {
        String name = key.text();
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            problems.add(
                    key,
                    "a component must have a name of 1 to %d characters, but it is %s"
                            .formatted(LONGEST_NAME, key.shown()));
            return null;
        }
        return name;
    }

    private BreakerLimits limits(String component, Mapping mapping) {
        BreakerLimits usual = BreakerLimits.of(component);
        YamlNode failures = form.optional(mapping, "failures");
        Integer inARow = failures == null ? null : form.integer(failures, "'failures'", 1, BreakerLimits.MOST_IN_A_ROW);
        Double rate = share(mapping, "rate");
        Double slowRate = share(mapping, "slow_rate");
        Duration slowAfter = span(mapping, "slow_after");
        Duration window = span(mapping, "window");
        Duration openFor = span(mapping, "open_for");
        Duration longestOpen = span(mapping, "longest_open");
        Duration first = openFor == null ? usual.openFor() : openFor;
        Duration longest = longest(usual, openFor, longestOpen);
        if (longest.compareTo(first) < 0) {
            YamlNode place = form.optional(mapping, "longest_open");
            problems.add(
                    place == null ? mapping : place,
                    "'longest_open' must not be shorter than 'open_for' (%s), but it is (%s)"
                            .formatted(words(first), words(longest)));
            longest = first;
        }
        if (slowAfter != null && slowRate == null && !usual.timesCalls()) {
            problems.add(mapping, "'slow_after' must stand with 'slow_rate', but that is missing");
        }
        return new BreakerLimits(
                inARow == null ? usual.failuresInARow() : inARow,
                rate == null ? usual.failureRate() : rate,
                slowRate == null ? usual.slowRate() : slowRate,
                slowAfter == null ? usual.slowAfter() : slowAfter,
                window == null ? usual.window() : window,
                first,
                longest);
    }

    /** Who says how long it stays open the first time, means it in proportion for the longest time. */
    private static Duration longest(BreakerLimits usual, @Nullable Duration openFor, @Nullable Duration longestOpen) {
        if (longestOpen != null) {
            return longestOpen;
        }
        Duration longest = openFor == null ? usual.longestOpen() : openFor.multipliedBy(LONGER);
        return longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
    }

    private static String words(Duration span) {
        return span.toMillis() % 1_000 == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
    }

    private @Nullable Double share(Mapping mapping, String key) {
        YamlNode node = form.optional(mapping, key);
        return node == null ? null : form.share(node, "'" + key + "'");
    }

    private @Nullable Duration span(Mapping mapping, String key) {
        YamlNode node = form.optional(mapping, key);
        Duration span = node == null ? null : form.duration(node, "'" + key + "'");
        if (node != null && span != null && (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0)) {
            form.wrong(node, "'" + key + "'", "be from 1ms to 1d");
            return null;
        }
        return span;
    }

    private SortedMap<String, Shield> shields(YamlNode node) {
        var shields = new TreeMap<String, Shield>();
        for (YamlNode.Entry entry : form.named(node, SHIELDS, "be a map of components")) {
            String component = component(entry.key());
            var admitted = new TreeSet<String>();
            String what = "the shield " + Printable.quoted(entry.key().text());
            for (YamlNode each : form.several(entry.value(), what, "be a list of tasks and agents")) {
                Scalar name = form.text(each, "a task or an agent");
                if (name != null) {
                    admitted.add(name.text());
                }
            }
            if (component != null) {
                shields.put(component, new Shield(admitted));
            }
        }
        return shields;
    }
}
