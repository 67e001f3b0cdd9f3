package dev.afterwise.heal.classify;

import java.util.List;
import java.util.stream.Collectors;

/** Rules that are not written as rules are. The message says everything that is wrong with them, a line for each. */
public final class RulesException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    /**
     * One thing that is wrong.
     *
     * @param line counts from 1
     */
    public record Mistake(int line, String message) {}

    RulesException(String name, List<Mistake> mistakes) {
        super(mistakes.stream()
                .map(each -> name + ":" + each.line + ": " + each.message)
                .collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
