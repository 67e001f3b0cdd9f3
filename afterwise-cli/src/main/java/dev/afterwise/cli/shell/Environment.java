package dev.afterwise.cli.shell;

import java.util.Map;
import java.util.Optional;

/** The environment of the process, as far as afterwise reads it. */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** Its value; empty if it is not set, or to nothing. */
    public Optional<String> value(Variable variable) {
        return Optional.ofNullable(variables.get(variable.name())).filter(value -> !value.isBlank());
    }

    /** Its value as a positive whole number; empty if it has none. */
    Optional<Integer> whole(Variable variable) {
        return value(variable)
                .filter(value -> value.strip().matches("[1-9][0-9]{0,5}"))
                .map(value -> Integer.valueOf(value.strip()));
    }

    /** Whether it is set to something that means yes. */
    public boolean has(Variable variable) {
        return value(variable).filter(value -> !value.equals("0")).isPresent();
    }

    /** Whether this is a machine that builds and tests, where nobody watches. */
    boolean isUnattended() {
        String ci = variables.getOrDefault("CI", "");
        return !ci.isEmpty() && !ci.equals("false") && !ci.equals("0");
    }

    boolean isDumb() {
        return "dumb".equals(variables.get("TERM"));
    }
}
