// Healing: how well things go, what is cut off, what may still be spent on recoveries, and what was learned about them.
import {ask} from '../api.js';
import {days, execution, since, to} from '../address.js';
import {bar} from '../charts.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {button} from '../acts.js';
import {filterBar, ignores, kept, WHOSE} from '../filters.js';
import {live} from '../live.js';
import {fill, head, range, sure} from '../panels.js';
import {count, fixed, interval, moment, percent, plain, rate, took, usd} from '../words.js';

const GRADES = {excellent: 'ok', good: 'ok', fair: 'warn', poor: 'fail', critical: 'fail'};
const hint = (it, words) => empty((it.hints ?? [words])[0]);

export async function show(main, place, signal) {
  const from = since('7d');
  const names = [...WHOSE, 'until'];
  const said = {...kept(place.filters, names), ...(from ? {since: from} : {})};
  const whatever = ignores(place.filters, ...names);
  const health = panel('Health');
  const breakers = panel('Circuit breakers', {span: 'c6', note: whatever});
  const budget = panel('Recovery budgets', {span: 'c6', note: whatever});
  const strategies = panel('What was tried', {span: 'c6', right: h('a.more', {href: to('history', {...said, status: 'failed'})}, 'Failed executions')});
  const learned = panel('What was learned about it', {span: 'c6', note: whatever});
  const recent = panel('Lately', {note: place.filters.strategy ? plain(place.filters.strategy) : '', right: place.filters.strategy ? h('a.more', {href: to('healing', {...place.filters, strategy: null})}, 'All') : null});
  main.replaceChildren(head('Healing', 'What is done about failures, whether it helps, and what is held back so that nothing gets worse.', range('7d')), filterBar('healing', place.filters, names),
    h('div.grid', {}, [health, breakers, budget, strategies, learned, recent].map(it => it.element)));
  const cut = it => it.breakers.length ? table('Circuit breakers', [
    ['Component', each => [sign(each.state === 'closed' ? 'ok' : each.state === 'open' ? 'fail' : 'warn', plain(each.state)), each.component]], ['State', each => plain(each.state)],
    ['Tries again', each => each.retry_at ? moment(each.retry_at) : '–', 'num'],
    ['Act', each => each.state === 'closed' ? '' : button({id: 'reset', label: 'Close', title: `Close the breaker of ${each.component}?`, consequence: 'Calls go through again at once, whatever it saw.', path: ['breakers', 'reset', each.component], role: 'admin', isPlain: true}), 'num']], it.breakers) : hint(it, 'No component was called in the last day.');
  live(['breaker'], signal, async () => {
    if (!breakers.body.matches(':hover, :focus-within')) breakers.body.replaceChildren(cut(await ask(['breakers', 'list'], {}, signal)));
  }, 10);
  return Promise.all([
    fill(health, () => ask(['health'], {days: days(from)}, signal), it => components(it, health, from)),
    fill(breakers, () => ask(['breakers', 'list'], {}, signal), cut),
    fill(budget, () => ask(['budget'], {}, signal), it => it.budgets.length ? table('Recovery budgets', [
      ['Component', each => each.component], ['Level', each => [typeof each.level === 'number' ? percent(each.level > 1 ? each.level / 100 : each.level, 0) : plain(each.level), typeof each.level === 'number' ? bar(each.level > 1 ? each.level / 100 : each.level) : null], 'num'],
      ['Owes', each => fixed(each.owes), 'num'], ['Lent', each => fixed(each.lent), 'num']], it.budgets) : hint(it, 'No budget was used in the last day.')),
    fill(strategies, () => ask(['heal', 'stats'], said, signal), it => it.strategies.length ? table('Strategies', [
      ['Strategy', each => plain(each.strategy)], ['Tried', each => count(each.tried), 'num'], ['Worked', each => count(each.worked), 'num'],
      ['Share', each => sure(each.success), 'num']], it.strategies, each => to('healing', {...place.filters, strategy: each.strategy})) : hint(it, 'Nothing had to be done about any failure.')),
    fill(learned, () => ask(['heal', 'preferences'], {}, signal), it => it.preferences.length ? table('Preferences', [
      ['Component', each => each.component], ['Class', each => plain(each.class)], ['Strategy', each => plain(each.strategy) + (each.again ? ', again' : '')],
      ['Today', each => each.today === null ? '–' : typeof each.today === 'object' ? rate(each.today) : percent(each.today), 'num'],
      ['Measured', each => each.measured ? sure(each.measured) : '–', 'num']], it.preferences.slice(0, 40)) : hint(it, 'Nothing was learned yet; the starting table holds.')),
    fill(recent, () => ask(['heal', 'list'], {...said, strategy: place.filters.strategy, limit: 20}, signal), it => it.recoveries.length ? table('Recoveries', [
      ['Task', each => [sign(each.result === 'recovered' ? 'heal' : /fail|given/.test(each.result) ? 'fail' : 'none', plain(each.result)), each.task]],
      ['Step', each => each.step ?? '–', 'opt'], ['Failure', each => each.error ? plain(each.error.class) : '–'], ['Strategy', each => plain(each.strategy)], ['Why', each => each.because ?? '', 'w'],
      ['Result', each => plain(each.result), 'nw'], ['Took', each => took(each.took_ms), 'num opt'], ['Cost', each => usd(each.cost_usd), 'num opt'], ['When', each => moment(each.at), 'num opt']],
    it.recoveries, each => execution(each.id)) : hint(it, 'Nothing had to be done about any failure.')),
  ]);
}

function components(it, view, from) {
  if (!it.score) return hint(it, 'There is too little history to say.');
  view.noted.textContent = `${it.grade}: ${fixed(it.score.points)} of 100 (${fixed(it.score.low)} to ${fixed(it.score.high)})`;
  return [
    (it.pulled_down_by ?? []).length ? h('div.rows', {}, it.pulled_down_by.map(each => h('div', {}, sign('warn', 'pulls it down'), h('p', {}, each.because), h('span.e.q', {}, `\u2212${fixed(each.points)}`)))) : null,
    it.components?.length ? table('Components', [
      ['Component', each => [sign(GRADES[each.grade] ?? 'none', each.grade ?? 'unknown'), each.name, h('small', {}, ' ', plain(each.kind))]],
      ['Health', each => each.score ? [fixed(each.score.points), ' ', h('small', {}, `${fixed(each.score.low)} to ${fixed(each.score.high)}`)] : 'too little', 'num'],
      ['Success', each => sure(each.success), 'num'], ['Before', each => rate(each.success_before), 'num opt'],
      ['p95', each => took(each.p95_ms), 'num opt'], ['Executions', each => count(each.executions), 'num']],
    it.components, each => to('history', {[each.kind]: each.name, ...(from ? {since: from} : {})})) : null];
}
