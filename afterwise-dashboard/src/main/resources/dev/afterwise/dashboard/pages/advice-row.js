// One recommendation as a row: what to change, what it should bring, what it has brought, and what somebody can do about it.
import {to} from '../address.js';
import {whisker} from '../charts.js';
import {h, s, sign} from '../dom.js';
import {count, fixed, minus, plain} from '../words.js';

export const MARKS = {proposed: 'wait', approved: 'run', measuring: 'run', applied: 'kept', kept: 'kept', rejected: 'none', rolled_back: 'back', withdrawn: 'none'};

/** What a change would do, in words. */
export function changeWords(change) {
  const subject = Object.entries(change.subject ?? {}).map(([name, value]) => name === 'task' ? value : `${plain(name)} ${value}`).join(', ');
  const rest = Object.entries(change).filter(([name, value]) => name !== 'kind' && name !== 'subject' && value !== null)
    .map(([name, value]) => `${plain(name)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [subject, plain(change.kind) + (rest.length ? ': ' + rest.join(', ') : '')].filter(Boolean).join(': ');
}

export function effectWords(it) {
  if (!it || !Number.isFinite(it.effect)) return ['–', ''];
  const rates = /rate|success/.test(it.measure ?? '');
  const form = x => (x > 0 ? '+' : '') + (rates ? minus((x * 100).toFixed(1)) : fixed(x));
  return [form(it.effect) + (rates ? ' points' : ''), `${form(it.low)} to ${form(it.high)}`];
}

/** The axis that rows share, if they are all of one measure. */
export function axis(some, at) {
  const measures = new Set(some.map(it => it.evidence?.measure));
  if (measures.size !== 1) return null;
  const form = x => x === 0 ? '0' : effectWords({measure: [...measures][0], effect: x})[0].replace(' points', '');
  return h('div.fh', {'aria-hidden': 'true'}, h('span'), h('span', {}, /rate|success/.test([...measures][0] ?? '') ? 'points' : plain([...measures][0])),
    h('span', {}, s('svg.fp', {height: 14}, at.marks.map(each => s('text', {x: at(each) + '%', y: 11, 'text-anchor': 'middle'}, form(each))))), h('span'));
}

export function adviceRow(it, at, acts = []) {
  const [effect, range] = effectWords(it.measured ?? it.evidence);
  return h('div.rec', {'data-testid': 'advice'},
    h('div', {}, h('a.ttl', {href: to('advice', {}, it.id)}, changeWords(it.change)),
      h('div.why', {}, it.because, ' ', h('a', {href: to('history', {task: it.change.subject?.task})}, `${count(it.evidence?.n)} executions`))),
    h('span.met', {}, h('b', {}, effect), ' ', plain(it.evidence?.measure), h('small', {}, range)),
    h('div.fpw', {}, whisker(at, it.evidence, it.measured, `expected ${effect} (${range})`)),
    h('div.do', {}, h('span.pill', {}, sign(MARKS[it.status] ?? 'none', it.status), plain(it.status)), acts));
}
