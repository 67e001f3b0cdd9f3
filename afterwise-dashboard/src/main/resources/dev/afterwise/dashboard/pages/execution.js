// One execution whole: every attempt in its time, what was done about failures and why, and what was to be expected.
import {ask, Refused} from '../api.js';
import {execution, to} from '../address.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {rating} from '../acts.js';
import {live} from '../live.js';
import {announce, fill} from '../panels.js';
import {count, fixed, interval, moment, percent, plain, points, state, took, usd} from '../words.js';
import {rows} from './history.js';
import {asked as runOf, controls, drawn, entitle} from './run.js';
import {waterfall} from './waterfall.js';

/** What was still going on when it was last shown: that it has ended is news to whoever can't see it. */
let going = null;

export async function show(main, place, signal) {
  const whole = panel('Steps');
  main.replaceChildren(h('h1.t', {}, 'Execution'), whole.element);
  let it;
  await fill(whole, () => ask(['history', 'show', place.about[0]], {}, signal), answer => {
    it = answer;
    return [];
  });
  if (!it) return null;
  const recoveries = it.steps.flatMap(step => step.attempts.filter(each => each.recovery).map(each => ({...each, step: step.name})));
  const isRun = it.agent === 'plan';
  const picture = panel('Plan', {note: it.outcome === 'running' ? 'as it stands' : 'as it went', right: h('span.acts')});
  const steps = panel('Steps', {note: `${it.steps.length} steps, ${it.steps.reduce((n, step) => n + step.attempts.length, 0)} attempts`});
  const healing = panel('Healing', {span: 'c7', note: 'what was done about each failure, and why'});
  const outlook = panel('Expected and outcome', {span: 'c5', note: 'by what is known today'});
  const like = panel('Others of this task', {span: 'c12', right: h('a.more', {href: to('history', {task: it.task})}, 'All')});
  main.replaceChildren(title(it, recoveries), facts(it), h('div.grid', {}, [
    isRun ? picture.element : null, it.steps.length || it.outcome === 'running' ? steps.element : null, recoveries.length ? healing.element : null, outlook.element, around(it, recoveries.length),
    payload('Input', it.input), payload('Output', it.output), events(it), like.element, raw(it)]));
  let norms = [];
  const redraw = run => {
    entitle(run);
    if (!picture.body.matches(':focus-within')) picture.body.replaceChildren(...drawn(run, norms).flat().filter(Boolean));
  };
  if (going === it.id && it.outcome !== 'running') announce(`${it.task} has ended: ${state(it.outcome)[1]}`);
  going = it.outcome === 'running' ? it.id : null;
  if (it.outcome === 'running') {
    live(['execution', 'question', 'answered'], signal, async () => {
      const [newer, run] = await Promise.all([ask(['history', 'show', it.id], {}, signal), isRun ? runOf(it.id, signal) : null]);
      if (newer.outcome !== 'running') {
        dispatchEvent(new Event('again'));
        return;
      }
      if (!steps.body.matches(':hover')) steps.body.replaceChildren(newer.steps.length ? waterfall(newer, norms) : empty('No step has ended yet.'));
      if (run) redraw(run);
    }, 2, true);
  }
  return Promise.all([
    isRun ? fill(picture, async () => {
      const run = await runOf(it.id, signal);
      norms = (await ask(['history', 'steps'], {task: it.task}, signal)).steps;
      return run;
    }, run => {
      entitle(run);
      picture.corner.firstChild.replaceChildren(...controls(run));
      return drawn(run, norms);
    }) : null,
    fill(steps, () => ask(['history', 'steps'], {task: it.task}, signal), usual => {
      norms = usual.steps;
      return waterfall(it, norms);
    }),
    fill(healing, async () => recoveries, ladder),
    fill(outlook, () => expected(it, signal), answer => compared(it, answer)),
    fill(like, () => ask(['history', 'list'], {task: it.task, limit: 8}, signal), answer => {
      const others = answer.executions.filter(each => each.id !== it.id).slice(0, 7);
      return others.length ? rows(others) : empty('It is the only one of its task.');
    }),
  ]);
}

