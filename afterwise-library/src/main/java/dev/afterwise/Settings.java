package dev.afterwise;

import dev.afterwise.heal.classify.Rules;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.Threshold;
import dev.afterwise.store.Retention;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a front door works with.
 *
 * @param workspace all that is recorded and read belongs to it
 * @param recording what is recorded, and how
 * @param thresholds by name, for code to ask about ({@link Afterwise#isAbove})
 * @param retention for how long what is recorded is kept
 * @param caps how much may be done about failures
 * @param faults what goes wrong on purpose, so that recovery can be rehearsed
 * @param rules by which failures are classified before the built-in ones
 * @param loop when it learns by itself, and what it does with what it finds
 * @param crew who does what plans ask for by name
 * @param logs the folder in which what commands of plans print is kept in files that grow while they run, or null
 * @param time where it learns the time and waits
 * @param random where chance comes from; must be safe for use by many threads
 */
public record Settings(
        Workspace workspace,
        PlanLimits limits,
        Recording recording,
        SortedMap<String, Threshold> thresholds,
        Retention retention,
        Caps caps,
        FaultPlan faults,
        Rules rules,
        LoopSettings loop,
        Crew crew,
        @Nullable Path logs,
        Timekeeper time,
        RandomGenerator random) {
    /** The default workspace, limits and retention, the machine's own clocks and chance. */
    public static final Settings STANDARD = new Settings(
            Workspace.DEFAULT,
            PlanLimits.DEFAULT,
            Recording.STANDARD,
            new TreeMap<>(),
            Retention.STANDARD,
            Caps.STANDARD,
            FaultPlan.NONE,
            Rules.NONE,
            LoopSettings.STANDARD,
            Crew.NONE,
            null,
            Timekeeper.system(),
            Randomness.system());

    public Settings {
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
    }

    public Settings with(Workspace other) {
        return edited(draft -> draft.workspace = other);
    }

    public Settings with(PlanLimits other) {
        return edited(draft -> draft.limits = other);
    }

    public Settings with(Recording other) {
        return edited(draft -> draft.recording = other);
    }

    public Settings with(Map<String, Threshold> other) {
        return edited(draft -> draft.thresholds = new TreeMap<>(other));
    }

    public Settings with(Retention other) {
        return edited(draft -> draft.retention = other);
    }

    public Settings with(Caps other) {
        return edited(draft -> draft.caps = other);
    }

    public Settings with(FaultPlan other) {
        return edited(draft -> draft.faults = other);
    }

    public Settings with(Rules other) {
        return edited(draft -> draft.rules = other);
    }

    public Settings with(LoopSettings other) {
        return edited(draft -> draft.loop = other);
    }

    public Settings with(Crew other) {
        return edited(draft -> draft.crew = other);
    }

    /** With another folder for what commands of plans print; null if it is not to be kept. */
    public Settings withLogs(@Nullable Path folder) {
        return edited(draft -> draft.logs = folder);
    }

    public Settings with(Timekeeper other) {
        return edited(draft -> draft.time = other);
    }

    public Settings with(RandomGenerator other) {
        return edited(draft -> draft.random = other);
    }

    /** What is recorded and how, here. What finds no room in the store is kept by workspace, as in the store. */
    Recording recordingHere() {
        Recording recording = this.recording.overriddenBy(System.getenv());
        return recording.pressure() instanceof Recording.Pressure.Spill(Path folder)
                ? recording.with(new Recording.Pressure.Spill(folder.resolve(workspace.name())))
                : recording;
    }

    private Settings edited(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.made();
    }

    /** Settings in the making. */
    private static final class Draft {
        Workspace workspace;
        PlanLimits limits;
        Recording recording;
        SortedMap<String, Threshold> thresholds;
        Retention retention;
        Caps caps;
        FaultPlan faults;
        Rules rules;
        LoopSettings loop;
        Crew crew;

        @Nullable
        Path logs;

        Timekeeper time;
        RandomGenerator random;

        Draft(Settings from) {
            workspace = from.workspace;
            limits = from.limits;
            recording = from.recording;
            thresholds = from.thresholds;
            retention = from.retention;
            caps = from.caps;
            faults = from.faults;
            rules = from.rules;
            loop = from.loop;
            crew = from.crew;
            logs = from.logs;
            time = from.time;
            random = from.random;
        }

        Settings made() {
            return new Settings(
                    workspace,
                    limits,
                    recording,
                    thresholds,
                    retention,
                    caps,
                    faults,
                    rules,
                    loop,
                    crew,
                    logs,
                    time,
                    random);
        }
    }
}
