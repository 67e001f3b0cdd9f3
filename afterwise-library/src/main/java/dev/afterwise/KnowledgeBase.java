package dev.afterwise;

import dev.afterwise.Knowledge.From;
import dev.afterwise.Knowledge.Kind;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.learn.knowledge.Briefing;
import dev.afterwise.learn.knowledge.Hearsay;
import dev.afterwise.learn.knowledge.Question;
import dev.afterwise.learn.knowledge.Relevance;
import dev.afterwise.learn.knowledge.Relevant;
import dev.afterwise.learn.knowledge.Tellings;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What is known in a workspace and can be used again: learned from its history, written by people, brought in packs.
 *
 * <p>How far an item can be relied on ({@link Trust}) fades with time, and grows and falls by what came of using it. There is room for
 * so many items; those that are worth least make room. It works without any history. Nothing of it is ever carried out.
 *
 * <p>Safe for use by many threads, and by several processes at once. What another process changed is told after five seconds at most.
 */
public final class KnowledgeBase {
    private static final Logger LOG = System.getLogger("dev.afterwise");
    private static final Duration BETWEEN_USES = Duration.ofMinutes(1);

    private final Store store;
    private final Workspace workspace;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final Shelves shelves;
    private final Map<String, Long> uses = new ConcurrentHashMap<>();
    private volatile Instant usesKeptAt = Instant.EPOCH;
    private volatile KnowledgeSettings settings = KnowledgeSettings.STANDARD;

    private KnowledgeBase(Store store, Workspace workspace, Timekeeper time, RandomGenerator random) {
        this.store = store;
        this.workspace = workspace;
        this.time = time;
        this.random = random;
        this.shelves = new Shelves(store.workspace(workspace).ledger(), time);
    }

    /**
     * What is known in a workspace of a store.
     *
     * @param random says from which work something is withheld; must be safe for use by many threads
     */
    public static KnowledgeBase of(Store store, Workspace workspace, Timekeeper time, RandomGenerator random) {
        return new KnowledgeBase(store, workspace, time, random);
    }

    /** How much is to be remembered from now on, for how long, and whose. */
    public void use(KnowledgeSettings other) {
        settings = other;
    }

    public KnowledgeSettings settings() {
        return settings;
    }

    /** All items of this workspace, the most trusted first; also those that nobody has vouched for. */
    public List<Knowledge> all() {
        Instant now = time.now();
        return shelves.read().items().stream()
                .sorted((one, other) -> {
                    int order = Double.compare(confidence(other, now), confidence(one, now));
                    return order != 0 ? order : one.id().compareTo(other.id());
                })
                .toList();
    }

    public Optional<Knowledge> item(String id) {
        return shelves.item(id);
    }

    /** How likely an item holds when it is used, from 0 to 1. */
    public double confidence(Knowledge item) {
        return confidence(item, time.now());
    }

    private double confidence(Knowledge item, Instant now) {
        return item.trust().confidence(now, settings.halfLife());
    }

    /** How what is known of one task held in others. */
    public List<Transfer> transfers() {
        return shelves.read().transfers();
    }

    /**
     * What is known that bears on a question, the most relevant first. What others share is said of their tasks, so it is discounted, and
     * what nobody has vouched for is left out.
     */
    public List<Relevant> find(Question question) {
        Shelves.Stock stock = shelves.recent();
        List<Knowledge> items = new ArrayList<>(stock.items());
        Set<String> ids = new HashSet<>(items.stream().map(Knowledge::id).toList());
        for (Workspace other : settings.shared()) {
            if (!other.equals(workspace)) {
                new Shelves(store.workspace(other).ledger(), time)
                        .read().items().stream()
                                .filter(each ->
                                        each.provenance().from() != From.IMPORTED && !stock.isForgotten(each.id()))
                                .filter(each -> ids.add(each.id()))
                                .map(each -> Hearsay.of(each, "workspace " + other.name(), time.now()))
                                .forEach(items::add);
            }
        }
        return new Relevance(items, stock.transfers(), settings, time.now()).of(question);
    }

