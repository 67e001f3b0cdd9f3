package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A YAML document against a JSON Schema, as far as ours goes: a keyword that it doesn't know is an error. */
final class SchemaCheck {
    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$defs", "title", "description");

    private final Map<String, @Nullable Object> root;

    SchemaCheck(Map<String, @Nullable Object> root) {
        this.root = root;
    }

    boolean accepts(YamlNode node) {
        return accepts(root, node);
    }

    private boolean accepts(Object schema, YamlNode node) {
        return map(schema).entrySet().stream()
                .allMatch(keyword -> ANNOTATIONS.contains(keyword.getKey())
                        || holds(keyword.getKey(), Objects.requireNonNull(keyword.getValue()), map(schema), node));
    }

    private boolean holds(String keyword, Object value, Map<String, @Nullable Object> schema, YamlNode node) {
        return switch (keyword) {
            case "$ref" -> accepts(definition((String) value), node);
            case "type" ->
                (value instanceof List<?> all ? all.stream() : Stream.of(value))
                        .anyMatch(type -> isOfType(String.valueOf(type), node));
            case "const" -> equal(value, node);
            case "enum" -> list(value).stream().anyMatch(each -> equal(each, node));
            case "not" -> !accepts(value, node);
            case "anyOf" -> list(value).stream().anyMatch(each -> accepts(each, node));
            case "allOf" -> list(value).stream().allMatch(each -> accepts(each, node));
            case "oneOf" ->
                list(value).stream().filter(each -> accepts(each, node)).count() == 1;
            case "pattern" ->
                !isText(node)
                        || Pattern.compile((String) value).matcher(text(node)).find();
            case "maxLength" -> !isText(node) || text(node).length() <= number(value);
            case "minimum" -> !isNumber(node) || Double.parseDouble(text(node)) >= number(value);
            case "maximum" -> !isNumber(node) || Double.parseDouble(text(node)) <= number(value);
            case "minItems" -> !(node instanceof Sequence it) || it.items().size() >= number(value);
            case "maxItems" -> !(node instanceof Sequence it) || it.items().size() <= number(value);
            case "items" ->
                !(node instanceof Sequence it) || it.items().stream().allMatch(each -> accepts(value, each));
            case "minProperties" ->
                !(node instanceof Mapping it) || it.entries().size() >= number(value);
            case "maxProperties" ->
                !(node instanceof Mapping it) || it.entries().size() <= number(value);
            case "required" ->
                !(node instanceof Mapping it) || it.entries().keySet().containsAll(list(value));
            case "dependentRequired" ->
                !(node instanceof Mapping it)
                        || map(value).entrySet().stream()
                                .filter(each -> it.entries().containsKey(each.getKey()))
                                .allMatch(each -> it.entries().keySet().containsAll(list(each.getValue())));
            case "propertyNames" ->
                !(node instanceof Mapping it)
                        || it.entries().keySet().stream()
                                .allMatch(name -> accepts(value, new Scalar(1, 1, name, Kind.TEXT, 0)));
            case "properties" ->
                !(node instanceof Mapping it)
                        || map(value).entrySet().stream()
                                .allMatch(each -> !it.entries().containsKey(each.getKey())
                                        || accepts(
                                                Objects.requireNonNull(each.getValue()),
                                                Objects.requireNonNull(
                                                                it.entries().get(each.getKey()))
                                                        .value()));
            case "additionalProperties" ->
                !(node instanceof Mapping it)
                        || others(it, schema).stream().allMatch(each -> !value.equals(false) && accepts(value, each));
            default -> throw new AssertionError("unknown keyword " + keyword);
        };
    }

    private static List<YamlNode> others(Mapping node, Map<String, @Nullable Object> schema) {
        Set<String> known = schema.get("properties") == null
                ? Set.of()
                : map(schema.get("properties")).keySet();
        List<YamlNode> others = new ArrayList<>();
        node.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                others.add(entry.value());
            }
        });
        return others;
    }

    private Object definition(String reference) {
        String name = reference.replace("#/$defs/", "");
        return Objects.requireNonNull(map(root.get("$defs")).get(name), reference);
    }

    private static boolean isOfType(String type, YamlNode node) {
        return switch (type) {
            case "object" -> node instanceof Mapping;
            case "array" -> node instanceof Sequence;
            case "string" -> isText(node);
            case "number" -> isNumber(node);
            case "integer" -> node instanceof Scalar it && it.kind() == Kind.INTEGER;
            case "boolean" -> node instanceof Scalar it && it.kind() == Kind.BOOLEAN;
            default -> throw new AssertionError("unknown type " + type);
        };
    }

    private static boolean isText(YamlNode node) {
        return node instanceof Scalar it && it.kind() == Kind.TEXT;
    }

    private static boolean isNumber(YamlNode node) {
        return node instanceof Scalar it && (it.kind() == Kind.INTEGER || it.kind() == Kind.NUMBER);
    }

    private static boolean equal(@Nullable Object value, YamlNode node) {
        return value instanceof Numeral numeral
                ? isNumber(node) && text(node).equals(numeral.text())
                : isText(node) && text(node).equals(value);
    }

    private static String text(YamlNode node) {
        return ((Scalar) node).text();
    }

    private static double number(Object value) {
        return ((Numeral) value).real();
    }

    @SuppressWarnings("unchecked") // the tree of a JSON object
    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // the tree of a JSON object
    private static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }
}
