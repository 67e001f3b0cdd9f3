// Experiments: what is tried against what there is, by chance for each run.
import {ask} from '../api.js';
import {to} from '../address.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {fill, head} from '../panels.js';
import {count, interval, moment, plain, rate, took} from '../words.js';

const text = value => value === null || value === undefined ? '–' : typeof value === 'object' ? Object.values(value).map(text).join(', ') : String(value);

export async function show(main, place, signal) {
  if (place.about.length) return one(main, place.about[0], signal);
  const list = panel('Experiments');
  main.replaceChildren(head('Experiments', 'What is proven better is adopted; what does harm is stopped.'), list.element);
  return fill(list, () => ask(['experiments', 'list'], {}, signal), it => it.experiments.length ? table('Experiments', [
    ['Name', each => [sign(each.winner ? 'kept' : /run|active/.test(each.state) ? 'run' : 'none', plain(each.state)), each.name]], ['State', each => plain(each.state)],
    ['About', each => text(each.subject), 'w'], ['Variants', each => Array.isArray(each.variants) ? each.variants.map(text).join(' | ') : text(each.variants), 'opt'],
    ['Winner', each => text(each.winner)], ['Began', each => moment(each.started_at), 'num']], it.experiments, each => to('experiments', {}, each.id))
    : empty('Nothing was tried yet.', 'afterwise experiments start NAME --task TASK --step STEP --try attempts=5'));
}

async function one(main, id, signal) {
  const whole = panel('Experiment');
  main.replaceChildren(h('h1.t', {}, 'Experiment'), whole.element);
  return fill(whole, () => ask(['experiments', 'show', id], {}, signal), it => {
    const rows = Object.values(it).find(value => Array.isArray(value) && value.length && typeof value[0] === 'object' && value[0] !== null) ?? [];
    const plainFields = Object.entries(it).filter(([name, value]) => name !== 'schema' && value !== null && !Array.isArray(value));
    const names = rows.length ? Object.keys(rows[0]).slice(0, 8) : [];
    const cell = value => value && typeof value === 'object' && 'rate' in value ? `${rate(value)} (${interval(value)}) of ${count(value.n)}` : text(value);
    whole.body.before(h('p.pad', {}, it.because ?? ''));
    return [h('dl.kv2', {}, plainFields.map(([name, value]) => [h('dt', {}, plain(name)), h('dd', {}, name.endsWith('_ms') ? took(value) : cell(value))])),
      rows.length ? table('Variants', names.map(name => [plain(name), row => name.endsWith('_ms') ? took(row[name]) : cell(row[name])]), rows) : null];
  });
}
