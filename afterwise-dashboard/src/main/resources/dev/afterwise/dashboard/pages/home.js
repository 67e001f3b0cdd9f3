// Home: what changed, what is advised, what runs now.
import {ask} from '../api.js';
import {days, execution, since, to} from '../address.js';
import {scale, spark} from '../charts.js';
import {empty, h, panel, sign} from '../dom.js';
import {live} from '../live.js';
import {fill, head, range} from '../panels.js';
import {count, fixed, interval, moment, plain, points, rate, state, took, usd} from '../words.js';
import {decisions} from './advice.js';
import {adviceRow, axis} from './advice-row.js';
import {waiting as waits} from './run.js';
import {courses} from './trends.js';

export async function show(main, place, signal) {
  const from = since('7d');
  const span = from ? {since: from} : {};
  const link = filters => to('history', {...span, ...filters});
  const title = h('h1', {}, 'Home');
  const sentence = h('p', {}, '');
  const top = head('', null, range('7d'));
  top.firstChild.replaceChildren(title, sentence);
  const changed = panel('What changed', {note: 'what passed the checks'});
  const trend = panel('Success and duration', {span: 'c8', right: h('a.more', {href: to('trends', span)}, 'Open in Trends')});
  const running = panel('Running now', {span: 'c4', right: h('a.more', {href: to('history', {status: 'running'})}, 'All')});
  const figures = panel('Figures', {note: from ? 'against the span before' : ''});
  const asked = panel('Waits for you', {note: 'nothing goes on until somebody answers'});
  asked.element.hidden = true;
  const advice = panel('Top advice', {right: h('a.more', {href: to('advice')}, 'All advice')});
  const errors = panel('Costliest errors', {span: 'c7', note: 'by time lost', right: h('a.more', {href: to('errors', span)}, 'All')});
  const tasks = panel('Tasks', {span: 'c5', right: h('a.more', {href: to('history', span)}, 'Executions')});
  main.replaceChildren(top, h('div.grid', {}, [asked, changed, trend, running, figures, advice, errors, tasks].map(it => it.element)));

  const stats = ask(['history', 'stats'], span, signal);
  let unanswered = 0;
  const moving = () => Promise.all([ask(['history', 'list'], {status: 'running', limit: 6}, signal), ask(['history', 'list'], {limit: 7}, signal), stats.catch(() => null)]);
  const questions = async () => {
    const [open, escalated] = await Promise.all([ask(['plan', 'approvals'], {}, signal), ask(['heal', 'waiting'], {limit: 5}, signal)]);
    unanswered = open.approvals.length + escalated.waiting.length;
    asked.element.hidden = open.approvals.length + escalated.waiting.length === 0;
    if (!asked.body.matches(':focus-within')) asked.body.replaceChildren(waits(open.approvals, escalated.waiting));
    asked.body.removeAttribute('aria-busy');
  };
  live(['execution'], signal, async () => {
    const drawn = now(await moving());
    // What somebody points at or has reached by the keyboard is not moved.
    if (!running.body.matches(':hover, :focus-within')) running.body.replaceChildren(...drawn.flat(Infinity).filter(Boolean));
  });
  live(['execution', 'question', 'answered'], signal, questions, 15);
  const insights = ask(['insights'], {days: days(from)}, signal);
  const trends = ask(['trends'], {...span, by: from === '24h' ? 'hour' : 'day'}, signal);
  const first = questions().catch(() => null);
  insights.then(async it => {
    await first;
    title.textContent = finding(it);
    sentence.replaceChildren(`${count(it.executions)} executions; ${rate(it.success)} of those decided succeeded (${interval(it.success)} of ${count(it.success?.n)}). `,
      waiting(it, unanswered));
  }).catch(() => {
    title.textContent = 'Home';
  });
  return Promise.all([
    first,
    fill(changed, () => insights, changes),
    fill(trend, () => Promise.all([trends, ask(['degradations'], {all: true, days: Math.max(7, days(from))}, signal).catch(() => ({degradations: []}))]), ([it, {degradations}]) =>
      [...courses(it, degradations.filter(each => !each.agent), link), h('p.foot', {}, 'Band: 95 % interval of success; from the median to p95. Dashed: a level shifted. Each point leads to its executions.')]),
    fill(running, moving, now),
    fill(figures, () => Promise.all([insights, trends]), ([it, series]) => strip(it, series, link)),
    fill(advice, () => ask(['recommendations', 'list'], {}, signal), proposals),
    fill(errors, () => ask(['errors', 'list'], span, signal), costliest),
    fill(tasks, () => stats, it => byTask(it, link)),
  ]);
}

