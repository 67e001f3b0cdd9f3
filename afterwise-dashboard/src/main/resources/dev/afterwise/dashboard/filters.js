// The filters of a page: fields that are in the address, so that a page with its filters is a link.
import {to} from './address.js';
import {h} from './dom.js';

/** What goes along from page to page. */
export const COMMON = ['since', 'until', 'task', 'agent', 'model', 'route'];
export const WHOSE = ['task', 'agent', 'model', 'route'];

const CHOICES = {status: ['', 'succeeded', 'failed', 'running', 'cancelled', 'unknown', 'abandoned'],
  state: ['', 'new', 'regressed', 'ongoing', 'resolved'], kind: ['', 'best_practice', 'known_issue', 'optimization', 'pattern']};
const HINTS = {attr: 'name=value', text: 'words in it', complexity: 'such as >7'};

/** Those of a page's filters that the server can be asked for; since only where it isn't left out. */
export const kept = (filters, names) => Object.fromEntries(names.filter(name => filters[name]).map(name => [name, filters[name]]));

function choice(name, now, values, words) {
  return h('label', {}, words ?? name, h('select', {name, onchange: event => event.target.form.requestSubmit()},
    values.map(each => h('option', {value: each, selected: now === each}, each.replaceAll('_', ' ') || 'any'))));
}

/** Until a day, or until the moment that a link named. */
const until = said => said.includes('T') ? [h('input', {type: 'hidden', name: 'until', value: said}), h('span.q', {}, `until ${said.slice(0, 16).replace('T', ' ')} UTC`)]
  : h('label', {}, 'until', h('input', {type: 'date', name: 'until', value: said}));

/** A form of these filters; extra are choices that are none, such as by what to compare: [name, now, values]. */
export function filterBar(page, filters, names, extra = [], about = []) {
  const isAny = names.some(name => filters[name]);
  const isWide = matchMedia('(min-width: 641px)').matches;
  return h('details.fd', {open: isWide || isAny}, h('summary', {}, 'Filters'), h('form.filters', {role: 'search', 'aria-label': 'Filter', onsubmit: event => {
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]));
    location.hash = to(page, {...filters, ...said, after: null}, ...about);
  }}, extra.map(([name, now, values]) => choice(name, now, values)),
  names.map(name => CHOICES[name] ? choice(name, filters[name] ?? '', CHOICES[name]) : name === 'until' ? until(filters.until ?? '')
    : h('label', {}, name, h(name === 'text' ? 'input.wide' : 'input', {name, value: filters[name] ?? '', placeholder: HINTS[name] ?? 'any', autocomplete: 'off', spellcheck: 'false', 'data-filter': name}))),
  h('button.btn', {type: 'submit'}, 'Filter'),
  isAny ? h('a.btn.flat', {href: to(page, Object.fromEntries(Object.entries(filters).filter(([name]) => !names.includes(name) || name === 'since')), ...about)}, 'Clear') : null));
}

/** Says that a panel does not obey a filter that is set. */
export function ignores(filters, ...names) {
  const set = names.filter(name => filters[name]);
  return set.length ? `all, whatever the ${set.join(', ')}` : '';
}
