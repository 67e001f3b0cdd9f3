// Patterns: what success and failure go along with, and when work fails.
import {ask} from '../api.js';
import {execution, since, to} from '../address.js';
import {heat} from '../charts.js';
import {empty, h, panel, sign} from '../dom.js';
import {filterBar, kept, WHOSE} from '../filters.js';
import {fill, head, range} from '../panels.js';
import {count, fixed, interval, minus, percent, plain} from '../words.js';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export async function show(main, place, signal) {
  const from = since('90d');
  const names = [...WHOSE, 'until'];
  const said = kept(place.filters, names);
  const asked = {...said, ...(from ? {since: from} : {})};
  const scope = place.filters.since ? asked : said;
  const found = panel('What goes along with it');
  const week = panel('When it fails', {note: 'share of failures by hour of the week, in UTC'});
  main.replaceChildren(head('Patterns', 'Along with is not because of: who got the harder work can\'t be told from a history.', range('90d')), filterBar('patterns', place.filters, names), h('div.grid', {}, found.element, week.element));
  return Promise.all([
    fill(found, () => ask(['patterns'], scope, signal), it => {
      found.noted.textContent = it.patterns ? `${count(it.patterns_in_all)} of ${count(it.looked_at)} that were looked at passed${place.filters.since ? '' : '; all of the history'}` : '';
      return it.patterns?.length ? h('div.rows', {}, it.patterns.map(each => row(each, scope))) : empty((it.hints ?? ['Nothing passes the check for chance.'])[0]);
    }),
    fill(week, () => ask(['trends'], {...asked, by: 'hour'}, signal), it => cells(it, asked)),
  ]);
}

function filter(conditions) {
  const filters = {};
  const attributes = [];
  for (const {column, operator, value} of conditions ?? []) {
    if (operator === '=' && ['task', 'agent', 'model', 'route'].includes(column)) filters[column] = value;
    else attributes.push(column.replace(/^attributes\./, '') + operator + value);
  }
  return attributes.length === 1 ? {...filters, attr: attributes[0]} : filters;
}

function row(it, scope) {
  const worse = it.measure === 'success' ? it.effect.value < 0 : it.effect.value > 0;
  const form = x => it.measure === 'success' ? `${x > 0 ? '+' : ''}${minus((x * 100).toFixed(1))}` : fixed(x);
  return h('div', {}, sign(worse ? 'fail' : 'ok', worse ? 'worse' : 'better'), h('p', {}, it.sentence,
    h('small', {}, plain(it.type), ' · ', h('a.lnk', {href: to('history', {...scope, ...filter(it.conditions)})}, `${count(it.n)} executions`), ' · ',
      (it.examples ?? []).slice(0, 3).map((id, i) => [i ? ', ' : 'such as ', h('a.lnk', {href: execution(id)}, id.slice(0, 8))]))),
  h('span.e', {}, h('b', {}, form(it.effect.value), it.measure === 'success' ? ' points' : ''), h('small', {}, interval(it.effect, form))));
}

function cells(it, asked) {
  const sums = Array.from({length: 7}, () => Array.from({length: 24}, () => ({n: 0, failed: 0})));
  for (const each of it.series) {
    const at = new Date(each.start);
    const cell = sums[(at.getUTCDay() + 6) % 7][at.getUTCHours()];
    cell.n += each.succeeded + each.failed;
    cell.failed += each.failed;
  }
  const all = sums.flat().reduce((sum, cell) => ({n: sum.n + cell.n, failed: sum.failed + cell.failed}), {n: 0, failed: 0});
  if (!all.n) return empty('Nothing was decided in this time.');
  const shown = sums.map((line, d) => line.map((cell, hour) => cell.n === 0 ? null
    : {n: cell.n, share: cell.failed / cell.n, words: `${DAYS[d]} ${hour} h: ${percent(cell.failed / cell.n)} of ${count(cell.n)} failed` + (cell.n < 5 ? ', too few to say' : '')}));
  const flat = sums.flatMap((line, d) => line.map((cell, hour) => ({...cell, d, hour}))).filter(cell => cell.n >= 5).sort((a, b) => b.failed / b.n - a.failed / a.n);
  return [heat(`Share of failures by hour of the week; ${percent(all.failed / all.n)} of ${count(all.n)} failed in all`, shown, DAYS),
    h('p.foot', {}, `${percent(all.failed / all.n)} of ${count(all.n)} failed. Darker: fails more; empty: fewer than 5. `
      + (flat.length ? `Highest: ${flat.slice(0, 3).map(cell => `${DAYS[cell.d]} ${cell.hour} h (${count(cell.failed)} of ${count(cell.n)})`).join(', ')}. ` : '')
      + 'Single cells are not tested; hours that pass the check are among the patterns above.')];
}
