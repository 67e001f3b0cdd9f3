// Plans: what was run by plans, how it went, and how it is for each step.
import {ask} from '../api.js';
import {since, to} from '../address.js';
import {bar} from '../charts.js';
import {empty, h, panel, table} from '../dom.js';
import {graph, longest} from '../graph.js';
import {live} from '../live.js';
import {fill, head, range, sure} from '../panels.js';
import {count, interval, plain, rate, took, usd} from '../words.js';
import {rows} from './history.js';
import {asked as runOf, waiting} from './run.js';

/** The agent under which runs of plans are recorded. */
const PLAN = 'plan';

export async function show(main, place, signal) {
  const name = place.about[0];
  if (name) return one(main, name, signal);
  const from = since('all');
  const asked = {agent: PLAN, ...(from ? {since: from} : {})};
  const open = panel('Waits for you', {note: 'steps that ask, and failures that people should look at'});
  const list = panel('Plans');
  const runs = panel('Newest runs', {right: h('a.more', {href: to('history', asked)}, 'All')});
  main.replaceChildren(head('Plans', 'Plans that were run, with what came of their runs.', range('all')), h('div.grid', {}, open.element, list.element, runs.element));
  const questions = () => Promise.all([ask(['plan', 'approvals'], {}, signal), ask(['heal', 'waiting'], {limit: 20}, signal)]);
  const waits = ([asks, escalated]) => asks.approvals.length + escalated.waiting.length ? waiting(asks.approvals, escalated.waiting) : empty('Nobody is asked anything.');
  const newest = it => it.executions.length ? rows(it.executions) : empty('No plan was run yet.', 'afterwise run PLAN.yaml');
  live(['execution', 'question', 'answered'], signal, async () => {
    if (!runs.body.matches(':hover, :focus-within')) runs.body.replaceChildren(newest(await ask(['history', 'list'], {...asked, limit: 12}, signal)));
    if (!open.body.matches(':focus-within')) open.body.replaceChildren(waits(await questions()));
  });
  return Promise.all([
    fill(open, questions, waits),
    fill(list, () => ask(['history', 'stats'], asked, signal), it => it.stats.length ? table('Plans', [
      ['Plan', each => each.task], ['Runs', each => count(each.executions), 'num'], ['Running', each => count(each.running), 'num opt'],
      ['Success', each => sure(each.success), 'num'], ['Recovered', each => each.recovered?.n ? sure(each.recovered) : '–', 'num opt'],
      ['Median', each => took(each.p50_ms), 'num'], ['p95', each => took(each.p95_ms), 'num opt'], ['Cost', each => usd(each.cost_usd), 'num opt']],
    it.stats, each => to('plans', {}, each.task)) : empty('No plan was run yet.', 'afterwise run PLAN.yaml')),
    fill(runs, () => ask(['history', 'list'], {...asked, limit: 12}, signal), newest),
  ]);
}

async function one(main, name, signal) {
  const picture = panel('Its steps', {note: 'as its newest run had them; success and median of all runs'});
  const steps = panel('Steps', {note: 'share: of the slowest path through its runs'});
  const runs = panel('Newest runs', {right: h('a.more', {href: to('history', {task: name, agent: PLAN})}, 'All')});
  main.replaceChildren(head(name, `afterwise plan explain, simulate and adapt say what its file should change.`), h('div.grid', {}, picture.element, steps.element, runs.element));
  const slow = ask(['slow'], {task: name}, signal).catch(() => ({phases: []}));
  const all = ask(['history', 'steps'], {task: name, limit: 400}, signal);
  const newest = ask(['history', 'list'], {task: name, agent: PLAN, limit: 15}, signal);
  return Promise.all([
    fill(picture, async () => {
      const run = (await newest).executions[0];
      return Promise.all([run ? runOf(run.id, signal).catch(() => null) : null, all]);
    }, ([run, it]) => run ? shape(run, it.steps, name) : empty('It was not run here yet.')),
    fill(steps, () => Promise.all([all, slow]), ([it, {phases}]) => {
      const share = new Map(phases.map(each => [each.step, each.critical]));
      const of = each => share.get(each.step)?.rate ?? 0;
      return it.steps.length ? table('Steps', [
        ['Step', each => each.step], ['Share', each => [sure(share.get(each.step)), bar(of(each))], 'num'], ['Runs', each => count(each.executions), 'num opt'], ['Failed', each => count(each.failed), 'num'],
        ['Success', each => sure(each.success), 'num'], ['Median', each => took(each.p50_ms), 'num'], ['p95', each => took(each.p95_ms), 'num'],
        ['Fails with', each => Object.entries(each.failures ?? {}).map(([kind, n]) => `${plain(kind)} ${n}`).join(', '), 'opt']],
      [...it.steps].sort((a, b) => of(b) - of(a)), each => to('history', {task: name, agent: PLAN})) : empty('No run of it has steps.');
    }),
    fill(runs, () => newest, it => it.executions.length ? rows(it.executions) : empty('It was not run yet.')),
  ]);
}

/** The plan's graph with what its runs have shown about each step. */
function shape(run, known, name) {
  const norms = new Map(known.map(each => [each.step, each]));
  const looks = step => {
    const it = norms.get(step.step);
    const words = it ? `${rate(it.success)} \u00b7 ${took(it.p50_ms)}` : 'never begun';
    return {sign: !it || it.success?.rate === null ? 'none' : it.success.high < 0.9 ? 'fail' : it.success.low >= 0.9 ? 'ok' : it.success.n < 30 ? 'none' : 'warn', kind: '', words,
      title: it ? `${step.step}: ${rate(it.success)} (${interval(it.success)} of ${count(it.success.n)}), median ${took(it.p50_ms)}, p95 ${took(it.p95_ms)}` : `${step.step}: never begun`,
      href: to('history', {task: name, agent: PLAN})};
  };
  return [graph(`Steps of ${name} with success and median of each`, run.steps, looks, longest(run.steps, step => norms.get(step.step)?.p50_ms)),
    h('p.foot', {}, 'Octagon: certainly fails more than one time in ten. Triangle: perhaps. Dotted: too few runs to say. Heavy line: the slowest way by medians.')];
}
