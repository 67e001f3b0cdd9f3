package dev.afterwise.plan;

import dev.afterwise.Value;
import dev.afterwise.plan.Expression.Named;
import dev.afterwise.plan.Expression.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Takes an expression apart, by recursive descent. Used once, by one thread. */
final class ExpressionParser {
    static final int LONGEST = 2_000;
    private static final int DEEPEST = 50;

    private final String text;
    private int at;
    private int depth;

    ExpressionParser(String text) {
        this.text = text;
    }

    Node whole() {
        if (text.length() > LONGEST) {
            throw new ExpressionException(
                    "An expression must be at most %,d characters long, but this has %,d."
                            .formatted(LONGEST, text.length()),
                    0);
        }
        Node node = either();
        if (!isAtEnd()) {
            throw expected("an operator or the end");
        }
        return node;
    }

    private Node either() {
        return chain("||", false, this::all);
    }

    private Node all() {
        return chain("&&", true, this::not);
    }

    private Node chain(String sign, boolean and, Supplier<Node> operand) {
        Node left = operand.get();
        while (took(sign)) {
            left = new Node.Both(left, and, operand.get());
        }
        return left;
    }

    private Node not() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '!' && !text.startsWith("!=", at)) {
            at++;
            return deeper(() -> new Node.Not(not()));
        }
        return comparison();
    }

    private Node comparison() {
        Node left = operand();
        for (Operator operator : Operator.values()) {
            if (took(operator.sign)) {
                return new Node.Comparison(left, operator, operand());
            }
        }
        int before = at;
        if (isNameAt() && name().equals("in")) {
            return new Node.OneOf(left, list("[", "]"));
        }
        at = before;
        return left;
    }

    private Node operand() {
        skipSpace();
        if (took("(")) {
            Node inner = deeper(this::either);
            take(")");
            return inner;
        }
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return new Node.Literal(Value.of(quoted(text.charAt(at))));
        }
        if (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            return new Node.Literal(Value.of(number()));
        }
        if (!isNameAt()) {
            throw expected("a value");
        }
        return named();
    }

    private Node named() {
        int start = at;
        String first = name();
        if (took("(")) {
            at = text.lastIndexOf('(', at);
            return function(first, start);
        }
        if (at >= text.length() || text.charAt(at) != '.') {
            switch (first) {
                case "true", "false" -> {
                    return new Node.Literal(Value.of(first));
                }
                case "null" -> {
                    return new Node.Literal(null);
                }
                default -> {}
            }
        }
        List<String> path = new ArrayList<>(List.of(first));
        while (at < text.length() && text.charAt(at) == '.') {
            at++;
            if (!isNameAt()) {
                throw expected("a name");
            }
            path.add(name());
        }
        return new Node.Reference(List.copyOf(path));
    }

    private Node function(String name, int start) {
        for (Named named : Named.values()) {
            if (named.name().toLowerCase(Locale.ROOT).equals(name)) {
                List<Node> arguments = list("(", ")");
                if (arguments.size() != named.arity) {
                    throw new ExpressionException(
                            "'%s' takes %d values, but here are %d.".formatted(name, named.arity, arguments.size()),
                            start);
                }
                return new Node.Function(named, arguments);
            }
        }
        throw new ExpressionException(
                "There is no function '%s', only 'contains', 'starts_with' and 'exists'.".formatted(name), start);
    }

    private List<Node> list(String open, String close) {
        take(open);
        return deeper(() -> {
            var values = new ArrayList<Node>();
            do {
                values.add(operand());
            } while (took(","));
            take(close);
            return List.copyOf(values);
        });
    }

    private <T> T deeper(Supplier<T> inner) {
        if (++depth > DEEPEST) {
            throw new ExpressionException("An expression must not be nested deeper than %d.".formatted(DEEPEST), at);
        }
        T result = inner.get();
        depth--;
        return result;
    }

    private String quoted(char quote) {
        int start = at++;
        var value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                return value.toString();
            }
        }
        throw new ExpressionException("A text must end with %s, but this doesn't.".formatted(quote), start);
    }

    private double number() {
        int start = at++;
        while (at < text.length()
                && (isNamePart(text.charAt(at))
                        || text.charAt(at) == '.'
                        || (text.charAt(at) == '+' && "eE".indexOf(text.charAt(at - 1)) >= 0))) {
            at++;
        }
        String digits = text.substring(start, at);
        return Numbers.parse(digits)
                .orElseThrow(() -> new ExpressionException("There is no number ('%s').".formatted(digits), start));
    }

    private String name() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean isNameAt() {
        skipSpace();
        return at < text.length() && isNamePart(text.charAt(at)) && !isDigit(text.charAt(at)) && text.charAt(at) != '-';
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean took(String sign) {
        skipSpace();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    private void take(String sign) {
        if (!took(sign)) {
            throw expected("'" + sign + "'");
        }
    }

    private boolean isAtEnd() {
        skipSpace();
        return at == text.length();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private ExpressionException expected(String what) {
        String found =
                at >= text.length() ? "the end" : "'" + text.substring(at, Math.min(text.length(), at + 10)) + "'";
        return new ExpressionException("There must be %s here, but this is %s.".formatted(what, found), at);
    }
}
