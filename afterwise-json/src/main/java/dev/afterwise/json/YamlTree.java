package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The one document of a YAML file, made from the parser's events, so that a hostile file costs no more than its size: it
 * stops at the first value that is nested too deep, and counts what aliases repeat. Used once, by one thread.
 */
final class YamlTree {
    private static final int MOST_NESTING = 20;
    /** How many values aliases may repeat in all, and how long their texts may be together. */
    private static final Weight MOST_REPEATED = new Weight(10_000, PlanReader.MAX_BYTES);
    /** Longer scalars are text, whatever they look like. */
    private static final int LONGEST_NUMBER = 100;

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);
    private static final Map<Tag, Kind> KINDS =
            Map.of(Tag.INT, Kind.INTEGER, Tag.FLOAT, Kind.NUMBER, Tag.BOOL, Kind.BOOLEAN, Tag.NULL, Kind.NOTHING);

    /** Nothing after this can be made sense of. */
    private static final class HopelessException extends Exception {
        private static final long serialVersionUID = 1L;

        HopelessException() {
            super(null, null, false, false);
        }
    }

    /** How many values there are in a value, itself included, and how many characters in their texts. */
    private record Weight(long values, long chars) {
        static final Weight NOTHING = new Weight(0, 0);
        static final Weight COLLECTION = new Weight(1, 0);

        Weight plus(Weight other) {
            return new Weight(values + other.values, chars + other.chars);
        }
    }

    /** A list or map whose end is yet to come. */
    private static final class Open {
        final CollectionStartEvent start;
        final List<YamlNode> items = new ArrayList<>();
        final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();

        @Nullable
        Scalar key;

        Weight weight = Weight.COLLECTION;

        Open(CollectionStartEvent start) {
            this.start = start;
        }

        boolean isMapping() {
            return start.getEventId() == Event.ID.MappingStart;
        }
    }

    private record Anchored(YamlNode node, Weight weight) {}

    private final Problems problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private Weight repeated = Weight.NOTHING;
    private @Nullable YamlNode root;

    private YamlTree(Problems problems) {
        this.problems = problems;
    }

    /** The document's root, or null if there is none or the file is no YAML, which the problems then say. */
    static @Nullable YamlNode of(String text, Problems problems) {
        var tree = new YamlTree(problems);
        try {
            var parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
            while (parser.hasNext()) {
                tree.take(parser.next());
            }
            return tree.root;
        } catch (HopelessException e) {
            return null;
        } catch (MarkedYamlEngineException e) {
            YamlSyntax.report(e, text, problems);
            return null;
        } catch (YamlEngineException e) {
            problems.add(1, 1, "a plan must be YAML, but " + Printable.escaped(String.valueOf(e.getMessage())));
            return null;
        }
    }

    private void take(Event event) throws HopelessException {
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (root != null) {
                    throw hopeless(event, "a file must hold one plan, but a second document begins here");
                }
            }
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
            case SequenceStart, MappingStart -> {
                if (open.size() == MOST_NESTING) {
                    throw hopeless(
                            event, "values must be nested at most %d deep, but this is deeper".formatted(MOST_NESTING));
                }
                refuseTag(event, ((CollectionStartEvent) event).getTag());
                open.push(new Open((CollectionStartEvent) event));
            }
            case SequenceEnd, MappingEnd -> close(open.pop());
            default -> {}
        }
    }

    private void scalar(ScalarEvent event) throws HopelessException {
        refuseTag(event, event.getTag());
        String text = event.getValue();
        var scalar = new Scalar(line(event), column(event), text, kind(event), textColumn(event));
        place(event, scalar, new Weight(1, text.length()));
    }

    static Kind kind(ScalarEvent event) {
        return event.isPlain() ? kind(event.getValue()) : Kind.TEXT;
    }

    /** What a text without quotes is. */
    static Kind kind(String plain) {
        return plain.length() <= LONGEST_NUMBER && !beginsAsText(plain)
                ? KINDS.getOrDefault(RESOLVER.resolve(plain, true), Kind.TEXT)
                : Kind.TEXT;
    }

    /** Nothing but text begins with a letter, other than true, false, null and what YAML takes for them. */
    private static boolean beginsAsText(String plain) {
        char first = plain.isEmpty() ? '~' : plain.charAt(0);
        return Character.isLetter(first) && "tTfFnN".indexOf(first) < 0;
    }

    /** Known where the text between the marks, but for quotes, is as long as what it stands for: then nothing in it was escaped. */
    private static int textColumn(ScalarEvent event) {
        Optional<Mark> start = event.getStartMark();
        Optional<Mark> end = event.getEndMark();
        if (start.isEmpty()
                || end.isEmpty()
                || start.get().getLine() != end.get().getLine()) {
            return 0;
        }
        int quote = event.isPlain() ? 0 : 1;
        int length = end.get().getColumn() - start.get().getColumn() - 2 * quote;
        String text = event.getValue();
        return length == text.codePointCount(0, text.length()) ? start.get().getColumn() + 1 + quote : 0;
    }

    private void alias(AliasEvent event) throws HopelessException {
        String name = event.getAlias().getValue();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw hopeless(
                    event,
                    "the alias " + Printable.quoted("*" + name)
                            + " must repeat a value that ends before it, but there is none with that anchor");
        }
        repeated = repeated.plus(anchored.weight());
        if (repeated.values() > MOST_REPEATED.values()) {
            throw hopeless(
                    event,
                    "aliases must repeat at most %,d values in all, but these repeat more"
                            .formatted(MOST_REPEATED.values()));
        }
        if (repeated.chars() > MOST_REPEATED.chars()) {
            throw hopeless(
                    event,
                    "aliases must repeat at most %,d characters in all, but these repeat more"
                            .formatted(MOST_REPEATED.chars()));
        }
        add(event, anchored.node(), anchored.weight());
    }

    private void close(Open closed) throws HopelessException {
        int line = line(closed.start);
        int column = column(closed.start);
        YamlNode node = closed.isMapping()
                ? new YamlNode.Mapping(line, column, closed.entries)
                : new YamlNode.Sequence(line, column, closed.items);
        place(closed.start, node, closed.weight);
    }

    private void place(NodeEvent event, YamlNode node, Weight weight) throws HopelessException {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, weight)));
        add(event, node, weight);
    }

    private void add(Event event, YamlNode node, Weight weight) throws HopelessException {
        Open parent = open.peek();
        if (parent == null) {
            root = node;
            return;
        }
        parent.weight = parent.weight.plus(weight);
        Scalar key = parent.key;
        if (!parent.isMapping()) {
            parent.items.add(node);
        } else if (key != null) {
            parent.key = null;
            entry(parent.entries, key, node);
        } else if (node instanceof Scalar scalar) {
            parent.key = new Scalar(line(event), column(event), scalar.text(), scalar.kind(), 0);
        } else {
            throw hopeless(event, "a key must be text, but this is " + node.shown());
        }
    }

    private void entry(Map<String, YamlNode.Entry> entries, Scalar key, YamlNode value) {
        YamlNode.Entry first = entries.putIfAbsent(key.text(), new YamlNode.Entry(key, value));
        if (first != null) {
            problems.add(
                    key,
                    "duplicate key %s; it is in line %d already"
                            .formatted(Printable.quoted(key.text()), first.key().line()));
        }
    }

    private void refuseTag(Event event, Optional<String> tag) {
        tag.ifPresent(name -> problems.add(
                line(event),
                column(event),
                "a plan must not have tags, but here is " + Printable.quoted(name)
                        + (name.startsWith("!") ? "; text that begins with '!' must be quoted" : "")));
    }

    private HopelessException hopeless(Event event, String message) {
        problems.add(line(event), column(event), message);
        return new HopelessException();
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }
}
