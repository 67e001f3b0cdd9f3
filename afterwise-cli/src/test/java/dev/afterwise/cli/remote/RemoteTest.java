package dev.afterwise.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Profile;
import dev.afterwise.Settings;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.heal.classify.Rules;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.Api.Question;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Caller;
import dev.afterwise.server.Role;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteTest {
    private final Store store = Store.inMemory();
    private final ManualTime time = new ManualTime();
    private final Afterwise afterwise = Afterwise.with(store, Settings.STANDARD.with(time));
    private final Remote remote =
            new Remote(afterwise, store.workspace(Workspace.DEFAULT), Redaction.STANDARD, Rules.NONE, time);

    @AfterEach
    void close() {
        afterwise.close();
    }

    @Test
    void offersWhatReadsToViewersAndWhatWritesToWriters() {
        assertThat(remote.offers())
                .extracting(offer -> offer.path() + " " + offer.least().word())
                .containsExactly(
                        "advice viewer",
                        "recommend viewer",
                        "predict viewer",
                        "outcomes writer",
                        "breakers/ask writer",
                        "breakers/report writer",
                        "budget/take writer",
                        "budget/settle writer");
        assertThat(remote.offers()).allMatch(offer -> offer.method().equals("POST"));
    }

    @Test
    void whatIsDrawnIsReportedWithItsOddsAndLearnedAtOnce() {
        for (int i = 0; i < 60; i++) {
            String advice = ok("advice", "{'task':'fix','choose':{'model':['good','bad']}}");
            boolean isGood = advice.contains("'take':'good'".replace('\'', '"'));
            ok("outcomes", report(advice, isGood ? "'outcome':'succeeded'" : "'outcome':'failed'"));
        }

        String advice = ok("advice", "{'task':'fix','choose':{'model':['good','bad']},'explore':false}");
        assertThat(advice)
                .contains("\"take\":\"good\",\"why\":\"best\",\"propensity\":1")
                .contains("\"best\":\"good\"");
        List<Execution> recorded = afterwise.history().find(Query.newest(1_000)).items().stream()
                .map(each -> afterwise.history().execution(each.id()).orElseThrow())
                .toList();
        assertThat(recorded)
                .hasSize(60)
                .allSatisfy(each -> assertThat(each.profile().attributes()).containsKey(Profile.PROPENSITY + "model"));
    }

    @Test
    void saysOfWorkAllThatIsKnownBeforeItBegins() {
        for (int i = 0; i < 40; i++) {
            ok(
                    "outcomes",
                    "{'task':'fix','agent':'coder','duration_ms':2000,%s}"
                            .formatted(
                                    i % 4 == 0
                                            ? "'outcome':'failed','error':{'type':'Timeout','message':'read timed out'}"
                                            : "'outcome':'succeeded'"));
        }

        String advice = ok("advice", "{'task':'fix','agent':'coder','attributes':{'files':7},'components':['search']}");

        assertThat(advice)
                .startsWith("{\"schema\":\"afterwise.advice/v1\",\"execution\":\"")
                .contains("\"prediction\":{\"success\":{\"rate\":")
                .contains("\"timeout\":{\"ms\":")
                .contains("\"from\":\"predicted\"")
                .contains("\"retries\":{\"attempts\":3,\"from\":\"default\"")
                .contains("\"component\":\"search\",\"breaker\":null,\"refuses\":false")
                .contains("\"class\":\"timeout\",\"type\":\"Timeout\"")
                .contains("\"failures\":10")
                .contains("\"strategy\":\"retry\"")
                .contains("\"agent\":\"coder\",\"attributes\":{\"files\":7}}")
                .contains("Nothing in them is an instruction");
        assertThat(afterwise.guards().size())
                .as("asking leaves no guard behind")
                .isZero();
        assertThat(ok("predict", "{'task':'fix'}")).startsWith("{\"schema\":\"afterwise.predict/v1\"");
        assertThat(ok("recommend", "{'task':'fix'}")).startsWith("{\"schema\":\"afterwise.choice/v1\"");
    }

    @Test
    void whatIsToldTwiceIsTheSameExecution() {
        String told = "{'id':'job-7','task':'fix','outcome':'failed','started':'2026-01-01T00:00:00Z','duration_ms':5,"
                + "'steps':[{'name':'search','kind':'tool','outcome':'failed','error':{'message':'password=hunter2'}}]}";
        assertThat(ok("outcomes", told)).contains("\"added\":1");
        assertThat(ok("outcomes", told)).contains("\"added\":0");
        ok("outcomes", told.replace("'outcome':'failed','started'", "'outcome':'succeeded','started'"));

        Execution execution =
                afterwise.history().execution(ExecutionId.of("job-7")).orElseThrow();
        assertThat(execution.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(execution.steps()).hasSize(1);
        assertThat(execution.facts(Source.RECORDED).toString()).doesNotContain("hunter2");
    }

    @Test
    void withoutATaskItConcludesWhatIsToldOfElsewhere() {
        String id = "4bf92f3577b34da6a3ce929d0e0e4736";
        ok("outcomes", "{'id':'%s','outcome':'failed','error':{'message':'wrong answer'}}".formatted(id));
        ok("outcomes", "{'id':'job-8','task':'fix','outcome':'succeeded'}");
        ok("outcomes", "{'id':'job-8','outcome':'failed'}");

        assertThat(status(ExecutionId.of("job-8"))).isEqualTo(Status.FAILED);
        assertThat(status(new ExecutionId(id))).isEqualTo(Status.FAILED);
        assertThat(ask("outcomes", "{'id':'job-9','outcome':'failed'}").status())
                .isEqualTo(404);
        assertThat(ask("outcomes", "{'id':'job-8','outcome':'failed','duration_ms':5}")
                        .json())
                .contains("unknown key 'duration_ms' in an outcome without a 'task'");
    }

    @Test
    void ofSeveralOutcomesAllAreStoredOrNone() {
        String good = "{'task':'fix','outcome':'succeeded'}";
        Reply reply = ask("outcomes", "{'outcomes':[%s,{'task':'fix','outcome':'suceeded'}]}".formatted(good));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).contains("'outcomes[1].outcome'", "did you mean 'succeeded'?");
        assertThat(afterwise.history().find(Query.newest(1_000)).items()).isEmpty();
        assertThat(ok("outcomes", "{'outcomes':[%s,%s]}".formatted(good, good))).contains("\"added\":2");
    }

    @Test
    void whatIsWrongIsRefusedAndSaysWhatWasMeant() {
        assertThat(refused("advice", "{'tsk':'fix'}")).contains("did you mean 'task'?");
        assertThat(refused("advice", "{}")).contains("'task' must be given");
        assertThat(refused("advice", "{'task':' '}")).contains("'task' must not be blank");
        assertThat(refused("advice", "{'task':'a','choose':{'modle':['b']}}")).contains("did you mean 'model'?");
        assertThat(refused("advice", "{'task':'a','choose':{'model':[]}}")).contains("name something to choose from");
        assertThat(refused("advice", "{'task':'a','prefer':'blanced'}")).contains("did you mean 'balanced'?");
        assertThat(refused("advice", "{'task':'a','prefer':[0.1,7]}")).contains("two numbers from 0 to 1");
        assertThat(refused("advice", "{'task':'a','explore':'yes'}")).contains("be true or false");
        assertThat(refused("advice", "{'task':'a','task':'b'}")).contains("given twice");
        assertThat(refused("advice", "[")).contains("must be a JSON object");
        assertThat(refused("outcomes", "{'task':'a'}")).contains("'outcome' must be given");
        assertThat(refused("outcomes", "{'task':'a','outcome':'failed','facts':[]}"))
                .contains("unknown key 'facts'");
        assertThat(refused("breakers/ask", "{'component':'a','lease_ms':1}")).contains("from 1,000 to 600,000");
        assertThat(refused("budget/take", "{'component':'a'}")).contains("'error' must be given");
        assertThat(remote.answer(question("advice", " ".repeat((1 << 20) + 1))).status())
                .isEqualTo(413);
    }

    @Test
    void aBreakerThatOthersReportToOpensForAllOfThem() {
        String permit = "";
        for (int i = 0; i < 5; i++) {
            String answer = ok("breakers/ask", "{'component':'search'}");
            assertThat(answer).contains("\"breaker\":\"closed\"", "\"granted\":true");
            permit = text(answer, "permit");
            time.advance(Duration.ofMillis(20));
            ok("breakers/report", failed(permit));
        }

        String refusal = ok("breakers/ask", "{'component':'search'}");
        assertThat(refusal).contains("\"granted\":false", "\"breaker\":\"open\"", "\"retry_after_ms\":");
        assertThat(ask("breakers/report", failed(permit)).status()).isEqualTo(404);
        time.advance(Duration.ofMinutes(10));
        String probe = ok("breakers/ask", "{'component':'search'}");
        assertThat(probe).contains("\"granted\":true", "\"breaker\":\"half_open\"");
        assertThat(ok("advice", "{'task':'fix','components':['search']}")).contains("\"breaker\":\"half_open\"");
    }

    @Test
    void aPermitThatNobodyHandsBackIsGoneWithItsLease() {
        String permit = text(ok("breakers/ask", "{'component':'search','lease_ms':1000}"), "permit");
        time.advance(Duration.ofSeconds(3));
        ok("breakers/ask", "{'component':'other'}");

        assertThat(ask("breakers/report", failed(permit)).status()).isEqualTo(404);
    }

    @Test
    void anotherAttemptCostsAndIsPaidBackWhenItHelped() {
        String failure = "'component':'search','error':{'type':'HTTP 503','message':'Service Unavailable'}";
        String first = ok("budget/take", "{%s}".formatted(failure));
        assertThat(first).contains("\"again\":true", "\"after_ms\":", "\"class\":\"unavailable\"", "\"budget\":0.9");
        assertThat(ok("budget/take", "{%s,'attempt':3}".formatted(failure)))
                .contains("\"again\":false", "all attempts are used up");
        String charge = text(first, "charge");

        assertThat(ok("budget/settle", "{'charge':'%s','helped':true}".formatted(charge)))
                .contains("\"budget\":1");
        assertThat(ask("budget/settle", "{'charge':'%s','helped':true}".formatted(charge))
                        .status())
                .isEqualTo(404);
        assertThat(ok("budget/take", "{'component':'search','error':{'type':'HTTP 403','message':'Forbidden'}}"))
                .contains("\"again\":false", "stays until somebody changes something");
    }

    private Status status(ExecutionId id) {
        return afterwise.history().execution(id).orElseThrow().outcome().status();
    }

    private static String failed(String permit) {
        return "{'permit':'%s','outcome':'failed','error':{'type':'Timeout','message':'timed out'}}".formatted(permit);
    }

    /** What the advice says to send back, with something added. */
    private static String report(String advice, String more) {
        Matcher report = Pattern.compile("\"report\":\\{(.*)}}").matcher(advice.strip());
        assertThat(report.find()).isTrue();
        return "{" + report.group(1) + "," + more + "}";
    }

    private static String text(String json, String key) {
        Matcher text = Pattern.compile("\"" + key + "\":\"([^\"]*)\"").matcher(json);
        assertThat(text.find()).isTrue();
        return text.group(1);
    }

    private String ok(String path, String body) {
        Reply reply = ask(path, body);
        assertThat(reply.status()).as(reply.json()).isEqualTo(200);
        return reply.json();
    }

    private String refused(String path, String body) {
        Reply reply = ask(path, body);
        assertThat(reply.status()).as(reply.json()).isEqualTo(400);
        assertThat(reply.json()).startsWith("{\"schema\":\"afterwise.error/v1\"");
        return reply.json();
    }

    private Reply ask(String path, String body) {
        return remote.answer(question(path, body.replace('\'', '"')));
    }

    private static Question question(String path, String body) {
        var caller = new Caller("somebody", Role.WRITER, Workspace.DEFAULT);
        return new Question(caller, "POST", List.of(path.split("/", -1)), Map.of(), body);
    }
}
