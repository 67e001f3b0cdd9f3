package dev.afterwise.json;

import dev.afterwise.Value;
import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Threshold;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys {@code params} and {@code thresholds} of a plan, while it is taken apart. For one thread. */
final class DeclarationForm {
    static final List<String> PARAM_KEYS = List.of("type", "default");
    static final List<String> TYPES =
            Arrays.stream(Param.Kind.values()).map(Param.Kind::word).toList();

    private static final String THRESHOLDS = "'thresholds'";
    private static final String A_MAP = "be a map of thresholds by name";
    private static final String A_NAME = "a threshold's name";

    private final YamlForm form;
    private final Problems problems;

    DeclarationForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    /** @param known thresholds that need no declaration; each is there if the number that it is about is a parameter */
    Declarations declarations(Mapping plan, Map<String, Threshold> known) {
        YamlNode declared = form.optional(plan, "params");
        SequencedMap<String, @Nullable Param> params = declared == null ? new LinkedHashMap<>() : params(declared);
        YamlNode drawn = form.optional(plan, "thresholds");
        var thresholds = drawn == null ? new LinkedHashMap<String, @Nullable Threshold>() : thresholds(drawn, params);
        known.forEach((name, threshold) -> {
            Param param = params.get(threshold.param());
            if (param != null && param.kind() == Param.Kind.NUMBER && !thresholds.containsKey(name)) {
                thresholds.put(name, threshold);
            }
        });
        return new Declarations(params, thresholds, new TreeMap<>());
    }

    /** Thresholds that no plan declares, by name. What they are about is for plans to say. */
    SortedMap<String, Threshold> thresholds(YamlNode node) {
        var thresholds = new TreeMap<String, Threshold>();
        for (YamlNode.Entry entry : form.named(node, THRESHOLDS, A_MAP)) {
            String name = form.name(entry.key(), A_NAME);
            Threshold threshold = threshold(what(entry), entry.value());
            if (name != null && threshold != null) {
                thresholds.put(name, threshold);
            }
        }
        return thresholds;
    }

    private static String what(YamlNode.Entry threshold) {
        return "the threshold " + Printable.quoted(threshold.key().text());
    }

    private SequencedMap<String, @Nullable Param> params(YamlNode node) {
        var params = new LinkedHashMap<String, @Nullable Param>();
        for (YamlNode.Entry entry : form.named(node, "'params'", "be a map of parameters by name")) {
            String name = form.name(entry.key(), "a parameter's name");
            String what = "the parameter " + Printable.quoted(entry.key().text());
            params.put(entry.key().text(), name == null ? null : param(name, what, entry.value()));
        }
        return params;
    }

    private @Nullable Param param(String name, String what, YamlNode node) {
        if (!(node instanceof Mapping)) {
            return isEmpty(node) ? typeless(node, what) : param(name, what, null, node);
        }
        Mapping declared = form.mapping(node, what, PARAM_KEYS);
        if (declared == null) {
            return null;
        }
        YamlNode type = form.optional(declared, "type");
        YamlNode otherwise = form.optional(declared, "default");
        if (type == null && (otherwise == null || isEmpty(otherwise))) {
            return typeless(node, what);
        }
        String word = type == null ? null : form.word(type, "'type'", TYPES);
        return type != null && word == null ? null : param(name, what, word, otherwise);
    }

    private @Nullable Param typeless(YamlNode node, String what) {
        problems.add(node, what + " must have a type or a default, but it has none; did you mean {type: text}?");
        return null;
    }

    /** @param type null for that of the default */
    private @Nullable Param param(String name, String what, @Nullable String type, @Nullable YamlNode otherwise) {
        Param.Kind kind = type != null
                ? Param.Kind.valueOf(type.toUpperCase(Locale.ROOT))
                : otherwise instanceof Scalar scalar ? kind(scalar.kind()) : Param.Kind.TEXT;
        var param = new Param(name, kind, null);
        if (otherwise == null) {
            return param;
        }
        String text = form.literal(otherwise, what);
        if (text == null || !(otherwise instanceof Scalar scalar)) {
            return null;
        }
        try {
            Value value = param.value(scalar.kind() == Kind.BOOLEAN ? text.toLowerCase(Locale.ROOT) : text);
            return new Param(name, kind, value);
        } catch (IllegalArgumentException e) {
            if (text.length() > Param.LONGEST) {
                problems.add(
                        otherwise,
                        what
                                + " must have at most %,d characters, but it has %,d"
                                        .formatted(Param.LONGEST, text.length()));
            } else {
                form.wrong(otherwise, what, kind == Param.Kind.NUMBER ? "be a decimal number" : "be true or false");
            }
            return null;
        }
    }

    private static boolean isEmpty(YamlNode node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
    }

    private static Param.Kind kind(Kind written) {
        return switch (written) {
            case INTEGER, NUMBER -> Param.Kind.NUMBER;
            case BOOLEAN -> Param.Kind.BOOLEAN;
            case TEXT, NOTHING -> Param.Kind.TEXT;
        };
    }

    private SequencedMap<String, @Nullable Threshold> thresholds(
            YamlNode node, SequencedMap<String, @Nullable Param> params) {
        var thresholds = new LinkedHashMap<String, @Nullable Threshold>();
        for (YamlNode.Entry entry : form.named(node, THRESHOLDS, A_MAP)) {
            String name = form.name(entry.key(), A_NAME);
            thresholds.put(entry.key().text(), name == null ? null : threshold(what(entry), entry.value(), params));
        }
        return thresholds;
    }

    private @Nullable Threshold threshold(String what, YamlNode node) {
        try {
            return Threshold.of(node instanceof Scalar scalar ? scalar.text() : "");
        } catch (IllegalArgumentException e) {
            form.wrong(node, what, "be a parameter, '>' and a number");
            return null;
        }
    }

    private @Nullable Threshold threshold(String what, YamlNode node, SequencedMap<String, @Nullable Param> params) {
        Threshold threshold = threshold(what, node);
        if (threshold == null) {
            return null;
        }
        String about = threshold.param();
        Param param = params.get(about);
        if (!params.containsKey(about)) {
            String message =
                    what + " must be about a parameter of the plan, but there is no " + Printable.quoted(about);
            problems.addUnknown(node, message, about, params.keySet());
        } else if (param != null && param.kind() != Param.Kind.NUMBER) {
            problems.add(
                    node,
                    "%s must be about a number, but the parameter %s is a %s"
                            .formatted(
                                    what, Printable.quoted(about), param.kind().word()));
        }
        return threshold;
    }
}
