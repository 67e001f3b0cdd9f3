// Experiments: what is tried against what there is, by chance for each run.
import {button} from '../acts.js';
import {ask} from '../api.js';
import {to} from '../address.js';
import {scale, whisker} from '../charts.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {filterBar} from '../filters.js';
import {fill, head, sure} from '../panels.js';
import {count, fixed, minus, moment, percent, plain, took} from '../words.js';

const text = value => value === null || value === undefined ? '–' : typeof value === 'object' ? Object.values(value).map(text).join(', ') : String(value);
const SIGNS = {running: 'run', decided: 'kept', stopped: 'none'};
const FATES = {better: 'ok', dropped: 'fail', goes_on: 'run', no_difference: 'none'};

export async function show(main, place, signal) {
  if (place.about.length) return one(main, place.about[0], signal);
  const {task} = place.filters;
  const list = panel('Experiments');
  main.replaceChildren(head('Experiments', 'What is proven better is adopted; what does harm is stopped.'), filterBar('experiments', place.filters, ['task']), list.element);
  return fill(list, () => ask(['experiments', 'list'], {}, signal), it => {
    const some = it.experiments.filter(each => !task || text(each.subject).includes(task));
    return some.length ? table('Experiments', [
      ['Name', each => [sign(SIGNS[each.state] ?? 'none', plain(each.state)), each.name]], ['State', each => plain(each.state)],
      ['About', each => text(each.subject), 'w'], ['Variants', each => Array.isArray(each.variants) ? each.variants.map(text).join(' | ') : text(each.variants), 'opt'],
      ['Winner', each => text(each.winner)], ['Began', each => moment(each.started_at), 'num']], some, each => to('experiments', {}, each.id))
      : empty(task ? 'No experiment is about this.' : 'Nothing was tried yet.', 'afterwise experiments start NAME --task TASK --step STEP --try attempts=5');
  });
}

async function one(main, id, signal) {
  const whole = panel('Experiment');
  main.replaceChildren(h('h1.t', {}, 'Experiment'), whole.element);
  return fill(whole, () => ask(['experiments', 'show', id], {}, signal), it => {
    const variants = panel('Variants', {note: 'gain: against the first'});
    variants.body.removeAttribute('aria-busy');
    const isShare = /success/.test(it.measure);
    const form = x => (x > 0 ? '+' : '') + (isShare ? minus((100 * x).toFixed(1)) + ' points' : fixed(x) + ' s saved');
    const at = scale(it.variants.map(each => each.gain && {effect: each.gain.estimate, low: each.gain.low, high: each.gain.high}));
    const task = /^task (.+)$/.exec(it.subject)?.[1];
    variants.body.append(table('Variants', [
      ['Variant', each => [sign(FATES[each.fate] ?? 'none', plain(each.fate)), each.variant]], ['Share of runs', each => percent(each.share, 0), 'num opt'], ['Runs', each => count(each.runs), 'num'],
      ['Success', each => sure(each.success), 'num'], ['Mean', each => took(each.mean_ms), 'num opt'],
      ['Gain', each => each.gain ? [form(each.gain.estimate), ' ', h('small', {}, `${form(each.gain.low)} to ${form(each.gain.high)}`)] : '–', 'num'],
      ['Gain drawn', each => each.gain ? whisker(at, null, {effect: each.gain.estimate, low: each.gain.low, high: each.gain.high}, `${each.variant}: ${form(each.gain.estimate)}`) : '', 'fpc opt'],
      ['What it changes', each => (each.changes ?? []).join('; ') || 'nothing', 'w']], it.variants));
    const running = it.state === 'running';
    const stop = {id: 'stop', label: 'Stop it', title: `Stop ${it.name}?`, consequence: 'All runs are carried out as before. What was measured stays.', path: ['experiments', 'stop', it.id], role: 'admin', isPlain: true};
    main.replaceChildren(head(it.name, it.because, running ? button(stop) : null),
      h('dl.facts', {}, [['State', plain(it.state)], ['Verdict', plain(it.verdict)], ['About', it.subject], ['Measured by', plain(it.measure)], ['Since', moment(it.started_at)]].map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
        task ? h('div', {}, h('dt', {}, 'Executions'), h('dd', {}, h('a.lnk', {href: to('history', {task, since: it.started_at})}, 'since it began'))) : null),
      h('div.grid', {}, variants.element));
    return [];
  });
}
