// Advice: what the history says should change, what it should bring, and what it has brought.
import {button, rating} from '../acts.js';
import {ask} from '../api.js';
import {execution, to} from '../address.js';
import {scale} from '../charts.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {filterBar, kept} from '../filters.js';
import {live} from '../live.js';
import {fill, head} from '../panels.js';
import {count, fixed, moment, plain} from '../words.js';
import {adviceRow, axis, changeWords, effectWords, MARKS} from './advice-row.js';

const GROUPS = [
  ['Waits for a decision', ['proposed']], ['Being adopted and measured', ['approved', 'measuring']],
  ['In force', ['kept', 'applied']], ['Not in force', ['rejected', 'rolled_back', 'withdrawn', 'superseded', 'expired']],
];
const VERBS = {proposed: [['approve', true], ['reject', false]], approved: [['rollback', false]], measuring: [['rollback', false]], applied: [['rollback', false]], kept: [['rollback', false]],
  rejected: [['approve', false]], expired: [['approve', false]], rolled_back: [['approve', false]]};

export async function show(main, place, signal) {
  if (place.about.length) return one(main, place.about[0], signal);
  const list = panel('Recommendations');
  const promised = panel('What advice keeps of what it promises', {note: 'expected against measured'});
  const title = head('Advice', 'Nothing changes until somebody approves it, or the loop may. Each adopted change is measured and can be taken back.');
  const said = kept(place.filters, ['task']);
  main.replaceChildren(title, filterBar('advice', place.filters, ['task']), h('div.grid', {}, list.element, promised.element));
  const isMeant = it => !said.task || it.change.subject?.task === said.task;
  live(['recommendation', 'loop'], signal, async () => {
    const it = await ask(['recommendations', 'list'], {}, signal);
    if (!list.body.matches(':hover, :focus-within')) list.body.replaceChildren(it.recommendations.some(isMeant) ? groups(it.recommendations.filter(isMeant)) : empty('No advice is about this.'));
  }, 30);
  return Promise.all([
    fill(list, () => ask(['recommendations', 'list'], {}, signal), it => {
      list.noted.textContent = `policy version ${it.policy_version}`;
      return it.recommendations.some(isMeant) ? groups(it.recommendations.filter(isMeant)) : empty(it.recommendations.length ? 'No advice is about this.' : (it.hints ?? ['There is nothing to advise now: no change passes the check for chance.'])[0]);
    }),
    fill(promised, () => ask(['recommendations', 'calibration'], {}, signal), it => it.calibration.length ? table('Calibration', [
      ['Kind', each => plain(each.kind)], ['Kept', each => count(each.kept), 'num'], ['Taken back', each => count(each.rolled_back), 'num'],
      ['Expected', each => fixed(each.expected?.mean), 'num'], ['Measured', each => fixed(each.realised?.mean), 'num']], it.calibration) : empty((it.hints ?? ['Nothing was measured to the end yet.'])[0])),
  ]);
}

function groups(all) {
  const known = new Set(GROUPS.flatMap(([, states]) => states));
  return h('div.forest.adv', {}, GROUPS.map(([name, states], i) => {
    const some = all.filter(each => states.includes(each.status) || i === GROUPS.length - 1 && !known.has(each.status));
    const at = scale(some.flatMap(each => [each.evidence, each.measured]));
    return some.length ? [h('h3.gh', {}, name, h('span.q', {}, count(some.length))), axis(some, at), some.map(each => adviceRow(each, at, decisions(each)))] : null;
  }), h('p.foot', {}, 'Hollow and dashed: expected. Solid: measured. One axis for each group.'));
}

/** Buttons of what can be decided about it. */
export function decisions(it) {
  const about = changeWords(it.change);
  const path = verb => ['recommendations', verb, it.id];
  const act = {
    approve: {label: 'Approve', role: 'admin', consequence: 'Half of the runs, drawn by chance, are carried out under it from now on. It is kept if that proves to help, and taken back if not.', undo: {path: path('rollback'), label: 'Taken back'}},
    reject: {label: 'Reject', role: 'admin', consequence: 'It is not proposed again by itself; it can still be approved later.'},
    rollback: {label: 'Take back', role: 'admin', consequence: 'What it replaced holds again at once. It is not proposed again by itself.', undo: {path: path('approve'), label: 'Approved again'}},
  };
  return (VERBS[it.status] ?? []).map(([verb, isMain]) => button({...act[verb], id: verb, title: `${act[verb].label}?`, about, path: path(verb)}, isMain));
}

async function one(main, id, signal) {
  const whole = panel('Recommendation');
  main.replaceChildren(h('h1.t', {}, 'Recommendation'), whole.element);
  return fill(whole, () => ask(['recommendations', 'show', id], {}, signal), it => {
    const evidence = panel('Evidence', {span: 'c6'});
    const turns = panel('What was decided', {span: 'c6'});
    for (const each of [evidence, turns]) each.body.removeAttribute('aria-busy');
    const say = (name, value) => value ? [h('dt', {}, name), h('dd', {}, value)] : null;
    const words = estimate => estimate ? `${effectWords(estimate).join(', ')} (${plain(estimate.measure)}, ${count(estimate.n)} executions)` : null;
    evidence.body.append(h('dl.kv2', {}, say('expected', words(it.evidence)), say('measured', words(it.measured)), say('measured by', it.measured_by), say('experiment', it.experiment),
      say('since', it.measured_since ? moment(it.measured_since) : null), say('id', h('code', {}, it.id)),
      say('such as', it.examples?.length ? it.examples.slice(0, 8).map(each => [h('a.lnk', {href: execution(each)}, each.slice(0, 8)), ' ']) : null),
      say('executions', it.change.subject?.task ? h('a.lnk', {href: to('history', {task: it.change.subject.task})}, `of ${it.change.subject.task}`) : null)));
    turns.body.append(it.turns.length ? table('What was decided', [['When', each => moment(each.at)], ['What', each => plain(each.action)], ['By', each => each.by ?? '–'], ['Why', each => each.because ?? '', 'w']], it.turns) : empty('Nothing was decided yet.'));
    main.replaceChildren(h('div.top', {}, h('div', {}, h('div.h1row', {}, h('h1.t', {}, changeWords(it.change)), h('span.pill', {}, sign(MARKS[it.status] ?? 'none', it.status), plain(it.status))), h('p', {}, it.because)),
      h('div.act', {}, decisions(it), rating(['feedback', 'recommendation', it.id], changeWords(it.change)))), h('div.grid', {}, evidence.element, turns.element));
    return [];
  });
}