    /**
     * What is known that bears on a question, as text for a prompt; marked as data, escaped, and empty if there is nothing.
     *
     * @param mostChars what has no room is left out, the most relevant first
     */
    public String text(Question question, int mostChars) {
        return Briefing.of(find(question), mostChars).text();
    }

    /**
     * What is known that bears on some work, to be told before it begins, and the profile to run the work with, which says what it was told.
     * That is what makes it show whether telling helps: each item is withheld now and then by chance, and {@link #learn} compares.
     *
     * <pre>{@code
     * Told told = afterwise.knowledge().tell(Profile.of("mail"), 4_000);
     * afterwise.run(told.profile(), run -> model.ask(told.text() + prompt));
     * }</pre>
     *
     * @param mostChars what has no room is left out, the most relevant first
     */
    public Told tell(Profile profile, int mostChars) {
        Briefing all = Briefing.of(find(Question.about(profile)), mostChars);
        List<Relevant> told = new ArrayList<>();
        List<Relevant> withheld = new ArrayList<>();
        for (Relevant each : all.told()) {
            (random.nextDouble() < settings.withheld() ? withheld : told).add(each);
        }
        ids(told).forEach(id -> uses.merge(id, 1L, Long::sum));
        Instant now = time.now();
        if (usesKeptAt.plus(BETWEEN_USES).isBefore(now)) {
            keepUses();
        }
        return new Told(
                Briefing.of(told, mostChars).text(), profile.with(Tellings.attributes(ids(told), ids(withheld))));
    }

    /** Writes down how often items were told. What a process that is killed told in its last minute is not counted. */
    void keepUses() {
        usesKeptAt = time.now();
        Map<String, Long> counted = new HashMap<>();
        for (String id : Set.copyOf(uses.keySet())) {
            Long count = uses.remove(id);
            if (count != null) {
                counted.put(id, count);
            }
        }
        try {
            if (!counted.isEmpty()) {
                shelves.change(stock -> counted.forEach((id, count) -> stock.item(id)
                        .ifPresent(item -> stock.put(item.with(item.trust().afterUses(count))))));
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "How often something known was told can't be kept.", e);
        }
    }

    private static List<String> ids(List<Relevant> answers) {
        return answers.stream().map(each -> each.item().id()).toList();
    }

