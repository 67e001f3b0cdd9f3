package dev.afterwise.cli;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Workspace;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.Watcher;
import dev.afterwise.server.Role;
import dev.afterwise.server.Tokens;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do on the dashboard, in a real browser, and what moves there by itself. */
class DashboardActsTest {
    private static final String RELEASE = """
            version: 1
            name: release
            steps:
              - id: build
                run: "true"
              - id: confirm
                needs: [build]
                approve: Publish it?
              - id: publish
                needs: [confirm]
                run: "true"
            """;

    @TempDir
    static Path folder;

    private static Browser browser;

    private Served served;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.start(folder);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void serve() throws Exception {
        served = new Served(folder);
        browser.resize(1280, 900, "light");
    }

    @AfterEach
    void stop() throws Exception {
        browser.say("sessionStorage.clear()");
        browser.open("about:blank");
        browser.until("location.href === 'about:blank'");
        browser.forget();
        served.close();
    }

    @Test
    void aStepThatAsksIsApprovedOnThePageOfItsRunWhichGoesOnByItself() throws Exception {
        Plan plan = PlanReader.parse("release.yaml", RELEASE, PlanLimits.DEFAULT);
        var run = served.afterwise.execute(plan, Launch.in(folder, RELEASE), Watcher.NOBODY);
        assertThat(run.isWaiting()).isTrue();
        browser.open(served.address("#/"));
        ready();
        assertThat(browser.say("document.querySelector('[data-testid=p-waits-for-you]').innerText"))
                .contains("Publish it?");
        show("history/" + run.id());
        assertThat(
                        browser.say(
                                "[...document.querySelectorAll('.node')].map(it => it.dataset.step + ' ' + it.dataset.state).join()"))
                .isEqualTo("build ok,confirm wait,publish none");
        assertThat(browser.say("document.querySelector('[data-testid=outcome]').textContent"))
                .isEqualTo("Waiting for a person");

        click("[data-testid=question] [data-act=approve]");
        browser.say("document.querySelector('dialog textarea').value = 'it is Friday'");
        click("dialog [type=submit]");
        browser.until("document.querySelector('#toast').textContent.startsWith('Approve: done')");

        assertThat(served.store
                        .workspace(Workspace.DEFAULT)
                        .signals()
                        .told(run.id())
                        .getLast()
                        .because())
                .isEqualTo("it is Friday");
        served.afterwise.resume(run.id(), plan, Watcher.NOBODY);
        browser.until("document.querySelector('[data-testid=outcome]')?.textContent === 'Succeeded'");
        browser.until("document.querySelector('#said').textContent === 'release has ended: succeeded'");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aRecommendationIsApprovedWithAReasonAndTakenBackAtOnce() throws Exception {
        var evidence = new Evidence(80, Measure.SUCCESS_RATE, .2, .1, .3, .001, List.of());
        Recommendation it = Recommendation.propose(
                new Change.RetryUpTo(Subject.step("nightly", "fetch"), 3), "it was seen", evidence);
        served.afterwise.recommendations().keep(List.of(it));
        browser.open(served.address("#/advice"));
        ready();
        browser.press('j');
        browser.press('a');
        browser.say("document.querySelector('dialog textarea').value = 'we lose an hour a day'");
        click("dialog [type=submit]");
        browser.until("document.querySelector('[data-testid=advice]')?.innerText.includes('measuring')");

        browser.say("document.querySelector('#toast button').click()");
        browser.until("document.querySelector('[data-testid=advice]')?.innerText.includes('rolled back')");

        show("advice/" + it.id());
        assertThat(browser.say("document.querySelector('[data-testid=p-what-was-decided]').innerText"))
                .contains("we lose an hour a day", "Undone", System.getProperty("user.name"));
        assertThat(served.afterwise.recommendations().list())
                .first()
                .extracting(Recommendation::status)
                .isEqualTo(Recommendation.Status.ROLLED_BACK);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anExecutionIsRatedAndTheRatingIsShown() throws Exception {
        browser.open(served.address("#/history?task=report"));
        ready();
        click("tbody a");
        browser.until("/^#.history.[0-9a-f]{32}$/.test(location.hash)");
        ready();
        click("[data-act=rate-good]");
        browser.say("document.querySelector('dialog textarea').value = 'all there'");
        click("dialog [type=submit]");
        browser.until("document.querySelector('.rate .q')?.textContent.startsWith('rated ')");
        assertThat(
                        browser.say(
                                "fetch('api/v1/history/show/' + location.hash.split('/').pop()).then(it => it.json()).then(it => it.ratings[0].comment)"))
                .isEqualTo("all there");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatHappensIsShownAsTheServerSaysIt() throws Exception {
        browser.open(served.address("#/"));
        ready();
        browser.until("document.querySelector('#live').dataset.by === 'events'");
        served.add(List.of(anExecution().of("just-begun").running().startedAt("2026-03-27T02:00:00Z")));
        browser.until("document.querySelector('[data-testid=p-running-now]').innerText.includes('just-begun')");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aServerWithTokensIsAskedWithOneAndOffersWhatItsRoleMayDo() throws Exception {
        var evidence = new Evidence(80, Measure.SUCCESS_RATE, .2, .1, .3, .001, List.of());
        served.afterwise
                .recommendations()
                .keep(List.of(Recommendation.propose(
                        new Change.RetryUpTo(Subject.step("nightly", "fetch"), 3), "it was seen", evidence)));
        var tokens = new Tokens(served.store, Workspace.DEFAULT, Timekeeper.system());
        String viewer = tokens.add("ann", Role.VIEWER, null).secret();
        browser.open(served.address("#/advice"));
        ready();
        browser.until("document.querySelectorAll('main form input[type=password]').length > 0");

        browser.say("document.querySelector('main form input[type=password]').value = '%s'".formatted(viewer));
        browser.say("document.querySelector('main form input[type=password]').form.requestSubmit()");
        browser.until("document.querySelectorAll('[data-testid=advice]').length === 1");
        browser.until("document.querySelectorAll('[data-act]').length === 0");
        show("settings");
        browser.until("document.querySelector('[data-testid=who]')?.textContent.includes('you are ann, role viewer')");
        assertThat(browser.say("document.querySelectorAll('.failed').length")).isEqualTo("0");
    }

    @Test
    void nothingMovesForWhoWantsNothingToMove() throws Exception {
        browser.calm();
        browser.open(served.address("#/"));
        ready();
        assertThat(browser.say("document.getAnimations().filter(it => it.playState === 'running').length"))
                .isEqualTo("0");
        assertThat(browser.complaints()).isEmpty();
    }

    private static void click(String what) throws Exception {
        browser.until("!!document.querySelector('%s') && !document.querySelector('%s').hidden".formatted(what, what));
        browser.say("document.querySelector('%s').click()".formatted(what));
    }

    private static void show(String page) throws Exception {
        browser.say("location.hash = '#/%s'".formatted(page));
        ready();
    }

    private static void ready() throws Exception {
        browser.until(
                "!!document.querySelector('main[data-shown]') && document.querySelector('main').dataset.shown === location.hash");
    }
}
