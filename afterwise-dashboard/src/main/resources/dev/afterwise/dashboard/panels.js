// What panels do while they wait, when they have an answer, and when they can't have one.
import {keep, Refused} from './api.js';
import {failed, h, skeleton} from './dom.js';
import {ranges} from './address.js';
import {count, interval, NONE, rate} from './words.js';

const said = document.getElementById('toast');

/** Says it for some seconds; offer is what can be done about it: {words, act}. */
export function toast(text, offer) {
  const done = () => said.classList.remove('on');
  said.replaceChildren(h('span', {}, text), ...(offer ? [h('button.btn', {type: 'button', onclick: () => {
    done();
    offer.act();
  }}, offer.words)] : []));
  said.classList.add('on');
  clearTimeout(toast.timer);
  toast.timer = setTimeout(done, offer ? 12_000 : 4000);
}

/** For who listens rather than looks: a state that changed. */
export function announce(text) {
  document.getElementById('said').textContent = text;
}

/** How old the answer is, where that is worth saying. */
function age(answer) {
  const made = (Array.isArray(answer) ? answer : [answer]).map(each => each?.as_of).filter(Boolean).map(Date.parse);
  const minutes = made.length ? (Date.now() - Math.min(...made)) / 60_000 : 0;
  return minutes < 1 ? '' : `as of ${minutes < 90 ? Math.round(minutes) + ' min' : Math.round(minutes / 60) + ' h'} ago`;
}

/** Asks for a token where the server wants one. */
function admit(error) {
  const field = h('input.wide', {type: 'password', autocomplete: 'off', 'aria-label': 'Token', placeholder: 'Token'});
  const form = h('form.form', {onsubmit: event => {
    event.preventDefault();
    keep(field.value.trim());
    dispatchEvent(new Event('token'));
  }}, field, h('button.btn.go', {type: 'submit'}, 'Use this token'));
  return h('section.panel', {}, h('div.ph', {}, h('h2', {}, 'A token is needed')),
    h('div.pad', {}, h('p.q', {}, error.message), h('p.q', {}, 'afterwise tokens add makes one. It is kept until this tab is closed.'), form));
}

/** What a panel shows while it asks, when it has the answer, and when it can't. */
export function fill(panel, asking, draw) {
  panel.body.replaceChildren(skeleton());
  const attempt = async () => {
    panel.body.setAttribute('aria-busy', 'true');
    try {
      const answer = await asking();
      if (!panel.body.isConnected) return;
      const drawn = draw(answer, panel);
      panel.aged.textContent = age(answer);
      panel.body.replaceChildren(...(Array.isArray(drawn) ? drawn.flat(Infinity).filter(Boolean) : [drawn]));
    } catch (e) {
      if (e.name === 'AbortError') return;
      if (e instanceof Refused && (e.status === 401 || e.status === 403)) panel.body.replaceChildren(admit(e));
      else panel.body.replaceChildren(failed(e, attempt));
    } finally {
      panel.body.removeAttribute('aria-busy');
    }
  };
  return attempt();
}

/** A rate with how sure it is: its interval, and of how many. */
export function sure(it) {
  if (!it || it.rate === null || it.rate === undefined) return h('span.q', {}, NONE);
  return h('span.sure', {}, rate(it), ' ', h('small', {}, [interval(it), it.n === undefined ? '' : `of ${count(it.n)}`].filter(Boolean).join(', ')));
}

/** The head of a page: what was found, in a sentence, and what can be done. */
export function head(title, sentence, ...acts) {
  return h('div.top', {}, h('div', {}, h('h1', {}, title), sentence ? h('p', {}, sentence) : null), acts.some(Boolean) ? h('div.act', {}, acts) : null);
}

/** The choice of the time that a page is about. */
export function range(usual) {
  return h('div.seg', {role: 'group', 'aria-label': 'Time range'},
    ranges(usual).map(([, words, href, current]) => h('a', {href, 'aria-current': current ? 'true' : null}, words)));
}