function title(it, recoveries) {
  const tried = recoveries.filter(each => each.recovery.strategy !== 'give_up').length;
  const healed = it.outcome === 'succeeded' && tried > 0;
  const [kind, words] = healed ? ['heal', `succeeded after ${tried} ${tried === 1 ? 'recovery' : 'recoveries'}`] : state(it.outcome);
  const why = it.error ? [`${plain(it.error.class)}: `, h('span.fail', {}, it.error.message ?? it.error.type ?? '')]
    : it.description ?? (it.outcome === 'running' ? 'It has not ended yet.' : '');
  return h('div.top', {}, h('div', {}, h('div.h1row', {}, h('h1.t', {}, it.task),
    h(`span.pill.${kind}`, {'data-testid': 'outcome'}, sign(kind, words), words.charAt(0).toUpperCase() + words.slice(1))), h('p', {}, why)),
  h('div.act', {}, it.outcome === 'running' ? null : rating(['history', 'rate', it.id], it.task, rated(it.ratings))));
}

const rated = ratings => ratings?.length ? `rated ${ratings.map(each => `${fixed(each.score ?? each.rating)} by ${each.by ?? 'somebody'}`).join(', ')}` : null;

function facts(it) {
  const fact = (name, value, small) => value === null || value === undefined || value === '' ? null
    : h('div', {}, h('dt', {}, name), h('dd', {}, value, small ? h('small', {}, ' ' + small) : null));
  return h('dl.facts', {}, [
    fact(it.outcome === 'running' ? 'Runs for' : 'Took', it.outcome === 'running' ? took(Date.now() - Date.parse(it.started)) : took(it.duration_ms)), fact('Agent', it.agent), fact('Model', it.model), fact('Route', it.route), fact('Complexity', it.complexity),
    fact('Started', moment(it.started)),
    fact('Tokens', it.input_tokens === null ? null : count(it.input_tokens), it.output_tokens === null ? 'in' : `in, ${count(it.output_tokens)} out`),
    fact('Cost', it.cost_usd === null ? null : usd(it.cost_usd)), fact('Execution', h('code', {}, it.id.slice(0, 12)))]);
}

function ladder(recoveries) {
  return h('ol.lad', {}, recoveries.map((each, i) => h('li', {}, h('span.no', {}, String(i + 1)), h('div', {},
    h('h3', {}, h('code', {}, each.step), each.error ? plain(each.error.class) : state(each.outcome)[1], h('span.q', {}, '→'), h('span.heal', {}, plain(each.recovery.strategy),
      each.recovery.after_ms ? ` after ${took(each.recovery.after_ms)}` : '')),
    h('p', {}, each.recovery.because), each.error?.message ? h('p.q', {}, each.error.message) : null))));
}

async function expected(it, signal) {
  const attributes = Object.entries(it.attributes ?? {}).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, 20).map(([name, value]) => `${name}=${value}`);
  const said = {agent: it.agent, model: it.model, route: it.route, complexity: it.complexity, attr: attributes};
  try {
    return await ask(['predict', it.task], said, signal);
  } catch (e) {
    if (e instanceof Refused && e.status >= 400 && e.status < 500 && e.status !== 401) return ask(['predict', it.task], {agent: it.agent, model: it.model}, signal);
    throw e;
  }
}

