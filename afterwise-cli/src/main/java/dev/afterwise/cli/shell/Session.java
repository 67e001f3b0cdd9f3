package dev.afterwise.cli.shell;

import dev.afterwise.Afterwise;
import dev.afterwise.GuardSettings;
import dev.afterwise.LoopSettings;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One command being carried out: what was asked of all commands, and the store once it is opened. For one thread. */
public final class Session implements AutoCloseable {
    private static final Path USUAL_STORE = Path.of(".afterwise", "history.db");

    /** The front door, and the store behind it with all its workspaces. */
    public record Opened(Afterwise afterwise, Store store) {}

    private final Shell shell;
    private final GlobalOptions options;
    private final Configurations configurations;
    private final @Nullable Opened shared;
    private @Nullable AutoCloseable opened;
    private boolean isEmptyHanded;

    public Session(Shell shell, GlobalOptions options) {
        this(shell, options, null);
    }

    /** @param shared what stays open when the session is closed; null if it opens its own */
    public Session(Shell shell, GlobalOptions options, @Nullable Opened shared) {
        this.shell = shell;
        this.options = options;
        this.configurations = new Configurations(shell);
        this.shared = shared;
    }

    public Shell shell() {
        return shell;
    }

    public Configurations configurations() {
        return configurations;
    }

    public Format format() {
        return options.format();
    }

    /** Into which file to answer; empty if there is to be none. */
    public Optional<Path> file() {
        return options.file().map(shell::file);
    }

    /** The colours of what is written to {@code out}. */
    public Paint paint() {
        return options.colouring().on(shell.screen(), shell.env());
    }

    /** The colours of what is written to {@code err}. */
    public Paint panelPaint() {
        return options.colouring().on(shell.panel(), shell.env());
    }

    /** Where the store is, or would be. */
    public Path place() {
        return shell.file(asked().orElse(USUAL_STORE));
    }

    /** Whether somebody said where the store is. */
    public boolean isPlaceAsked() {
        return asked().isPresent();
    }

    private Optional<Path> asked() {
        return Optional.ofNullable(options.store)
                .or(() -> shell.env().value(Variable.AFTERWISE_STORE).map(Path::of));
    }

    /** @throws Refusal if it has a name that none can have */
    public Workspace workspace() {
        String asked = options.workspace != null
                ? options.workspace
                : shell.env().value(Variable.AFTERWISE_WORKSPACE).orElse(Workspace.DEFAULT.name());
        try {
            return new Workspace(asked);
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.USAGE, e);
        }
    }

    /** @throws Refusal if the environment asks for limits that can't be */
    public PlanLimits limits() {
        PlanLimits usual = PlanLimits.DEFAULT;
        int maxSteps = limit(Variable.AFTERWISE_MAX_PLAN_STEPS, usual.maxSteps(), 10_000);
        int maxConcurrency = limit(Variable.AFTERWISE_MAX_CONCURRENCY, usual.maxConcurrency(), 64);
        return new PlanLimits(maxSteps, maxConcurrency);
    }

    private int limit(Variable variable, int usual, int most) {
        Optional<String> value = shell.env().value(variable);
        if (value.isEmpty()) {
            return usual;
        }
        return shell.env()
                .whole(variable)
                .filter(number -> number <= most)
                .orElseThrow(() -> Refusal.usage("%s must be a whole number from 1 to %,d, but it is (%s)."
                        .formatted(variable, most, value.get())));
    }

    /**
     * The front door to the history.
     *
     * @throws Refusal if there must be a store and there is none
     * @throws StoreException if it can't be opened
     */
    public Afterwise open(Access access) {
        if (shared != null) {
            return shared.afterwise();
        }
        return whole(access).afterwise();
    }

    /** As {@link #open}, for whoever needs the store, too. */
    public Opened whole(Access access) {
        Settings settings = Settings.STANDARD
                .with(workspace())
                .with(limits())
                .with(shell.time())
                .with(retention(access))
                .with(LoopSettings.ASKED);
        if (access == Access.READ) {
            Store store = store(access);
            return new Opened(keep(Afterwise.with(store, settings)), store);
        }
        settings = settings.withLogs(place().toAbsolutePath().resolveSibling("logs"))
                .with(configurations.recording())
                .with(configurations.rules())
                .with(configurations.thresholds());
        GuardSettings guards = configurations.guards();
        Store store = store(access);
        Afterwise afterwise = keep(Afterwise.with(store, settings));
        afterwise.guards().use(guards);
        afterwise.knowledge().use(configurations.knowledge());
        if (access == Access.MAKE) {
            afterwise.alerts().use(configurations.alerts());
        }
        return new Opened(afterwise, store);
    }

    /** Whoever only reads removes nothing. */
    private Retention retention(Access access) {
        return access == Access.READ ? Retention.OF_ALL : configurations.retention();
    }

    /** Whether a server asks, which keeps the store open and has a loop that learns. */
    public boolean isServed() {
        return shared != null;
    }

    /** The store with all its workspaces; the same may be thrown as by {@link #open}. */
    public Store openStore(Access access) {
        return shared == null ? keep(store(access)) : shared.store();
    }

    private Store store(Access access) {
        Path place = place();
        if (access == Access.MAKE) {
            return Afterwise.store(place);
        }
        if (Files.exists(place)) {
            return access == Access.READ ? Afterwise.storeReadOnly(place) : Afterwise.store(place);
        }
        if (isPlaceAsked()) {
            throw new Refusal(Exit.STORE, """
                    There must be a history at (%s), but there is none.
                    Maybe check --store and AFTERWISE_STORE, or make one by 'afterwise import' or 'afterwise run'.""".formatted(place));
        }
        isEmptyHanded = true;
        return Store.inMemory();
    }

    /** What to say to somebody who has no history yet; empty if there is one, or nobody has looked. */
    public Optional<String> hint() {
        return isEmptyHanded
                ? Optional.of(
                        "There is no history yet at %s.\nMaybe import one (afterwise import FILE.jsonl), or run a plan (afterwise run PLAN.yaml)."
                                .formatted(place()))
                : Optional.empty();
    }

    private <C extends AutoCloseable> C keep(C closeable) {
        opened = closeable;
        return closeable;
    }

    /** Closes what was opened, and thereby stores what was recorded. */
    @Override
    public void close() {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
