// Plans: what was run by plans, how it went, and how it is for each step.
import {ask} from '../api.js';
import {since, to} from '../address.js';
import {bar} from '../charts.js';
import {empty, h, panel, table} from '../dom.js';
import {fill, head, range} from '../panels.js';
import {count, interval, plain, rate, took, usd} from '../words.js';
import {rows} from './history.js';

/** The agent under which runs of plans are recorded. */
const PLAN = 'plan';

export async function show(main, place, signal) {
  const name = place.about[0];
  if (name) return one(main, name, signal);
  const from = since('all');
  const asked = {agent: PLAN, ...(from ? {since: from} : {})};
  const list = panel('Plans');
  const runs = panel('Newest runs', {right: h('a.more', {href: to('history', asked)}, 'All')});
  main.replaceChildren(head('Plans', 'Plans that were run, with what came of their runs.', range('all')), h('div.grid', {}, list.element, runs.element));
  return Promise.all([
    fill(list, () => ask(['history', 'stats'], asked, signal), it => it.stats.length ? table('Plans', [
      ['Plan', each => each.task], ['Runs', each => count(each.executions), 'num'], ['Running', each => count(each.running), 'num opt'],
      ['Success', each => [rate(each.success), ' ', h('small', {}, interval(each.success))], 'num'], ['Recovered', each => each.recovered?.n ? `${rate(each.recovered)} of ${count(each.recovered.n)}` : '–', 'num opt'],
      ['Median', each => took(each.p50_ms), 'num'], ['p95', each => took(each.p95_ms), 'num opt'], ['Cost', each => usd(each.cost_usd), 'num opt']],
    it.stats, each => to('plans', {}, each.task)) : empty('No plan was run yet.', 'afterwise run PLAN.yaml')),
    fill(runs, () => ask(['history', 'list'], {...asked, limit: 12}, signal), it => it.executions.length ? rows(it.executions) : empty('No plan was run yet.', 'afterwise run PLAN.yaml')),
  ]);
}

async function one(main, name, signal) {
  const steps = panel('Steps', {note: 'share: of the slowest path through its runs'});
  const runs = panel('Newest runs', {right: h('a.more', {href: to('history', {task: name, agent: PLAN})}, 'All')});
  main.replaceChildren(head(name, `afterwise plan explain, simulate and adapt say what its file should change.`), h('div.grid', {}, steps.element, runs.element));
  const slow = ask(['slow'], {task: name}, signal).catch(() => ({phases: []}));
  return Promise.all([
    fill(steps, () => Promise.all([ask(['history', 'steps'], {task: name}, signal), slow]), ([it, {phases}]) => {
      const share = new Map(phases.map(each => [each.step, each.critical]));
      const of = each => share.get(each.step)?.rate ?? 0;
      return it.steps.length ? table('Steps', [
        ['Step', each => each.step], ['Share', each => [rate(share.get(each.step)), bar(of(each))], 'num'], ['Runs', each => count(each.executions), 'num opt'], ['Failed', each => count(each.failed), 'num'],
        ['Success', each => [rate(each.success), ' ', h('small', {}, interval(each.success))], 'num'], ['Median', each => took(each.p50_ms), 'num'], ['p95', each => took(each.p95_ms), 'num'],
        ['Fails with', each => Object.entries(each.failures ?? {}).map(([kind, n]) => `${plain(kind)} ${n}`).join(', '), 'opt']],
      [...it.steps].sort((a, b) => of(b) - of(a)), each => to('history', {task: name, agent: PLAN})) : empty('No run of it has steps.');
    }),
    fill(runs, () => ask(['history', 'list'], {task: name, agent: PLAN, limit: 15}, signal), it => it.executions.length ? rows(it.executions) : empty('It was not run yet.')),
  ]);
}
