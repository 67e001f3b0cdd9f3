// Slow steps: where the time of executions goes.
import {ask} from '../api.js';
import {since, to} from '../address.js';
import {bar} from '../charts.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {filterBar, kept} from '../filters.js';
import {fill, head, range, sure} from '../panels.js';
import {count, plain, took} from '../words.js';

export async function show(main, place, signal) {
  const from = since('all');
  const asked = {...kept(place.filters, ['task', 'until']), ...(from ? {since: from} : {})};
  const link = each => to('history', {...asked, task: each.task});
  const phases = panel('Steps by their share of the slowest path');
  const found = panel('Bottlenecks', {note: 'certainly slower, or failing, after the correction'});
  const all = panel('All steps');
  main.replaceChildren(head('Slow steps', 'What the whole waits for counts; a slow step beside a slower one costs nothing.', range('all')), filterBar('slow', place.filters, ['task', 'until']), h('div.grid', {}, [phases, found, all].map(it => it.element)));
  const slow = ask(['slow'], asked, signal);
  return Promise.all([
    fill(phases, () => slow, it => {
      phases.noted.textContent = `from ${count(it.sampled)} executions`;
      return it.phases.length ? table('Steps', [
        ['Step', each => [each.step, h('small', {}, ' ', each.task)]],
        ['Share of the time', each => [sure(each.critical), bar(each.critical.rate)], 'num'],
        ['Median', each => took(each.p50_ms), 'num'], ['p95', each => took(each.p95_ms), 'num'],
        ['Success', each => sure(each.success), 'num opt'], ['Steps', each => count(each.steps), 'num opt'],
      ], it.phases, link) : empty((it.hints ?? ['No execution has steps.'])[0]);
    }),
    fill(found, () => slow, it => it.bottlenecks?.length ? h('div.rows', {}, it.bottlenecks.map(each =>
      h('a', {href: link(each)}, sign('warn', 'slow'), h('p', {}, each.because ?? each.sentence ?? `${each.task}: ${each.step}`, h('small', {}, [each.task, each.step, plain(each.kind)].filter(Boolean).join(' · '))), h('span.e', {}, took(each.total_ms ?? each.p95_ms)))))
      : empty('No step is certainly slower than usual.')),
    fill(all, () => ask(['history', 'steps'], asked, signal), it => it.steps.length ? table('All steps', [
      ['Step', each => [each.step, h('small', {}, ' ', each.task)]], ['Executions', each => count(each.executions), 'num'], ['Failed', each => count(each.failed), 'num'],
      ['Success', each => sure(each.success), 'num'], ['Recovered', each => each.recovered?.n ? sure(each.recovered) : '–', 'num opt'],
      ['Median', each => took(each.p50_ms), 'num'], ['p95', each => took(each.p95_ms), 'num']],
    it.steps.slice(0, 200), link) : empty('No execution has steps.')),
  ]);
}
