// A run of a plan: its graph as it stands, what it asks people, and what can be said to it.
import {button} from '../acts.js';
import {ask} from '../api.js';
import {execution, to} from '../address.js';
import {graph, longest} from '../graph.js';
import {h, sign, table} from '../dom.js';
import {moment, plain, state, took} from '../words.js';

const SIGNS = {succeeded: 'ok', failed: 'fail', running: 'run', waiting: 'wait'};

/** Says yes or no to a step that asks. */
export function answers(run, step, question) {
  const act = (word, label, consequence) => ({id: word, label, title: `${label}: ${step}`, about: question, consequence, path: ['plan', word, run, step], role: 'runner'});
  return [button(act('approve', 'Approve', 'The step is done, and the run goes on. The first answer holds.'), true), button(act('reject', 'Reject', 'The step is not done. The first answer holds.'))];
}

/** What waits for a person: steps that ask, and failures that were escalated. */
export function waiting(questions, escalated = []) {
  return h('div.rows', {}, questions.map(it => h('div', {'data-testid': 'question'}, sign('wait', 'waits for a person'),
    h('p', {}, it.question || `May ${it.step} be done?`, h('small', {}, h('a.lnk', {href: execution(it.id)}, it.plan), ` · ${it.step} · asked ${moment(it.asked_at)}`)), h('span.e.acts', {}, answers(it.id, it.step, it.question)))),
  escalated.map(it => h('a', {href: execution(it.id)}, sign('wait', 'waits for a person'), h('p', {}, it.because, h('small', {}, [it.task, it.step, plain(it.class)].filter(Boolean).join(' · '))), h('span.e.q', {}, moment(it.started_at)))));
}

export const asked = (id, signal) => ask(['plan', 'show', id], {}, signal);

/** What can be said to a run that is not over. */
export function controls(it) {
  if (!['running', 'waiting'].includes(it.status)) return [];
  const act = (word, label, consequence) => button({id: word, label, title: `${label}: ${it.plan}`, consequence, path: ['plan', word, it.id], role: 'runner',
    undo: word === 'pause' ? {path: ['plan', 'continue', it.id], label: 'Goes on'} : word === 'continue' ? {path: ['plan', 'pause', it.id], label: 'Paused'} : null});
  return [it.paused ? act('continue', 'Let it go on', 'It begins what is next.') : act('pause', 'Pause', 'Nothing more is begun; what is being done goes on.'), act('cancel', 'Cancel', 'It is stopped with what it is doing, and ends as cancelled. That can\u2019t be taken back.')];
}

/** A run that asks somebody says so in its title. */
export function entitle(it) {
  const pill = document.querySelector('[data-testid=outcome]');
  if (!pill || !['running', 'waiting'].includes(it.status)) return;
  const [mark, words] = it.paused ? ['wait', 'paused'] : state(it.status);
  pill.replaceChildren(sign(mark, words), words.charAt(0).toUpperCase() + words.slice(1));
}

/** The graph of a run; usual are the figures of its steps. */
export function drawn(it, usual = []) {
  const norms = new Map(usual.map(each => [each.step, each]));
  const looks = step => {
    const [mark, words] = state(step.state);
    const healed = step.state === 'succeeded' && step.attempts > 1;
    const said = step.state === 'not_begun' ? 'not begun' : healed ? `healed, attempt ${step.attempts}` : step.state === 'waiting' ? 'waits for a person' : words;
    const norm = norms.get(step.step);
    const isSlow = norm && norm.executions >= 20 && step.duration_ms > norm.p95_ms;
    return {sign: healed ? 'heal' : SIGNS[step.state] ?? mark, kind: healed ? 'heal' : SIGNS[step.state] ?? (step.state === 'skipped' ? 'skipped' : 'none'),
      words: said + (step.duration_ms === null ? '' : ` · ${took(step.duration_ms)}`) + (isSlow ? ', slow' : ''),
      title: [`${step.step}: ${said}`, step.does, step.because, step.error?.message].filter(Boolean).join('\n'), href: null};
  };
  const hot = longest(it.steps, step => step.duration_ms ?? norms.get(step.step)?.p50_ms);
  return [it.questions.length ? waiting(it.questions.map(each => ({...each, id: it.id, plan: it.plan}))) : null,
    it.paused ? h('p.pad.plum', {}, `Paused by ${it.paused.by}${it.paused.because ? ': ' + it.paused.because : ''}.`) : null,
    graph(`Steps of ${it.plan}: ${it.steps.map(step => `${step.step} ${plain(step.state)}`).join(', ')}`, it.steps, looks, hot),
    h('details.mored', {}, h('summary', {}, 'The steps as a list'), table('Steps', [
      ['Step', step => step.step], ['State', step => plain(step.state)], ['Needs', step => (step.needs ?? []).join(', ') || '\u2013', 'opt'], ['Attempts', step => step.attempts, 'num'], ['Took', step => took(step.duration_ms), 'num'],
      ['Why', step => step.because ?? step.error?.message ?? '', 'w']], it.steps)),
    h('p.foot', {}, 'Heavy line: the slowest way through it. Blue: healed. ', h('a.lnk', {href: to('plans', {}, it.plan)}, `All runs of ${it.plan}`))];
}
