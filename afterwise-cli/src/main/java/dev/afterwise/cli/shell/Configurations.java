package dev.afterwise.cli.shell;

import dev.afterwise.AlertSettings;
import dev.afterwise.GuardSettings;
import dev.afterwise.KnowledgeSettings;
import dev.afterwise.LoopSettings;
import dev.afterwise.Recording;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Precedents;
import dev.afterwise.heal.classify.Rules;
import dev.afterwise.json.Configuration;
import dev.afterwise.json.ConfigurationReader;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.otel.Otlp;
import dev.afterwise.otel.Prices;
import dev.afterwise.plan.Threshold;
import dev.afterwise.store.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The configuration that holds for a command, which is read when it is first asked for. Used by one thread. */
public final class Configurations {
    private final Shell shell;

    @Nullable
    private Configuration configuration;

    Configurations(Shell shell) {
        this.shell = shell;
    }

    /**
     * That of {@code AFTERWISE_CONFIG}; else the one in the first of these folders that has one; else none.
     *
     * @throws Refusal if it can't be read, or there is a problem with it
     */
    public static Configuration read(Shell shell, Path... folders) {
        Optional<Path> asked = shell.env().value(Variable.AFTERWISE_CONFIG).map(Path::of);
        if (asked.isPresent() && !Files.isRegularFile(shell.file(asked.get()))) {
            throw Refusal.usage("AFTERWISE_CONFIG must name a file, but (%s) is none.".formatted(asked.get()));
        }
        Optional<Path> file = asked.map(shell::file).or(() -> ConfigurationReader.find(folders));
        try {
            return file.isEmpty() ? Configuration.NONE : ConfigurationReader.read(file.get());
        } catch (PlanProblemsException e) {
            throw Refusal.problems(e.file(), e.problems());
        } catch (IOException e) {
            throw new Refusal(
                    Exit.FAILED, "The configuration (%s) can't be read: %s".formatted(file.get(), e.getMessage()));
        }
    }

    /**
     * What is recorded, and how: as the configuration says, and before it {@code AFTERWISE_RECORDING} and {@code AFTERWISE_TRACES}.
     *
     * @throws Refusal if there is a problem with either
     */
    public Recording recording() {
        Recording configured = here().recording();
        try {
            Recording recording = configured.overriddenBy(shell.env().variables());
            Path traces = recording.traces();
            Recording placed = traces == null ? recording : recording.withTraces(shell.file(traces));
            return placed.pressure() instanceof Recording.Pressure.Spill(Path folder)
                    ? placed.with(new Recording.Pressure.Spill(shell.file(folder)))
                    : placed;
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.USAGE, e);
        }
    }

    /**
     * The rules by which failures are classified before the built-in ones.
     *
     * @throws Refusal if there is a problem with them
     */
    public Rules rules() {
        try {
            Path named = here().rules();
            return named == null ? Rules.NONE : RulesFile.of(shell, named);
        } catch (IOException e) {
            throw new Refusal(Exit.FAILED, "The rules that the configuration names can't be read: " + e.getMessage());
        }
    }

    /**
     * How what comes over OTLP is understood: failures are classified by {@link #rules()}, and what nobody says the cost of is
     * priced by the table that the configuration names, then by the built-in one.
     *
     * @throws Refusal if there is a problem with either
     */
    public Otlp otlp() {
        Path named = here().prices();
        Prices prices =
                named == null ? Prices.builtIn() : PricesFile.of(shell, named).or(Prices.builtIn());
        return new Otlp(new Classifier(rules(), Precedents.NONE)::classify, prices);
    }

    /**
     * For how long history is kept: as the configuration says, and before it {@code AFTERWISE_RETENTION}.
     *
     * @throws Refusal if there is a problem with either
     */
    public Retention retention() {
        Retention configured = here().retention();
        Optional<String> asked = shell.env().value(Variable.AFTERWISE_RETENTION);
        if (asked.isEmpty()) {
            return configured;
        }
        String name = Variable.AFTERWISE_RETENTION.name();
        try {
            return ConfigurationReader.retention(name, asked.get(), configured);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(name, e.problems());
        }
    }

    /**
     * The thresholds that have names.
     *
     * @throws Refusal if there is a problem with the configuration
     */
    SortedMap<String, Threshold> thresholds() {
        return here().thresholds();
    }

    /**
     * What guards components from their callers.
     *
     * @throws Refusal if there is a problem with the configuration
     */
    GuardSettings guards() {
        return here().guards();
    }

    /**
     * What a person wants to know at once.
     *
     * @throws Refusal if there is a problem with the configuration
     */
    public AlertSettings alerts() {
        return here().alerts();
    }

    /**
     * When there is learned by itself, and what becomes of what is recommended.
     *
     * @throws Refusal if there is a problem with the configuration
     */
    public LoopSettings loop() {
        return here().loop();
    }

    /**
     * Where the plans are that the loop runs by their schedules.
     *
     * @throws Refusal if there is a problem with the configuration
     */
    public List<Path> plans() {
        return here().plans();
    }

    /**
     * How much is remembered of what is known, for how long, and whose.
     *
     * @throws Refusal if there is a problem with the configuration
     */
    public KnowledgeSettings knowledge() {
        return here().knowledge();
    }

    private Configuration here() {
        if (configuration == null) {
            configuration = read(shell, shell.folder());
        }
        return configuration;
    }
}
