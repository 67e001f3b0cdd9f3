package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition or a value in a plan, such as {@code params.complexity > 7 && steps.triage.outputs.label != 'billing'}.
 *
 * <p>There are {@code || && ! == != < <= > >= in [...]}, parentheses, numbers, {@code 'text'}, {@code true}, {@code false},
 * references with dots, and the functions {@code contains(text, part)}, {@code starts_with(text, part)} and {@code
 * exists(file)}. Nothing else, so an expression always ends, and changes nothing.
 *
 * <p>What has no value equals nothing but what has none either, is ordered before and after nothing, and holds no more than
 * {@code false} does. Immutable.
 */
public final class Expression {
    private final String text;
    private final Node root;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /** @throws ExpressionException if this is none */
    public static Expression of(String text) {
        return new Expression(text, new ExpressionParser(text).whole());
    }

    /** Each reference in it, such as {@code [steps, triage, outputs, label]}. */
    public List<List<String>> references() {
        var found = new ArrayList<List<String>>();
        root.visit(node -> {
            if (node instanceof Node.Reference reference) {
                found.add(reference.path());
            }
        });
        return List.copyOf(found);
    }

    /** Shows each part of it. */
    void visit(Consumer<Node> visitor) {
        root.visit(visitor);
    }

    /** Its value here, or null if it has none. @throws ExpressionException if it orders what is no number */
    @Nullable
    Value value(Scope scope) {
        return root.value(scope);
    }

    /** Whether it holds here. @throws ExpressionException if it orders what is no number */
    boolean holds(Scope scope) {
        return Node.isTrue(root.value(scope));
    }

    /**
     * Whether it holds where only some of what it refers to is known; empty if it hangs on more than that.
     *
     * @param known the value at a path such as {@code [params, ticket]}, empty if nobody knows it yet
     * @throws ExpressionException if it orders what is no number
     */
    public Optional<Boolean> holdsWhere(Function<List<String>, Optional<Value>> known) {
        boolean[] asksForFiles = {false};
        root.visit(
                node -> asksForFiles[0] |= node instanceof Node.Function function && function.named() == Named.EXISTS);
        if (asksForFiles[0]
                || references().stream().anyMatch(path -> known.apply(path).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(holds(new Scope() {
            @Override
            public @Nullable Value value(List<String> path) {
                return known.apply(path).orElse(null);
            }

            @Override
            public boolean exists(String file) {
                return false;
            }
        }));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** A part of an expression. */
    sealed interface Node {
        Value TRUE = Value.of("true");
        Value FALSE = Value.of("false");

        @Nullable
        Value value(Scope scope);

        default void visit(Consumer<Node> visitor) {
            visitor.accept(this);
        }

        /** A value is true unless it is absent, empty, zero or the word. */
        static boolean isTrue(@Nullable Value value) {
            return switch (value) {
                case null -> false;
                case Value.Text(String word) -> !word.isEmpty() && !word.equals("false");
                case Value.Numeric(double number) -> number != 0;
            };
        }

        static Value truth(boolean holds) {
            return holds ? TRUE : FALSE;
        }

        record Literal(@Nullable Value literal) implements Node {
            @Override
            public @Nullable Value value(Scope scope) {
                return literal;
            }
        }

        record Reference(List<String> path) implements Node {
            @Override
            public @Nullable Value value(Scope scope) {
                return scope.value(path);
            }
        }

        record Not(Node operand) implements Node {
            @Override
            public Value value(Scope scope) {
                return truth(!isTrue(operand.value(scope)));
            }

            @Override
            public void visit(Consumer<Node> visitor) {
                visitor.accept(this);
                operand.visit(visitor);
            }
        }

        /** {@code &&} and {@code ||}: the right side is only looked at when the left one doesn't decide. */
        record Both(Node left, boolean and, Node right) implements Node {
            @Override
            public Value value(Scope scope) {
                boolean first = isTrue(left.value(scope));
                return truth(first == and ? isTrue(right.value(scope)) : first);
            }

            @Override
            public void visit(Consumer<Node> visitor) {
                visitor.accept(this);
                left.visit(visitor);
                right.visit(visitor);
            }
        }

        record Comparison(Node left, Operator operator, Node right) implements Node {
            @Override
            public Value value(Scope scope) {
                return truth(operator.holds(left.value(scope), right.value(scope)));
            }

            @Override
            public void visit(Consumer<Node> visitor) {
                visitor.accept(this);
                left.visit(visitor);
                right.visit(visitor);
            }
        }

        record OneOf(Node operand, List<Node> values) implements Node {
            @Override
            public Value value(Scope scope) {
                Value value = operand.value(scope);
                return truth(values.stream().anyMatch(each -> Operator.EQUAL.holds(value, each.value(scope))));
            }

            @Override
            public void visit(Consumer<Node> visitor) {
                visitor.accept(this);
                operand.visit(visitor);
                values.forEach(each -> each.visit(visitor));
            }
        }

        record Function(Named named, List<Node> arguments) implements Node {
            @Override
            public Value value(Scope scope) {
                return truth(named.holds(
                        arguments.stream().map(each -> text(each.value(scope))).toList(), scope));
            }

            private static String text(@Nullable Value value) {
                return value == null ? "" : value.toString();
            }

            @Override
            public void visit(Consumer<Node> visitor) {
                visitor.accept(this);
                arguments.forEach(each -> each.visit(visitor));
            }
        }
    }

    /** What can be called. */
    enum Named {
        CONTAINS(2) {
            @Override
            boolean holds(List<String> arguments, Scope scope) {
                return arguments.get(0).contains(arguments.get(1));
            }
        },
        STARTS_WITH(2) {
            @Override
            boolean holds(List<String> arguments, Scope scope) {
                return arguments.get(0).startsWith(arguments.get(1));
            }
        },
        EXISTS(1) {
            @Override
            boolean holds(List<String> arguments, Scope scope) {
                return scope.exists(arguments.get(0));
            }
        };

        final int arity;

        Named(int arity) {
            this.arity = arity;
        }

        abstract boolean holds(List<String> arguments, Scope scope);
    }
}