/** The page's title is what was found. */
function finding(it) {
  const change = it.success_change;
  const slower = (it.changes ?? []).length;
  if (change && change.low > 0) return `Failing less: success rose by ${fixed(change.effect * 100, 2)} points`;
  if (change && change.high < 0) return `Failing more: success fell by ${fixed(-change.effect * 100, 2)} points`;
  if (slower) return it.changes[0].sentence.split(/ \(|, from/)[0].replace(/^(?!p\d)./, first => first.toUpperCase()) + (it.changes[0].sentence.match(/ by [\d.]+ %/) ? '' : ' changed');
  return it.executions ? 'Nothing changed that is certain' : 'Nothing has run yet';
}

function waiting(it, unanswered) {
  const open = (it.actions ?? []).filter(action => action.kind === 'approve').length;
  if (open === 0) return unanswered ? '' : 'Nothing waits for you.';
  return h('a.lnk', {href: to('advice')}, open === 1 ? 'One proposal waits for you.' : `${open} proposals wait for you.`);
}

function changes(it) {
  const rows = [
    ...(it.changes ?? []).map(each => ['warn', each, to('trends')]),
    ...(it.failure_patterns ?? []).map(each => ['fail', each, to('patterns')]),
    ...(it.bottlenecks ?? []).map(each => ['warn', each, to('slow')]),
  ];
  if (!rows.length) return empty(it.executions ? 'Nothing changed that passes the check for chance.' : 'Nothing was recorded yet.', it.executions ? null : 'afterwise demo');
  return h('div.rows', {}, rows.slice(0, 7).map(([sort, each, href]) =>
    h('a', {href}, sign(sort, sort === 'warn' ? 'changed' : 'fails more'), h('p', {}, each.sentence), h('span.e.q', {}, each.subject.replace(/^'|'$/g, '')))));
}

/** How long executions of a task usually take, by what is known of them. */
function usually(it, norms) {
  const norm = norms.get(it.task);
  if (it.outcome !== 'running' || !norm || norm.executions < 20 || !norm.p95_ms) return null;
  const ms = Date.now() - Date.parse(it.started);
  return ms > norm.p95_ms ? h('small.warn', {}, `past usual, ${took(norm.p95_ms)}`) : h('small', {}, `usual ${took(norm.p50_ms)} to ${took(norm.p95_ms)}`);
}

export function shortRow(it, norms = new Map()) {
  const [kind, words] = state(it.outcome);
  return h('a', {href: execution(it.id)}, sign(kind, words), h('p', {}, it.task, h('small', {}, [it.agent, it.model, moment(it.started)].filter(Boolean).join(' · '))),
    h('span.e', {}, it.outcome === 'running' ? took(Date.now() - Date.parse(it.started)) : took(it.duration_ms), usually(it, norms)));
}

function now([running, newest, stats]) {
  const norms = new Map((stats?.stats ?? []).map(each => [each.task, each]));
  const ended = newest.executions.filter(it => it.outcome !== 'running').slice(0, 6);
  return [
    running.executions.length ? h('div.rows', {}, running.executions.map(it => shortRow(it, norms))) : h('p.pad.q', {}, 'Nothing is running.'),
    ended.length ? [h('h3.sub.line', {}, 'Just ended'), h('div.rows', {}, ended.map(it => shortRow(it)))] : empty('Nothing was recorded yet.', 'afterwise demo'),
  ];
}

function strip(it, trends, link) {
  const series = trends.series;
  const sum = key => series.reduce((all, each) => all + (each[key] ?? 0), 0);
  const cell = (name, note, value, small, values, href) => h('a', {href}, h('span.k', {}, h('span', {}, name), h('span.q', {}, note)),
    h('span.v', {}, value, h('small', {}, small)), spark(values, name + ' over time'));
  const change = it.success_change;
  return h('div.strip.s5', {}, [
    cell('Executions', '', count(sum('executions')), `${count(sum('failed'))} failed`, series.map(each => each.executions), link({})),
    cell('Success', change ? points(change.effect) + ' points' : '', rate(it.success), `${interval(it.success)} of ${count(it.success?.n)}`, series.map(each => each.success?.rate), link({})),
    cell('Failed', '', count(sum('failed')), 'with their reasons', series.map(each => each.failed), link({status: 'failed'})),
    cell('Health', it.grade ?? '', it.health ? fixed(it.health.points, 3) : '–', it.health ? `of 100; ${fixed(it.health.low)} to ${fixed(it.health.high)}` : 'too little evidence', [], to('healing')),
    cell('Patterns', 'that passed', count(it.patterns), `of ${count(it.patterns_analysed)} looked at`, [], to('patterns')),
  ]);
}

function proposals(it) {
  const open = it.recommendations.filter(each => each.status === 'proposed' || each.status === 'approved' || each.status === 'measuring');
  if (!open.length) return empty('There is nothing to advise now: no change passes the check for chance.', 'afterwise recommendations');
  const at = scale(open.slice(0, 3).map(each => each.evidence));
  return h('div.forest', {}, axis(open.slice(0, 3), at), open.slice(0, 3).map(each => adviceRow(each, at, decisions(each))),
    h('p.foot', {}, 'Hollow dot and dashes: expected change with its interval; right of the line is better. Nothing changes until it is approved.'));
}

function costliest(it) {
  const worst = [...it.errors].sort((a, b) => b.wasted_ms - a.wasted_ms).slice(0, 6);
  if (!worst.length) return empty('Nothing failed.');
  return h('div.errs', {}, worst.map(each => h('a.er', {href: to('errors', {}, each.id)}, h('code', {}, each.label ?? each.template),
    h('span.lost', {}, took(each.wasted_ms)), h('span.s', {}, [plain(each.class), `${count(each.failures)} failures`, each.state].join(' · ')))));
}

function byTask(it, link) {
  if (!it.stats.length) return empty('Nothing was recorded yet.', 'afterwise demo');
  return h('div.rows', {}, [...it.stats].sort((a, b) => b.executions - a.executions).slice(0, 7).map(each =>
    h('a', {href: link({task: each.task})}, sign(each.running ? 'run' : 'none', each.running ? 'running' : 'task'),
      h('p', {}, each.task, h('small', {}, `${count(each.executions)} executions · median ${took(each.p50_ms)}` + (each.cost_usd ? ` · ${usd(each.cost_usd)}` : ''))),
      h('span.e', {}, rate(each.success), h('small', {}, `${interval(each.success)} of ${count(each.success?.n)}`)))));
}
