package dev.afterwise.cli;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.remote.Remote;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.heal.classify.Rules;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.Api;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Api.Question;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Caller;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.Seeded;
import dev.afterwise.time.Timekeeper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What anybody may ask the API. The first byte says what of all that is offered; the lines that follow are parts of the path,
 * parameters if they hold an equals sign, and, after an empty line, the body.
 */
public final class FuzzApi {
    private static final List<Offer> OFFERS;
    private static final Api API;

    static {
        Store store = Store.inMemory();
        Afterwise afterwise = Afterwise.with(store, Settings.STANDARD.with(Seeded.random()));
        for (int i = 0; i < 20; i++) {
            int each = i;
            try {
                afterwise.run(
                        "email",
                        run -> run.phase("send", () -> {
                            if (each % 3 == 0) {
                                throw new IllegalStateException("connection refused");
                            }
                            return each;
                        }));
            } catch (IllegalStateException recorded) {
                // What failed is history, too.
            }
        }
        afterwise.flush();
        var commands = new HttpApi(new Opened(afterwise, store), Shells.silent(Path.of("")));
        API = new Remote(
                        afterwise,
                        store.workspace(Workspace.DEFAULT),
                        Redaction.STANDARD,
                        Rules.NONE,
                        Timekeeper.system())
                .before(commands);
        OFFERS = API.offers().stream()
                .sorted(Comparator.comparing(Offer::path).thenComparing(Offer::method))
                .toList();
    }

    private FuzzApi() {}

    /** Has all that is offered asked once, so that no class is loaded while the clock of an input runs. */
    public static void fuzzerInitialize() throws InterruptedException {
        for (int i = 0; i < OFFERS.size(); i++) {
            fuzzerTestOneInput(new byte[] {(byte) i});
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws InterruptedException {
        if (input.length == 0) {
            return;
        }
        Offer offer = OFFERS.get((input[0] & 0xff) % OFFERS.size());
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        int end = text.indexOf("\n\n");
        var path = new ArrayList<>(List.of(offer.path().split("/", -1)));
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        (end < 0 ? text : text.substring(0, end))
                .lines()
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals < 0) {
                        path.add(line);
                    } else {
                        parameters
                                .computeIfAbsent(line.substring(0, equals), ignored -> new ArrayList<>())
                                .add(line.substring(equals + 1));
                    }
                });
        Reply reply = API.answer(new Question(
                Caller.local(Workspace.DEFAULT),
                offer.method(),
                path,
                parameters,
                end < 0 ? "" : text.substring(end + 2)));
        if (reply.status() >= 500) {
            throw new AssertionError("Nothing that is asked may break the API, but this does: " + reply.json());
        }
        Json.object(reply.json());
    }
}
