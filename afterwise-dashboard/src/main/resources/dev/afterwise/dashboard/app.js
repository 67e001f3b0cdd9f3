// The shell: finds the page that the address names, shows it, and keeps what all pages share.
import {commands, forget} from './api.js';
import {here, to} from './address.js';
import {empty, failed, h} from './dom.js';
import {COMMON} from './filters.js';
import {again} from './live.js';
import {announce, toast} from './panels.js';
import './keys.js';

const PAGES = {
  '': ['Home', () => import('./pages/home.js')],
  compare: ['Compare', () => import('./pages/compare.js')],
  history: ['Executions', () => import('./pages/history.js')],
  plans: ['Plans', () => import('./pages/plans.js')],
  trends: ['Trends', () => import('./pages/trends.js')],
  errors: ['Errors', () => import('./pages/errors.js')],
  slow: ['Slow steps', () => import('./pages/slow.js')],
  patterns: ['Patterns', () => import('./pages/patterns.js')],
  knowledge: ['Knowledge', () => import('./pages/knowledge.js')],
  advice: ['Advice', () => import('./pages/advice.js')],
  experiments: ['Experiments', () => import('./pages/experiments.js')],
  healing: ['Healing', () => import('./pages/healing.js')],
  settings: ['Settings', () => import('./pages/settings.js')],
  more: ['More', () => import('./pages/more.js')],
};
const main = document.getElementById('main');
const crumb = document.getElementById('crumb');
let leaving = new AbortController();
let shown = '';

/** Marks the page, and has the links to the others take along what is filtered by. */
function mark(page, filters) {
  const along = Object.fromEntries(COMMON.filter(name => filters[name]).map(name => [name, filters[name]]));
  for (const link of document.querySelectorAll('[data-page]')) {
    link.href = to(link.dataset.page, along);
    if (link.dataset.page === page) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

async function show() {
  leaving.abort();
  leaving = new AbortController();
  forget();
  shown = location.hash;
  delete main.dataset.shown;
  const place = here();
  const [title, load] = PAGES[place.page] ?? [null, null];
  mark(place.page, place.filters);
  const parent = place.about.length ? h('a', {href: to(place.page, place.filters)}, title) : null;
  crumb.replaceChildren(...(parent ? [parent, h('span', {}, '/'), h('b', {}, /^[0-9a-f]{32}$/.test(place.about[0]) ? place.about[0].slice(0, 12) : place.about[0].slice(0, 40))] : [h('b', {}, title ?? 'Nothing here')]));
  document.title = (title ?? 'Nothing here') + ' · Afterwise';
  if (!load) {
    main.replaceChildren(h('h1.t', {}, 'There is no such page'), empty('Maybe begin at Home.'));
    return;
  }
  try {
    const page = await load();
    if (shown !== location.hash) return;
    const asked = shown;
    await page.show(main, place, leaving.signal);
    if (shown === asked) main.dataset.shown = asked;
  } catch (e) {
    if (e.name !== 'AbortError') main.replaceChildren(failed(e, show));
  }
}

document.getElementById('copy').addEventListener('click', async () => {
  const text = commands().join('\n');
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied: ' + text.split('\n')[0] + (commands().length > 1 ? ` and ${commands().length - 1} more` : ''));
  } catch {
    toast(text);
  }
});

const root = document.documentElement;
const kept = localStorage.getItem('afterwise.theme');
if (kept) root.dataset.theme = kept;
document.getElementById('theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('afterwise.theme', root.dataset.theme);
});

window.addEventListener('hashchange', () => show().then(() => {
  window.scrollTo(0, 0);
  main.focus({preventScroll: true});
  announce(document.title);
}));
// What was decided or has ended is shown anew, where it is.
window.addEventListener('again', async () => {
  // The page stays as high as it is meanwhile, so that nothing jumps.
  const at = window.scrollY;
  main.style.minHeight = main.offsetHeight + 'px';
  await show();
  main.style.minHeight = '';
  window.scrollTo(0, at);
});
window.addEventListener('token', () => {
  again();
  show();
});
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
show();