function compared(it, answer) {
  if (!answer.success) return empty((answer.hints ?? ['There is too little history to say what to expect.'])[0]);
  const row = (name, value, words, place) => h('div.p', {}, h('div.l', {}, h('span', {}, name), h('b', {}, value)), h('div.s', {}, h('span', {}, words), h('span', {}, place)));
  const within = (x, low, high) => x === null || x === undefined ? '' : x < low ? 'below it' : x > high ? h('span.odd', {}, 'above it') : 'inside it';
  const {duration, cost} = answer;
  return [h('div.pv', {}, [
    row('Success', state(it.outcome)[1], `expected ${percent(answer.success.rate)} (${interval(answer.success)})`,
      answer.usual ? `usually ${percent(answer.usual.rate)}` : ''),
    duration ? row('Duration', took(it.duration_ms), `expected ${took(duration.p50_ms)} (${took(duration.p10_ms)} to ${took(duration.p90_ms)})`, within(it.duration_ms, duration.p10_ms, duration.p90_ms)) : null,
    cost ? row('Cost', usd(it.cost_usd), `expected ${usd(cost.p50_usd)} (${usd(cost.p10_usd)} to ${usd(cost.p90_usd)})`, within(it.cost_usd, cost.p10_usd, cost.p90_usd)) : null]),
  (answer.contributions ?? []).length ? [h('h3.sub.line', {}, 'What moves the expectation'),
    h('dl.kv2', {}, answer.contributions.slice(0, 6).map(each => [h('dt', {}, `${points(each.points.probability)} points`),
      h('dd', {}, each.factor, h('span.q', {}, each.sure ? ` seen ${count(each.seen)} times` : ' may be chance'))]))] : null,
  h('p.foot', {}, `Learned from ${count(answer.executions)} executions. The range is 80 %; this execution may be among them.`)];
}

function around(it, isHealed) {
  const attributes = Object.entries(it.attributes ?? {});
  const view = panel('About it', {span: isHealed ? 'c12' : 'c7'});
  view.body.removeAttribute('aria-busy');
  const link = id => h('a.lnk', {href: execution(id)}, id.slice(0, 12));
  view.body.append(h('dl.kv2', {}, [
    h('dt', {}, 'id'), h('dd', {}, h('code', {}, it.id)),
    it.parent ? [h('dt', {}, 'part of'), h('dd', {}, link(typeof it.parent === 'string' ? it.parent : it.parent.id ?? ''))] : null,
    it.subject ? [h('dt', {}, 'subject'), h('dd', {}, it.subject)] : null,
    it.conversation ? [h('dt', {}, 'conversation'), h('dd', {}, it.conversation)] : null,
    (it.children ?? []).length ? [h('dt', {}, 'executions in it'), h('dd', {}, it.children.slice(0, 50).map(each => [link(each.id), ' ', each.task ?? '', ' ']))] : null,
    (it.ratings ?? []).length ? [h('dt', {}, 'ratings'), h('dd', {}, it.ratings.map(each => `${each.rating ?? each.score ?? ''} ${each.by ?? ''}`).join(', '))] : null,
    attributes.map(([name, value]) => [h('dt', {}, name), h('dd', {}, h('a.lnk', {href: to('history', {attr: `${name}=${value}`})}, typeof value === 'object' ? JSON.stringify(value) : String(value)))]),
  ]));
  return view.element;
}

function payload(name, it) {
  if (!it) return null;
  const view = panel(name, {span: 'c6', note: it.truncated ? 'the beginning of it' : ''});
  view.body.removeAttribute('aria-busy');
  view.body.append(h('pre.pre', {tabindex: 0}, pretty(it.json ?? it)));
  return view.element;
}

function pretty(json) {
  try {
    const value = typeof json === 'string' ? JSON.parse(json) : json;
    return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  } catch {
    return String(json);
  }
}

function events(it) {
  if (!(it.events ?? []).length) return null;
  const view = panel('Events', {note: `${count(it.events.length)}, the first 100`});
  view.body.removeAttribute('aria-busy');
  view.body.append(table('Events', [['When', each => moment(each.at)], ['Event', each => each.name], ['What', each => each.payload ? pretty(each.payload.json ?? each.payload) : '', 'w']], it.events.slice(0, 100)));
  return view.element;
}

const raw = it => h('section.panel.c12', {'aria-label': 'Raw facts'}, h('details.mored', {ontoggle: event => {
  if (event.target.open && event.target.children.length === 1) event.target.append(h('pre.pre', {tabindex: 0}, JSON.stringify(it, null, 2)));
}}, h('summary', {}, 'Raw facts')));
