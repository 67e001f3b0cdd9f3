// Compare: agents, models, versions against one another, or a span of time against the one before.
import {ask} from '../api.js';
import {since, to} from '../address.js';
import {scale, whisker} from '../charts.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {filterBar, kept, WHOSE} from '../filters.js';
import {fill, head, range} from '../panels.js';
import {count, fixed, minus, percent, plain, took, usd} from '../words.js';

const KINDS = ['agent', 'model', 'route', 'task'];
const FORMS = {
  share: [percent, x => (x > 0 ? '+' : '') + minus((x * 100).toFixed(1)) + ' points'],
  seconds: [x => took(x * 1000), x => (x > 0 ? '+' : '') + fixed(x) + ' s'],
  micros: [x => usd(x / 1e6), x => (x > 0 ? '+$' : x < 0 ? '\u2212$' : '$') + fixed(Math.abs(x) / 1e6)],
};
const form = unit => FORMS[unit] ?? [fixed, x => (x > 0 ? '+' : '') + fixed(x)];

export async function show(main, place, signal) {
  const {by = 'agent'} = place.filters;
  const from = since('all');
  const names = [...WHOSE.filter(name => name !== by), 'until'];
  const said = {...kept(place.filters, names), ...(from ? {since: from} : {})};
  const view = panel('Differences');
  main.replaceChildren(head('Compare', 'Each against the one with the most executions. Who got the harder work can\'t be told from that.', range('all')), filterBar('compare', place.filters, names, [['by', by, KINDS]]), view.element);
  return fill(view, () => ask(['compare'], {by, ...said}, signal), it => {
    view.noted.textContent = it.with ? `with ${it.with}, ${count(it.n)} executions` : '';
    return it.comparison?.length ? rows(it.comparison, said) : empty((it.hints ?? ['There is nothing to compare.'])[0]);
  });
}

/** An address of those that one row counts: agent=scout is a filter already. */
function where(row, said) {
  const [name, ...value] = String(row.group).split('=');
  return to('history', {...said, [KINDS.includes(name) ? name : 'attr']: KINDS.includes(name) ? value.join('=') : row.group});
}

function rows(all, said) {
  return [...new Set(all.map(row => row.aspect))].map(aspect => {
    const some = all.filter(row => row.aspect === aspect);
    const at = scale(some.map(row => ({effect: row.difference, low: row.low, high: row.high})));
    return [h('h3.gh', {}, plain(aspect)), table(aspect, [
      ['Who', row => [sign(row.verdict === 'better' ? 'ok' : row.verdict === 'worse' ? 'fail' : 'none', row.verdict), row.group]],
      ['Its own', row => form(row.unit)[0](row.value), 'num'], ['Against', row => form(row.unit)[0](row.value_with), 'num opt'],
      ['Difference', row => [form(row.unit)[1](row.difference), ' ', h('small', {}, `${form(row.unit)[1](row.low)} to ${form(row.unit)[1](row.high)}`)], 'num'],
      ['', row => whisker(at, null, {effect: row.difference, low: row.low, high: row.high}, `${row.group}: ${form(row.unit)[1](row.difference)}`), 'fpc opt'],
      ['Verdict', row => row.verdict, 'opt'], ['Executions', row => count(row.n), 'num opt']], some, row => where(row, said))];
  });
}
