package dev.afterwise.cli;

import dev.afterwise.Afterwise;
import dev.afterwise.Loop;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.change.Outbound;
import dev.afterwise.cli.remote.Remote;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.Kept;
import dev.afterwise.server.Serving;
import dev.afterwise.server.Serving.Setup;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = {
            "Take in what OpenTelemetry's clients send, answer over HTTP, show the dashboard, let the work get better by itself.",
            "Listens on loopback unless --bind says otherwise. Goes on until it is stopped (Ctrl-C); then it stores what waits."
        })
final class Serve implements Verb {
    private static final List<Integer> OTLP_PORTS = List.of(4317, 4318);

    /** Held, so that its level stays. */
    private static final Logger LIBRARY = Logger.getLogger("com.linecorp.armeria");

    @Option(
            names = "--port",
            paramLabel = "N",
            order = 1,
            description = "where to listen; 8787 if nothing is said, 0 for any that is free")
    int port = 8787;

    @Option(
            names = "--no-otlp-ports",
            order = 2,
            description =
                    "don't listen on 4317 and 4318, too, where OpenTelemetry's clients send to if nobody tells them otherwise")
    boolean isAlone;

    @Mixin
    Reach reach = new Reach();

    @Override
    public Answer answer(Session session) throws InterruptedException {
        LIBRARY.setLevel(Level.WARNING);
        if (port < 0 || port > 65_535) {
            throw Refusal.usage("--port must be from 0 to 65535, but it is (%d).".formatted(port));
        }
        Session.Opened opened = session.whole(Access.MAKE);
        Afterwise afterwise = opened.afterwise();
        afterwise.loop().use(session.configurations().loop());
        var redaction = new Redaction(session.configurations().recording().secrets());
        var ports = new ArrayList<Integer>(List.of(port));
        if (!isAlone) {
            OTLP_PORTS.stream().filter(each -> each != port).forEach(ports::add);
        }
        var remote = new Remote(
                afterwise,
                opened.store().workspace(session.workspace()),
                redaction,
                session.configurations().rules(),
                session.shell().time());
        var commands = new HttpApi(opened, session.shell());
        var api = new Kept(
                commands, HttpApi::isStudy, commands::isLong, session.shell().time());
        var setup = Setup.of(opened.store(), session.workspace(), remote.before(api))
                .with(redaction)
                .with(session.shell().time())
                .with(session.configurations().otlp())
                .with(new McpMessages(opened, session.shell()))
                .with(reach.listening(session, opened.store(), ports));
        var duties = new Duties(afterwise);
        var outbound = Outbound.begin(opened, session);
        try (api;
                outbound;
                var serving = Serving.start(setup)) {
            say(session, serving);
            warm(api, session);
            while (true) {
                if (duties.done()) {
                    warm(api, session);
                }
                session.shell().time().sleep(Loop.LOOK);
            }
        } catch (BindException e) {
            throw new Refusal(Exit.FAILED, e.getMessage() + "\nMaybe say another by --port, or --no-otlp-ports.");
        } catch (InterruptedException stopped) {
            return Answer.of("serve")
                    .remark("Stopped; all that was received is stored.")
                    .exit(Exit.INTERRUPTED);
        }
    }

    private static void warm(Kept api, Session session) {
        HttpApi.awaited(session.workspace()).forEach(api::warm);
    }

    private void say(Session session, Serving serving) {
        if (session.format() != Format.NONE) {
            String where = serving.ports().stream().map(reach::address).collect(Collectors.joining(", "));
            session.shell().err().println(session.panelPaint().apply(Tone.FAINT, "Listening on " + where));
            session.shell().err().flush();
        }
    }
}
