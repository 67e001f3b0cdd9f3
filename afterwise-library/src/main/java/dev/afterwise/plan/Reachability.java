package dev.afterwise.plan;

import dev.afterwise.Value;
import dev.afterwise.plan.Expression.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the condition of a step can hold at all, and whether it can fail to.
 *
 * <p>It is worked out for every combination of values that matter: an outcome is what the other step's keys allow, a boolean is true or
 * false, and of texts and numbers each that the condition compares with is tried, a number between and beyond them, another text, and
 * none. Whatever else a value may be, the comparisons come out as for one of those; but for {@code contains} and {@code starts_with},
 * of which it is therefore not sure. Where there are more than 20,000 combinations, nothing is said.
 */
public final class Reachability {
    private static final int MOST = 20_000;
    private static final int MOST_FILES = 12;

    /**
     * What a condition comes to.
     *
     * @param holds whether it holds for some values
     * @param fails whether it does not hold for some
     * @param isExact whether these are all values that matter
     */
    public record Answer(boolean holds, boolean fails, boolean isExact) {
        private static final Answer UNDECIDED = new Answer(true, true, false);
    }

    private final Plan plan;
    private final Expression expression;
    private final Set<Value> literals = new LinkedHashSet<>();
    private final Set<List<String>> paths = new LinkedHashSet<>();
    private final Set<String> files = new LinkedHashSet<>();
    private boolean isExact = true;

    private Reachability(Plan plan, Expression expression) {
        this.plan = plan;
        this.expression = expression;
        expression.visit(this::look);
    }

    /** Of a condition or a check of the plan. */
    public static Answer of(Plan plan, Expression condition) {
        return new Reachability(plan, condition).answer();
    }

    private void look(Node node) {
        if (node instanceof Node.Literal(Value literal) && literal != null) {
            literals.add(literal);
        } else if (node instanceof Node.Reference(List<String> path)) {
            paths.add(path);
        } else if (node instanceof Node.Function(Expression.Named named, List<Node> arguments)) {
            if (named == Expression.Named.EXISTS
                    && arguments.getFirst() instanceof Node.Literal(Value file)
                    && file != null) {
                files.add(file.toString());
            } else {
                isExact = false;
            }
        }
    }

    private Answer answer() {
        List<List<@Nullable Value>> domains = new ArrayList<>();
        int combinations = 1 << Math.min(files.size(), MOST_FILES);
        isExact &= files.size() <= MOST_FILES;
        for (List<String> path : paths) {
            List<@Nullable Value> domain = domain(path);
            domains.add(domain);
            combinations = Math.multiplyExact(combinations, domain.size());
            if (combinations > MOST) {
                return Answer.UNDECIDED;
            }
        }
        boolean holds = false;
        boolean fails = false;
        for (int number = 0; number < combinations && !(holds && fails); number++) {
            boolean now = holds(guess(number, domains));
            holds |= now;
            fails |= !now;
        }
        return new Answer(holds, fails, isExact);
    }

    /** The values that the digits of a number stand for. */
    private Guess guess(int number, List<List<@Nullable Value>> domains) {
        Map<List<String>, Value> values = new HashMap<>();
        int rest = number;
        int index = 0;
        for (List<String> path : paths) {
            List<@Nullable Value> domain = domains.get(index++);
            Value value = domain.get(rest % domain.size());
            if (value != null) {
                values.put(path, value);
            }
            rest /= domain.size();
        }
        Set<String> there = new HashSet<>();
        for (String file : files) {
            if (rest % 2 == 1) {
                there.add(file);
            }
            rest /= 2;
        }
        return new Guess(values, there);
    }

    /** What can't be worked out fails the attempt: it doesn't hold. */
    private boolean holds(Guess guess) {
        try {
            return expression.holds(guess);
        } catch (ExpressionException e) {
            return false;
        }
    }

    private List<@Nullable Value> domain(List<String> path) {
        return switch (path.getFirst()) {
            case "steps" -> path.size() == 3 ? outcomes(path.get(1)) : any(true);
            case "thresholds" -> truths();
            case "params" ->
                plan.params().stream()
                        .filter(param -> path.size() == 2 && param.name().equals(path.get(1)))
                        .findFirst()
                        .map(param -> switch (param.kind()) {
                            case BOOLEAN -> truths();
                            case NUMBER -> numbers();
                            case TEXT -> any(false);
                        })
                        .orElseGet(() -> any(true));
            default -> any(true);
        };
    }

    /** What a step's outcome can be where another begins after it: if it was critical and failed, that one is left out. */
    private List<@Nullable Value> outcomes(String id) {
        List<@Nullable Value> outcomes = new ArrayList<>();
        outcomes.add(Value.of("succeeded"));
        plan.steps().stream().filter(step -> step.id().equals(id)).forEach(step -> {
            if (!step.critical()) {
                outcomes.add(Value.of("failed"));
            }
            boolean maySkip = step.condition() != null
                    || step.forEach() != null
                    || step.onError().stream().anyMatch(rule -> rule.reaction() instanceof OnError.Reaction.Skip);
            if (maySkip) {
                outcomes.add(Value.of("skipped"));
            }
        });
        return outcomes;
    }

    private static List<@Nullable Value> truths() {
        return List.of(Value.of("true"), Value.of("false"));
    }

    private List<@Nullable Value> numbers() {
        var numbers = new TreeSet<Double>(List.of(0.0, 1.0));
        literals.forEach(literal -> Numbers.parse(literal.toString()).ifPresent(numbers::add));
        List<@Nullable Value> all = new ArrayList<>();
        all.add(Value.of(numbers.first() - 1));
        for (double number : numbers) {
            Double next = numbers.higher(number);
            all.add(Value.of(number));
            all.add(Value.of(next == null ? number + 1 : (number + next) / 2));
        }
        return all;
    }

    private List<@Nullable Value> any(boolean mayLack) {
        List<@Nullable Value> all = numbers();
        var texts = new StringBuilder("another");
        for (Value literal : literals) {
            texts.append(literal);
            if (!all.contains(literal)) {
                all.add(literal);
            }
        }
        all.add(Value.of(texts.toString()));
        all.add(Value.of(""));
        if (mayLack) {
            all.add(null);
        }
        return all;
    }

    private record Guess(Map<List<String>, Value> values, Set<String> files) implements Scope {
        @Override
        public @Nullable Value value(List<String> path) {
            return values.get(path);
        }

        @Override
        public boolean exists(String file) {
            return files.contains(file);
        }
    }
}
