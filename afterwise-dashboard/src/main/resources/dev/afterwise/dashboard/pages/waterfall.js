// Every attempt of every step in its time. Grey behind: how long its attempts usually take, from its own start.
import {h, s, sign} from '../dom.js';
import {ticks} from '../charts.js';
import {axisTook, plain, state, took, usd} from '../words.js';

const MOST = 400;

/** From how many executions a range is shown, and from how many something is called slower than usual. */
const SOME = 5;
const ENOUGH = 20;

/** The steps as a tree, each with its depth; parts stand below what they are part of. */
function tree(steps) {
  const below = new Map();
  const ids = new Set(steps.map(step => step.id));
  for (const step of steps) {
    const parent = ids.has(step.parent) ? step.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), step]);
  }
  const made = [];
  const walk = (parent, depth) => (below.get(parent) ?? []).forEach(step => {
    made.push([step, Math.min(depth, 3)]);
    if (depth < 60) walk(step.id, depth + 1);
  });
  walk(null, 0);
  return made;
}

export function waterfall(it, usual) {
  const begin = Math.min(Date.parse(it.started), ...it.steps.flatMap(step => step.attempts.map(each => Date.parse(each.started))));
  const end = Math.max(it.outcome === 'running' ? Date.now() : begin + (it.duration_ms ?? 0), ...it.steps.flatMap(step => step.attempts.map(each => Date.parse(each.started) + (each.duration_ms ?? 0))));
  const marks = ticks(0, Math.max(1, end - begin));
  const total = Math.max(marks[marks.length - 1], 1);
  const x = ms => 100 * ms / total;
  const norms = new Map(usual.map(each => [each.step, each]));
  const axis = h('span.ax', {}, marks.map(mark => h('i', {css: {left: x(mark) + '%'}}, axisTook(mark, total))));
  const all = tree(it.steps);
  return h('div.wf', {css: {'--step': 100 / (marks.length - 1) + '%'}}, h('div.hd', {}, h('span', {}, 'Step'), axis, h('span', {}, 'Took'), h('span', {title: 'median to p95 of the time in attempts, without waits'}, 'Usual'), h('span', {}, 'Cost')),
    all.slice(0, MOST).flatMap(([step, depth]) => lane(step, depth, norms.get(step.name), begin, x)),
    all.length > MOST ? h('p.foot', {}, `The first ${MOST} of ${all.length} steps.`) : null,
    h('div.keys', {}, key('bar1', 'an attempt'), key('barx', 'failed'), key('us', 'usual: to the 95th percentile'), key('over', 'past the usual')));
}

const key = (kind, words) => h('span', {}, s('svg', {'aria-hidden': 'true'}, s('rect.' + kind, {width: 20, height: 10, rx: 2})), words);

function lane(step, depth, norm, begin, x) {
  const attempts = step.attempts;
  const first = attempts[0];
  const last = attempts[attempts.length - 1];
  const start = first ? Date.parse(first.started) - begin : 0;
  const took_ms = last && last.duration_ms !== null ? Date.parse(last.started) + last.duration_ms - Date.parse(first.started) : null;
  const p95 = norm && norm.executions >= SOME ? norm.p95_ms : null;
  // What is usual is the time in attempts, without the waits between them.
  const busy = attempts.reduce((sum, each) => sum + (each.duration_ms ?? 0), 0);
  const isSlow = p95 !== null && norm.executions >= ENOUGH && busy > p95;
  let before = 0;
  const failed = attempts.filter(each => each.outcome === 'failed').length;
  const [kind, words] = step.outcome === 'succeeded' && failed ? ['heal', 'succeeded after a recovery'] : state(step.outcome);
  const bars = attempts.map((each, i) => {
    const from = Date.parse(each.started) - begin;
    const ms = each.duration_ms ?? (each.outcome === 'running' ? Math.max(0, Date.now() - Date.parse(each.started)) : 0);
    const label = `attempt ${each.attempt}${each.agent ? ' by ' + each.agent : ''}: ${state(each.outcome)[1]}, ${took(each.duration_ms)}` + (each.error ? `, ${plain(each.error.class)}` : '');
    const next = attempts[i + 1];
    before += ms;
    const over = isSlow && each.outcome !== 'failed' ? Math.max(0, Math.min(ms, before - p95)) : 0;
    return [next ? s('line.wait', {x1: x(from + ms) + '%', x2: x(Date.parse(next.started) - begin) + '%', y1: 16, y2: 16}) : null,
      s('rect', {class: each.outcome === 'failed' ? 'barx' : each.outcome === 'running' ? 'bar1 open' : 'bar1', x: x(from) + '%', width: Math.max(0.25, x(ms)) + '%'}, s('title', {}, label)),
      over ? s('rect.over', {x: x(from + ms - over) + '%', width: x(over) + '%'}) : null];
  });
  const label = `${step.name}: ${words}, ${attempts.length} attempts, ${took(took_ms)}` + (p95 === null ? '' : `, usually up to ${took(p95)}`);
  const lastError = [...attempts].reverse().find(each => each.error)?.error;
  return [h(`div.row${depth ? '.k' + depth : '.ph1'}`, {'data-testid': 'step'},
    h('div.nm', {title: step.name}, sign(kind, words), h('span', {}, step.name), attempts.length > 1 ? h('span.q', {}, `×${attempts.length}`) : null),
    h('div.lane', {}, s('svg', {role: 'img', 'aria-label': label}, p95 !== null && first ? s('rect.usual', {x: x(start) + '%', width: Math.min(100 - x(start), x(p95)) + '%'}) : null, bars)),
    h('span.num', {}, isSlow ? h('em', {}, took(took_ms)) : took(took_ms)),
    h('span.num.u', {}, norm && norm.executions >= SOME ? `${took(norm.p50_ms)} to ${took(norm.p95_ms)}` : 'too few'),
    h('span.num.u', {}, usd(attempts.reduce((sum, each) => sum === null && each.cost_usd === null ? null : (sum ?? 0) + (each.cost_usd ?? 0), null))),
    step.outcome === 'failed' && lastError ? h('div.err', {}, `${plain(lastError.class)}: ${lastError.message ?? lastError.type ?? ''}`) : null)];
}
