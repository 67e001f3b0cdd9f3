package dev.afterwise.cli.loop;

import dev.afterwise.Afterwise;
import dev.afterwise.Cycle;
import dev.afterwise.Loop;
import dev.afterwise.LoopSettings;
import dev.afterwise.LoopSettings.Adopt;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.change.Outbound;
import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterwise loop}. */
@Command(
        name = "loop",
        description = {
            "Let the work get better by itself: learn from what was recorded, recommend, adopt as far as allowed, measure, keep or take back.",
            "With --plans it runs plans, too, whenever their schedules say so.",
            "Goes on until it is stopped (Ctrl-C), with a cycle whenever it is time for one. One process at a time carries out a cycle."
        })
public final class Looping implements Verb, Group {
    @Option(names = "--once", order = 1, description = "carry out one cycle now, and end")
    boolean once;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            order = 2,
            description =
                    "so long from one cycle to the next, such as 24h; otherwise as afterwise.yaml says, 24h if it says nothing")
    @Nullable
    String every;

    @Option(
            names = "--after",
            paramLabel = "N",
            order = 3,
            description =
                    "also after so many new executions, 0 for never; otherwise as afterwise.yaml says, 20 if it says nothing")
    @Nullable
    Integer after;

    @Option(
            names = "--adopt",
            paramLabel = "WHAT",
            order = 4,
            description =
                    "what becomes of recommendations: approve (they wait for you), auto (adopted and measured at once) or off (none are made); otherwise as afterwise.yaml says")
    @Nullable
    String adopt;

    @Option(
            names = "--plans",
            paramLabel = "PLACE",
            order = 5,
            description = {
                "a plan, or a folder with plans, that are run by their own schedules meanwhile; may be given several times.",
                "Otherwise as afterwise.yaml says."
            })
    List<Path> plans = List.of();

    @Override
    public List<Class<?>> members() {
        return List.of(LoopStatus.class);
    }

    @Override
    public Answer answer(Session session) throws InterruptedException {
        LoopSettings settings = settings(session);
        PlanPlaces places = places(session);
        Opened opened = session.whole(places.isEmpty() || once ? Access.CHANGE : Access.MAKE);
        Afterwise afterwise = opened.afterwise();
        Loop loop = afterwise.loop();
        loop.use(settings);
        if (session.hint().isPresent()) {
            return Answer.of("loop.cycle").exit(Exit.NOT_ENOUGH_HISTORY);
        }
        if (!once) {
            var outbound = Outbound.begin(opened, session);
            try (outbound) {
                return goOn(afterwise, places, session);
            }
        }
        Optional<Cycle> cycle = loop.once();
        return cycle.isPresent() ? Told.cycle(afterwise, cycle.get()) : Told.elsewhere(loop);
    }

    private LoopSettings settings(Session session) {
        LoopSettings settings = session.configurations().loop();
        try {
            settings = every == null ? settings : settings.withEvery(When.length("--every", every));
            settings = after == null ? settings : settings.withAfter(after);
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.USAGE, e);
        }
        return adopt == null ? settings : settings.with(Words.choose("--adopt", adopt, Adopt.values()));
    }

    /** Those that are asked for; else those of the configuration. */
    private PlanPlaces places(Session session) {
        if (once && !plans.isEmpty()) {
            throw Refusal.usage("--plans must not stand with --once, for nothing waits there until a plan is due.");
        }
        List<Path> asked = plans.isEmpty() ? session.configurations().plans() : plans;
        List<Path> all = asked.stream().map(session.shell()::file).toList();
        for (Path each : plans.isEmpty() ? List.<Path>of() : all) {
            if (!Files.exists(each)) {
                throw Refusal.notFound("There must be a plan or a folder (%s), but there is none.".formatted(each));
            }
        }
        return new PlanPlaces(all);
    }

    /** Until somebody stops it; then it says what it did. */
    private static Answer goOn(Afterwise afterwise, PlanPlaces places, Session session) {
        Loop loop = afterwise.loop();
        say(session, Told.plan(loop.settings()), Tone.FAINT);
        long cycles = 0;
        var scheduled = new Scheduled(session, afterwise, places);
        try (scheduled) {
            boolean isFirst = true;
            while (true) {
                scheduled.look();
                if (isFirst && !places.isEmpty()) {
                    say(session, scheduled.plan(), Tone.FAINT);
                }
                isFirst = false;
                Optional<Cycle> cycle = loop.onceIfDue();
                if (cycle.isPresent()) {
                    cycles++;
                    say(session, Told.line(cycle.get()), cycle.get().isDone() ? Tone.PLAIN : Tone.WARNING);
                }
                session.shell().time().sleep(scheduled.idle(Loop.LOOK));
            }
        } catch (InterruptedException stopped) {
            return Answer.of("loop")
                    .forPrograms("cycles", Cell.whole(cycles))
                    .forPrograms("runs", Cell.whole(scheduled.begun()))
                    .remark("Stopped after %s%s."
                            .formatted(
                                    counted(cycles, "cycle"),
                                    places.isEmpty() ? "" : " and " + counted(scheduled.begun(), "run")))
                    .exit(Exit.INTERRUPTED);
        }
    }

    private static String counted(long count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    static synchronized void say(Session session, String text, Tone tone) {
        if (session.format() != Format.NONE) {
            session.shell().err().println(session.panelPaint().apply(tone, Safe.line(text)));
            session.shell().err().flush();
        }
    }
}
