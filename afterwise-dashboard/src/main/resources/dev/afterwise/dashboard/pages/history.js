// Executions: a list with its filters in the address, and one execution whole.
import {ask} from '../api.js';
import {execution, since, to} from '../address.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {filterBar, kept} from '../filters.js';
import {fill, head, range} from '../panels.js';
import {count, moment, none, plain, state, took, usd} from '../words.js';

const FILTERS = ['task', 'agent', 'model', 'route', 'status', 'attr', 'complexity', 'text', 'until'];
const PAGE = 50;

export async function show(main, place, signal) {
  if (place.about.length) return (await import('./execution.js')).show(main, place, signal);
  const {filters} = place;
  const from = since('all');
  const said = kept(filters, FILTERS);
  const asked = {...said, ...(from ? {since: from} : {})};
  const list = panel('Executions', {note: 'newest first'});
  main.replaceChildren(head('Executions', 'Every figure of this dashboard leads here, to the executions that it counts.', range('all')), filterBar('history', filters, FILTERS), list.element);
  return fill(list, () => ask(['history', 'list'], {...asked, limit: PAGE, after: filters.after}, signal), it => {
    list.noted.textContent = words(said);
    return it.executions.length ? [rows(it.executions), pager(it, filters)] : nothing(said, from);
  });
}

const words = said => Object.entries(said).map(([name, value]) => `${name} ${value}`).join(', ') || 'newest first';

function nothing(said, from) {
  return Object.keys(said).length || from
    ? [empty('No execution is like this.'), h('p.pad', {}, h('a.btn', {href: to('history')}, 'Show all'))]
    : empty('Nothing was recorded yet. Have something recorded, import a history, or see the demonstration.', 'afterwise demo');
}

export function rows(executions) {
  return table('Executions', [
    ['Task', it => {
      const [kind, said] = state(it.outcome);
      return [sign(kind, said), it.task];
    }],
    ['What', it => it.error ? [h('span.fail', {}, plain(it.error.class)), ' ', it.error.message ?? it.error.type] : it.description ?? '', 'w'],
    ['Agent', it => none(it.agent), 'opt'], ['Model', it => none(it.model), 'opt'],
    ['Took', it => it.outcome === 'running' ? took(Date.now() - Date.parse(it.started)) : took(it.duration_ms), 'num'],
    ['Cost', it => usd(it.cost_usd), 'num opt'],
    ['Started', it => h('time', {datetime: it.started}, moment(it.started)), 'num opt'],
  ], executions, it => execution(it.id));
}

function pager(it, filters) {
  return h('nav.pager', {'aria-label': 'Pages'}, h('span', {}, `${count(it.executions.length)} shown`), h('span.r', {},
    filters.after ? h('a.btn', {href: to('history', {...filters, after: null})}, 'Newest') : null,
    it.next ? h('a.btn', {href: to('history', {...filters, after: it.next}), 'data-testid': 'older'}, 'Older') : null));
}