    /**
     * Writes down what somebody knows.
     *
     * @param by who says so
     * @param confidence how sure they are, from 0 to 1; {@link Trust#USUAL} if they don't say. What was known of it before stays
     * @throws IllegalArgumentException if a text is too long or more than a line, or the confidence is no share
     */
    public Knowledge add(Kind kind, Scope scope, String statement, String action, String by, double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "A confidence must be from 0 to 1, but this is (%s).".formatted(confidence));
        }
        Instant now = time.now();
        var item = new Knowledge(
                Knowledge.id(kind, scope, statement),
                kind,
                scope,
                statement,
                action,
                new Provenance(From.WRITTEN, by, now),
                Trust.of(confidence, now));
        return keep(item);
    }

    private Knowledge keep(Knowledge item) {
        Instant now = time.now();
        shelves.change(stock -> {
            Trust trust = stock.item(item.id())
                    .map(before ->
                            before.trust().foundAgain(item.trust().found()).doubted(""))
                    .orElse(item.trust());
            stock.put(item.with(trust));
            stock.atMost(settings.most(), each -> each.id().equals(item.id()) ? 1 : worth(each, now));
        });
        return item(item.id()).orElse(item);
    }

    /** What an item is worth keeping for: how sure it is, and how much came of it. What people wrote outlasts what was learned. */
    private double worth(Knowledge item, Instant now) {
        double seen = item.trust().belief(now, settings.halfLife()).all();
        double written = item.provenance().from() == From.WRITTEN ? .1 : 0;
        double apart = item.isFree() ? 0 : .5;
        return .8 * confidence(item, now) + .2 * seen / (seen + 10) + written - apart;
    }

    /**
     * Says that an item was used.
     *
     * @return empty if there is none
     */
    public Optional<Knowledge> used(String id) {
        return shelves.change(id, item -> item.with(item.trust().afterUses(1)));
    }

    /**
     * Says that an item helped with a task.
     *
     * @return empty if there is none
     */
    public Optional<Knowledge> helped(String id, String task) {
        return said(id, task, new Tally(1, 1));
    }

    /**
     * Says that an item did not help with a task, or was wrong.
     *
     * @return empty if there is none
     */
    public Optional<Knowledge> failed(String id, String task) {
        return said(id, task, new Tally(1, 0));
    }

    /** What comes of it in another task says how findings carry over, not whether it holds where it was found. */
    private Optional<Knowledge> said(String id, String task, Tally said) {
        Optional<Knowledge> item = item(id);
        String home = item.map(each -> each.scope().task()).orElse("");
        if (item.isEmpty() || home.isEmpty() || task.isEmpty() || home.equals(task)) {
            return shelves.change(id, each -> each.with(each.trust().after(said, time.now(), settings.halfLife())));
        }
        shelves.change(stock -> stock.transfers(Transfer.after(stock.transfers(), home, task, said)));
        return used(id);
    }

    /**
     * Vouches for an item that was kept apart.
     *
     * @return empty if there is none
     */
    public Optional<Knowledge> accept(String id) {
        return shelves.change(id, item -> item.with(item.trust().doubted("")));
    }

    /**
     * Removes an item; it is not learned again by itself.
     *
     * @return what was removed; empty if there was none
     */
    public Optional<Knowledge> forget(String id) {
        Optional<Knowledge> item = item(id);
        item.ifPresent(each -> shelves.change(stock -> stock.forget(id)));
        return item;
    }

    /** A pack of some of what is known here; what was kept apart, and what came in packs, is not in it. */
    public KnowledgePack pack(String name, String version, Predicate<Knowledge> which) {
        List<Knowledge> items = all().stream()
                .filter(each -> each.isFree() && each.provenance().from() != From.IMPORTED)
                .filter(which)
                .limit(KnowledgePack.MOST_ITEMS)
                .toList();
        return new KnowledgePack(name, version, time.now(), items);
    }

    /**
     * Takes what is in a pack as hints: it counts for a few uses at most, never replaces what was learned or written here, and is kept
     * apart where it looks as if it spoke to its reader or wanted something run.
     */
    public TakenPack take(KnowledgePack pack) {
        Instant now = time.now();
        var taken = new AtomicReference<>(TakenPack.NOTHING);
        shelves.change(stock -> {
            TakenPack sum = TakenPack.NOTHING;
            for (Knowledge each : pack.items()) {
                sum = sum.and(take(Hearsay.of(each, pack.source(), now), stock, pack));
            }
            taken.set(sum.dropping(stock.atMost(settings.most(), each -> worth(each, now))));
        });
        return taken.get();
    }

    private static TakenPack take(Knowledge item, Shelves.Stock stock, KnowledgePack pack) {
        Optional<Knowledge> before = stock.item(item.id());
        if (stock.isForgotten(item.id())
                || before.filter(each -> !pack.brought(each)).isPresent()) {
            return TakenPack.KNOWN;
        }
        stock.put(before.map(each -> item.with(each.trust()
                        .foundAgain(item.trust().found())
                        .doubted(item.trust().doubt())))
                .orElse(item));
        return before.isPresent() ? TakenPack.RENEWED : item.isFree() ? TakenPack.ADDED : TakenPack.APART;
    }

    /**
     * Looks at the history for what can be used again, and keeps it. What was learned before and is not seen any more counts half from
     * then on; what nobody wants to hear of again, and what people wrote, stays as it is. Without anything new, nothing changes.
     */
    public Lesson learn() {
        keepUses();
        return new KnowledgeStudy(store.workspace(workspace), shelves, settings, time.now()).learn(this::worth);
    }
}
