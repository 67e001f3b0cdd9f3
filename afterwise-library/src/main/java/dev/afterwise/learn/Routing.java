package dev.afterwise.learn;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The threshold by which an alternative was taken in a run.
 *
 * @param rule as the run tells it; runs of the same rule were routed alike
 * @param attribute empty if the rule can't be read
 */
record Routing(String rule, String attribute, double above) {
    private static final Pattern RULE = Pattern.compile("(\\S+) > (-?[0-9.E+-]+)(?:, .*)?");

    /** Null if no threshold chose at this step. */
    static @Nullable Routing of(Profile profile, String step) {
        Value value = profile.attributes().get(Profile.THRESHOLD + step);
        if (value == null) {
            return null;
        }
        String rule = value.toString();
        Matcher parts = RULE.matcher(rule);
        try {
            return parts.matches()
                    ? new Routing(rule, parts.group(1), Double.parseDouble(parts.group(2)))
                    : new Routing(rule, "", 0);
        } catch (NumberFormatException e) {
            return new Routing(rule, "", 0);
        }
    }
}
