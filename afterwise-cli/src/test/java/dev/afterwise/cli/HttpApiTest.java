package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.server.Api.Question;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Caller;
import dev.afterwise.server.Role;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpApiTest {
    @TempDir
    Path folder;

    private final Store store = Store.inMemory();
    private final Afterwise afterwise = Afterwise.with(store, Settings.STANDARD);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpApi api;

    @BeforeEach
    void open() {
        api = new HttpApi(new Opened(afterwise, store), Shells.saying(printed, folder));
        for (int i = 0; i < 3; i++) {
            afterwise.run("email", run -> "done");
        }
        afterwise.flush();
    }

    @AfterEach
    void close() {
        afterwise.close();
    }

    @Test
    void answersAsTheCommandDoes() throws InterruptedException {
        Reply reply = ask(List.of("history", "list"), Map.of("limit", List.of("2")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .startsWith("{\"schema\":\"afterwise.history.list/v1\"")
                .contains("\"task\":\"email\"");
        assertThat(ask(List.of("trends"), Map.of()).json()).contains("afterwise.trends/v1");
        assertThat(printed.size()).isZero();
    }

    @Test
    void whatACommandIsAboutFollowsInThePath() throws InterruptedException {
        String id = afterwise
                .history()
                .find(new Query(Filter.ALL, null, 1))
                .items()
                .getFirst()
                .id()
                .hex();

        assertThat(ask(List.of("history", "show", id), Map.of()).json()).contains(id);
        assertThat(ask(List.of("history", "show", "--store=x"), Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void tooLittleHistoryIsAnAnswer() throws InterruptedException {
        Reply reply = ask(List.of("predict", "email"), Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).contains("There must be 20 executions");
    }

    @Test
    void offersOnlyWhatReads() throws InterruptedException {
        for (List<String> path : List.of(
                List.<String>of(),
                List.of("export"),
                List.of("run", "plan.yaml"),
                List.of("recommendations", "approve", "x"),
                List.of("history"),
                List.of("serve"),
                List.of("store", "prune"))) {
            assertThat(ask(path, Map.of()).status()).as(path.toString()).isEqualTo(404);
        }
    }

    @Test
    void saysWhatIsWrongWithAParameter() throws InterruptedException {
        Reply unknown = ask(List.of("history", "list"), Map.of("limt", List.of("2")));

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json()).contains("did you mean '--limit'?");
        assertThat(ask(List.of("history", "list"), Map.of("store", List.of("x")))
                        .status())
                .isEqualTo(400);
        assertThat(ask(List.of("history", "list"), Map.of("LIMIT", List.of("x")))
                        .status())
                .isEqualTo(400);
        assertThat(ask(List.of("history", "list"), Map.of("task", List.of("x".repeat(9_000))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whoeverMayChangesSomethingUnderTheirOwnName() throws InterruptedException {
        String id = afterwise
                .history()
                .find(new Query(Filter.ALL, null, 1))
                .items()
                .getFirst()
                .id()
                .hex();
        Reply rated = tell(Role.WRITER, List.of("history", "rate", id, "4"), "{\"note\":\"fine\"}");

        assertThat(rated.status()).isEqualTo(200);
        assertThat(rated.json()).contains("\"by\":\"the writer\"", "\"comment\":\"fine\"");
        assertThat(tell(Role.WRITER, List.of("history", "rate", id, "4"), "{\"by\":\"ana\"}")
                        .status())
                .isEqualTo(400);
        assertThat(tell(Role.VIEWER, List.of("history", "rate", id, "4"), "{}").status())
                .isEqualTo(403);
        assertThat(tell(Role.ADMIN, List.of("history", "rate", id), "{\"arguments\":[\"--store=x\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(tell(Role.ADMIN, List.of("history", "rate", id, "4"), "[1]").json())
                .contains("afterwise.error/v1", "must be a JSON object");
        assertThat(tell(Role.ADMIN, List.of("history", "list"), "{}").status()).isEqualTo(404);
    }

    @Test
    void whoDecidedWhatAndWhyIsKept() throws InterruptedException {
        assertThat(tell(Role.ADMIN, List.of("breakers", "open", "shop"), "{\"anyway\":true,\"because\":\"it is down\"}")
                        .status())
                .isEqualTo(200);
        assertThat(tell(Role.ADMIN, List.of("recommendations", "approve", "nosuch"), "{}")
                        .status())
                .isEqualTo(404);

        String audit = api.answer(new Question(
                        new Caller("the admin", Role.ADMIN, Workspace.DEFAULT), "GET", List.of("audit"), Map.of(), ""))
                .json();
        assertThat(audit)
                .containsSubsequence(
                        "\"by\":\"the admin\",\"what\":\"recommendations approve\",\"about\":\"nosuch\"",
                        "\"outcome\":\"failed\"",
                        "\"what\":\"breakers open\",\"about\":\"shop\",\"because\":\"it is down\",\"outcome\":\"done\"");
        assertThat(api.answer(new Question(
                                new Caller("a viewer", Role.VIEWER, Workspace.DEFAULT),
                                "GET",
                                List.of("audit"),
                                Map.of(),
                                ""))
                        .status())
                .isEqualTo(403);
    }

    private Reply tell(Role role, List<String> path, String body) throws InterruptedException {
        return api.answer(
                new Question(new Caller("the " + role.word(), role, Workspace.DEFAULT), "POST", path, Map.of(), body));
    }

    private Reply ask(List<String> path, Map<String, List<String>> parameters) throws InterruptedException {
        return api.answer(new Question(Caller.local(Workspace.DEFAULT), "GET", path, parameters, ""));
    }
}
