package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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

    /** What is written in a colour that is too near to that of its ground, by the rules of WCAG 2.1 for normal text. */
    private static final String FAINT = """
            (() => {
              const parts = text => {
                const all = text.match(/[\\d.]+/g).map(Number);
                return text.startsWith('color(') ? [...all.slice(0, 3).map(x => 255 * x), all[3] ?? 1] : [...all.slice(0, 3), all[3] ?? 1];
              };
              const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
              const ground = element => {
                const layers = [];
                for (let at = element; at; at = at.parentElement) {
                  layers.push(parts(getComputedStyle(at).backgroundColor));
                  if (layers[layers.length - 1][3] === 1) break;
                }
                return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
              };
              const light = colour => {
                const [r, g, b] = colour.slice(0, 3).map(x => x / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const found = new Set();
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const element = texts.currentNode.parentElement;
                if (!texts.currentNode.data.trim() || element.closest('noscript, script, title, option, .vh, .toast') || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
                const style = getComputedStyle(element);
                const under = ground(element.closest('svg') ? element.closest('svg').parentElement : element);
                const colour = over(parts(element.closest('svg') ? style.fill : style.color), under);
                const [high, low] = [light(colour), light(under)].sort((a, b) => b - a);
                if ((high + 0.05) / (low + 0.05) < 4.5) found.add(texts.currentNode.data.trim().slice(0, 30) + ' ' + style.color + ' ' + ((high + 0.05) / (low + 0.05)).toFixed(2));
              }
              return [...found].join('; ');
            })()""";

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
    }

    @AfterEach
    void stop() throws Exception {
        browser.open("about:blank");
        browser.until("location.href === 'about:blank'");
        browser.forget();
        served.close();
    }

    @Test
    void everyPageShowsItselfReadablyAndWithoutComplaintOnDeskAndPhone() throws Exception {
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
            assertThat(browser.say(FAINT)).as(page + ", light").isEmpty();
        }
        browser.resize(380, 800, "dark");
        for (String page : PAGES) {
            show(page);
            assertThat(browser.say(FAINT)).as(page + ", dark").isEmpty();
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
    void figuresOfThePagesAreThoseOfTheApi() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/"));
        ready();
        browser.say("window.api = path => fetch('api/v1/' + path).then(it => it.json())");
        browser.say("window.digits = text => Number(text.replace(/[^0-9.]/g, ''))");
        browser.say(
                "window.ids = () => [...document.querySelectorAll('tbody a.rowlink')].map(it => it.hash.split('?')[0].split('/').pop()).join()");
        equal(
                "history?since=all&task=email",
                "ids()",
                "api('history/list?task=email&limit=50').then(it => it.executions.map(each => each.id).join())");
        equal(
                "?since=all",
                "[...document.querySelectorAll('[data-testid=p-figures] .v')].slice(0, 3).map(it => digits(it.firstChild.data)).join()",
                "Promise.all([api('trends?by=day'), api('insights?days=365')]).then(([it, all]) => [it.series.reduce((n, each) => n + each.executions, 0), (100 * all.success.rate).toFixed(1) * 1, it.series.reduce((n, each) => n + each.failed, 0)].join())");
        equal(
                "errors",
                "ids() + document.querySelector('[data-testid=p-errors] .q').textContent.split(';')[0]",
                "api('errors/list').then(it => it.errors.map(each => each.id).join() + it.failures + ' failures of ' + it.executions + ' executions')");
        equal(
                "trends?since=all&by=week&task=report",
                "[...document.querySelectorAll('details.mored tbody tr')].map(it => [...it.cells].slice(1, 3).map(cell => cell.textContent).join('/')).join()",
                "api('trends?by=week&task=report').then(it => it.series.map(each => each.executions + '/' + each.failed).join())");
        equal(
                "compare?by=agent&task=email",
                "[...document.querySelectorAll('main tbody tr')].map(it => it.cells[6].textContent).join()",
                "api('compare?by=agent&task=email').then(it => [...new Set(it.comparison.map(each => each.aspect))].flatMap(aspect => it.comparison.filter(each => each.aspect === aspect)).map(each => each.n).join())");
        equal(
                "advice",
                "document.querySelectorAll('[data-testid=advice]').length",
                "api('recommendations/list').then(it => it.recommendations.length)");
        equal(
                "healing?since=all",
                "document.querySelector('[data-testid=p-health] .q').textContent.split(':')[0]",
                "api('health?days=365').then(it => it.grade ?? '')");
        equal(
                "plans",
                "document.querySelector('[data-testid=p-plans]').innerText.includes('No plan was run yet.')",
                "api('history/stats?agent=plan').then(it => it.stats.length === 0)");
        equal(
                "settings",
                "digits(document.querySelector('[data-testid=p-store] dd:nth-of-type(3)').textContent)",
                "api('store/stats').then(it => it.workspaces)");
        assertThat(browser.complaints()).isEmpty();
    }

    private static void equal(String page, String shown, String said) throws Exception {
        show(page);
        assertThat(browser.say(shown)).as(page).isEqualTo(browser.say(said)).isNotEmpty();
    }

    @Test
    void filtersGoAlongFromPageToPage() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/history?task=report&since=90d&status=failed"));
        ready();
        browser.say("document.querySelector('.rail [data-page=errors]').click()");
        ready();
        assertThat(browser.say("location.hash")).isEqualTo("#/errors?since=90d&task=report");
        assertThat(browser.say("document.querySelector('input[name=task]').value"))
                .isEqualTo("report");
        assertThat(browser.say("document.querySelector('[data-testid=p-errors] .q').textContent"))
                .startsWith("6 failures of ");
        browser.say(
                "document.querySelector('input[name=task]').value = 'email', document.querySelector('.filters').requestSubmit()");
        browser.until("location.hash.includes('task=email')");
        ready();
        assertThat(browser.say("document.querySelector('[data-testid=p-errors] .q').textContent"))
                .startsWith("11 failures of ");
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
        browser.say("(window.real = window.fetch, window.fetch = () => Promise.reject(new TypeError('no network')))");
        browser.say("document.querySelector('#live').click()");
        browser.until("document.querySelector('#live').innerText === 'No answer'");
        browser.say("window.fetch = window.real");
        browser.until("document.querySelector('#live').innerText === 'Live'");
        show("errors");
        assertThat(browser.say("document.querySelector('#live').hidden")).isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void keysGoFromRowToRowAndFocusIsSeen() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/history"));
        ready();
        browser.say("document.querySelector('.skip').click()");
        assertThat(browser.say("document.activeElement.id")).isEqualTo("main");
        browser.press('j');
        browser.press('j');
        assertThat(browser.say("document.activeElement === document.querySelectorAll('tbody a')[1]"))
                .isEqualTo("true");
        assertThat(browser.say("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        assertThat(browser.say("document.querySelector('[aria-current=page]').textContent.trim()"))
                .isEqualTo("Executions");
        browser.press('?');
        assertThat(browser.say("document.querySelector('dialog').innerText")).contains("next and previous row");
        browser.say("document.querySelector('dialog button').click()");
        browser.press('g');
        browser.press('e');
        browser.until("location.hash === '#/errors'");
        ready();
        browser.until("document.querySelector('#said').textContent === 'Errors · Afterwise'");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPanelWhoseAnswerDoesNotComeSaysSoAndCanBeAskedAgain() throws Exception {
        browser.resize(1280, 900, "light");
        browser.open(address("#/history"));
        ready();
        browser.say(
                "(window.real = window.fetch, window.fetch = () => new Promise(() => {}), location.hash = '#/slow')");
        browser.until("document.querySelectorAll('[aria-busy=true] .skel').length === 3");
        browser.say("(window.fetch = () => Promise.reject(new TypeError('no network')))");
        show("errors");
        assertThat(browser.say("document.querySelector('[data-testid=p-errors] [role=alert]').textContent"))
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
        return served.address(place);
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
