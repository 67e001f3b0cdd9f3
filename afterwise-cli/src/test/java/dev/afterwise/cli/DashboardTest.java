package dev.afterwise.cli;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.shell.Environment;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Terminal;
import dev.afterwise.server.Serving;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.time.Timekeeper;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser, on a history that is made here, over the real server and the real commands. */
class DashboardTest {
    private static final List<String> PAGES = List.of(
            "",
            "history",
            "plans",
            "trends",
            "errors",
            "slow",
            "patterns",
            "compare",
            "knowledge",
            "advice",
            "experiments",
            "healing",
            "settings",
            "more");

    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\">";

    @TempDir
    static Path folder;

    private static Browser browser;

    private final Store store = Store.inMemory();
    private final Afterwise afterwise = Afterwise.with(store, Settings.STANDARD);
    private Serving serving;

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
        List<AnExecution> history = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            AnExecution one = anExecution()
                    .of(i % 3 == 0 ? "report" : "email")
                    .by(i % 2 == 0 ? "alpha" : "beta")
                    .startedAt(Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofHours(i * 5L)))
                    .took(Duration.ofMillis(900 + 10L * i));
            history.add(i % 7 == 3 ? one.failedWith("TimeoutException", "no answer from host-" + i) : one);
        }
        history.add(anExecution()
                .of(HOSTILE)
                .by(HOSTILE)
                .described(HOSTILE)
                .startedAt("2026-03-27T00:00:00Z")
                .failedWith("E", HOSTILE));
        history.add(anExecution().of("nightly").running().startedAt("2026-03-27T01:00:00Z"));
        store.workspace(Workspace.DEFAULT).history().append(AnExecution.facts(history));
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var shell = new Shell(
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                Terminal.NONE,
                Terminal.NONE,
                new Environment(Map.of()),
                folder,
                Timekeeper.system());
        serving = Serving.start(Setup.of(store, Workspace.DEFAULT, new HttpApi(new Opened(afterwise, store), shell)));
    }

    @AfterEach
    void stop() {
        serving.close();
        afterwise.close();
    }

    @Test
    void everyPageShowsItselfWithoutComplaintAndFitsDeskAndPhone() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/"));
        ready();
        for (String page : PAGES) {
            show(page);
            assertThat(browser.say("document.querySelectorAll('h1').length"))
                    .as(page)
                    .isEqualTo("1");
            assertThat(
                            browser.say(
                                    "document.querySelectorAll('.failed').length + document.querySelectorAll('main > .empty').length"))
                    .as(page + ": " + browser.say("document.querySelector('main').innerText"))
                    .isEqualTo("0");
            assertThat(
                            browser.say(
                                    "[...document.querySelectorAll('main svg[role=img]')].every(it => it.getAttribute('aria-label') || it.querySelector('title'))"))
                    .as(page)
                    .isEqualTo("true");
        }
        browser.resize(380, 800, "dark");
        for (String page : PAGES) {
            show(page);
            assertThat(browser.say("document.documentElement.scrollWidth <= innerWidth"))
                    .as(page)
                    .isEqualTo("true");
            assertThat(browser.say("getComputedStyle(document.body).backgroundColor"))
                    .as(page)
                    .isEqualTo("rgb(13, 15, 18)");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void figuresLeadToTheirExecutionsAndFiltersAreInTheAddress() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/history?task=report&status=failed"));
        ready();
        // Of 40 reports, those whose number divided by 7 leaves 3 failed.
        assertThat(browser.say("document.querySelectorAll('tbody tr').length")).isEqualTo("6");
        assertThat(browser.say("document.querySelector('select[name=status]').value"))
                .isEqualTo("failed");

        show("history");
        assertThat(browser.say("document.querySelectorAll('tbody tr').length")).isEqualTo("50");
        String first = browser.say("document.querySelector('tbody a').href");
        browser.say("document.querySelector('[data-testid=older]').click()");
        browser.until(
                "location.hash.includes('after=') && document.querySelector('tbody a') && document.querySelector('tbody a').href !== '"
                        + first + "'");

        browser.say("document.querySelector('tbody a').click()");
        browser.until("/^#.history.[0-9a-f]{32}$/.test(location.hash)");
        ready();
        assertThat(browser.say("document.querySelector('[data-testid=outcome]').textContent.length > 5"))
                .isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void figuresAreThoseOfTheApi() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/errors"));
        ready();
        String said = browser.say(
                "fetch('api/v1/errors/list').then(it => it.json()).then(it => it.failures + ' failures of ' + it.executions + ' executions')");
        assertThat(said).startsWith("18 failures of 12");
        assertThat(browser.say("document.querySelector('main').innerText")).contains(said);
        show("plans");
        assertThat(browser.say("document.querySelector('main').innerText.includes('No plan was run yet.')"))
                .isEqualTo("true");
        show("compare?by=agent&task=email");
        assertThat(browser.say("document.querySelectorAll('tbody tr').length > 1"))
                .isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatRunsIsLiveUntilItIsPaused() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/"));
        ready();
        assertThat(browser.say("document.querySelector('[data-testid=p-running-now]').innerText"))
                .contains("nightly");
        assertThat(browser.say("document.querySelector('#live').innerText")).isEqualTo("Live");
        browser.say("document.querySelector('#live').click()");
        assertThat(browser.say("document.querySelector('#live').innerText")).isEqualTo("Paused");
        browser.say("document.querySelector('#live').click()");
        show("errors");
        assertThat(browser.say("document.querySelector('#live').hidden")).isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void keysGoFromRowToRowAndFocusIsSeen() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/history"));
        ready();
        browser.press('j');
        browser.press('j');
        assertThat(browser.say("document.activeElement === document.querySelectorAll('tbody a')[1]"))
                .isEqualTo("true");
        assertThat(browser.say("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        assertThat(browser.say("document.querySelector('[aria-current=page]').textContent.trim()"))
                .isEqualTo("Executions");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPanelWhoseAnswerDoesNotComeSaysSoAndCanBeAskedAgain() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/history"));
        ready();
        browser.say("(window.real = window.fetch, window.fetch = () => Promise.reject(new TypeError('no network')))");
        show("errors");
        assertThat(browser.say("document.querySelector('[role=alert]').textContent"))
                .contains("The server does not answer", "Retry");
        browser.say("(window.fetch = window.real, document.querySelector('[role=alert] button').click())");
        browser.until("document.querySelectorAll('tbody tr').length > 0");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatTheHistoryHoldsStaysText() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/history?status=failed"));
        ready();
        assertThat(browser.say("document.querySelector('tbody tr').textContent.includes('onerror')"))
                .isEqualTo("true");
        browser.say("document.querySelector('tbody a').click()");
        browser.until("/^#.history.[0-9a-f]{32}$/.test(location.hash)");
        ready();
        assertThat(browser.say("document.querySelector('h1').textContent.includes('onerror')"))
                .isEqualTo("true");
        for (String page : List.of("", "errors", "trends", "healing")) {
            show(page);
        }
        assertThat(browser.say("document.querySelectorAll('img').length")).isEqualTo("0");
        assertThat(browser.say("document.title.includes('broken')")).isEqualTo("false");
        assertThat(browser.complaints()).isEmpty();
    }

    private String address(String place) {
        return "http://127.0.0.1:" + serving.ports().getFirst() + "/" + place;
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
