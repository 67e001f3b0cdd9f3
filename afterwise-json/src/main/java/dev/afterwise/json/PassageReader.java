package dev.afterwise.json;

import dev.afterwise.json.Passage.Leaf;
import dev.afterwise.json.Passage.Pair;
import dev.afterwise.json.Passage.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Finds the passages of a YAML text. The text is first read as {@link YamlTree} does, so that a hostile one is refused before
 * anything here follows it into its depths. Used once, by one thread.
 */
final class PassageReader {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final String text;
    private final ParserImpl parser;
    private final Map<String, Passage> anchors = new HashMap<>();
    /** The offset that the last count of characters came to, for they are asked for in ascending order. */
    private int offset;

    private int counted;

    private PassageReader(String text) {
        this.text = text;
        this.parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    /** The root's passage, or null if the text is no YAML that a plan may be made of, which the problems then say. */
    static @Nullable Passage read(String text, Problems problems) {
        return YamlTree.of(text, problems) == null || !problems.isEmpty() ? null : readAgain(text, problems);
    }

    /** The same of a text that was read before but for a change of ours, which makes it no more hostile than it was. */
    static @Nullable Passage readAgain(String text, Problems problems) {
        try {
            var reader = new PassageReader(text);
            while (!reader.parser.peekEvent().getEventId().equals(Event.ID.DocumentStart)) {
                reader.parser.next();
            }
            reader.parser.next();
            return reader.passage(reader.parser.next());
        } catch (YamlEngineException e) {
            problems.add(1, 1, "a plan must be YAML, but " + Printable.escaped(String.valueOf(e.getMessage())));
            return null;
        }
    }

    private Passage passage(Event event) {
        int from = at(event.getStartMark());
        Passage passage = switch (event.getEventId()) {
            case Scalar -> leaf((ScalarEvent) event, from);
            case Alias -> repeat((AliasEvent) event, from);
            case SequenceStart -> listing((CollectionStartEvent) event, from);
            default -> table((CollectionStartEvent) event, from);
        };
        if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
            node.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), passage));
        }
        return passage;
    }

    private Leaf leaf(ScalarEvent event, int from) {
        // A block of text has the empty lines after it, too.
        int to = event.isLiteral() || event.isFolded() ? trimmed(from, at(event.getEndMark())) : at(event.getEndMark());
        return new Leaf(from, to, new Said(YamlTree.kind(event), event.getValue()));
    }

    private Passage repeat(AliasEvent event, int from) {
        Passage of = anchors.get(event.getAlias().getValue());
        if (of == null) {
            throw new YamlEngineException("an alias stands before what it repeats");
        }
        return new Passage.Repeat(from, at(event.getEndMark()), of);
    }

    private Passage listing(CollectionStartEvent start, int from) {
        var items = new ArrayList<Passage>();
        Event event = parser.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(passage(event));
            event = parser.next();
        }
        int last = items.isEmpty() ? from : items.getLast().to();
        return new Passage.Listing(from, start.isFlow() ? at(event.getEndMark()) : last, start.isFlow(), items);
    }

    private Passage table(CollectionStartEvent start, int from) {
        var pairs = new LinkedHashMap<String, Pair>();
        int last = from;
        Event event = parser.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            // A key that is an alias of a text was let pass: it is none that can be edited, but it is there.
            Passage named = passage(event);
            Said said = named.value() instanceof Said scalar ? scalar : new Said(YamlNode.Kind.TEXT, "");
            Passage value = passage(parser.next());
            pairs.putIfAbsent(said.text(), new Pair(new Leaf(named.from(), named.to(), said), value));
            last = Math.max(value.to(), named.to());
            event = parser.next();
        }
        return new Passage.Table(from, start.isFlow() ? at(event.getEndMark()) : last, start.isFlow(), pairs);
    }

    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Marks count characters, of which some are two {@code char}s. */
    private int at(Optional<Mark> mark) {
        int count = mark.map(Mark::getIndex).orElse(counted);
        offset = text.offsetByCodePoints(offset, count - counted);
        counted = count;
        return offset;
    }
}
