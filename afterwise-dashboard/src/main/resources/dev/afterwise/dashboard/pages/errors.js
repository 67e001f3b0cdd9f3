// Errors: what executions fail with, those that waste most first, and one of them with its course and examples.
import {ask} from '../api.js';
import {execution, since, to} from '../address.js';
import {bar, plot} from '../charts.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {button} from '../acts.js';
import {filterBar, kept, WHOSE} from '../filters.js';
import {fill, head, range, sure} from '../panels.js';
import {count, date, minus, moment, plain, took, usd} from '../words.js';

const SIGNS = {new: 'new', back: 'new', gone: 'ok', resolved: 'ok', ongoing: 'fail', rising: 'warn'};

export async function show(main, place, signal) {
  if (place.about.length) return one(main, place.about[0], signal);
  const from = since('all');
  const names = [...WHOSE, 'state', 'until'];
  const said = {...kept(place.filters, names), ...(from ? {since: from} : {})};
  const list = panel('Errors', {note: 'by time lost'});
  main.replaceChildren(head('Errors', 'Messages that differ only in ids, numbers and names are one error.', range('all')), filterBar('errors', place.filters, names), list.element);
  return fill(list, () => ask(['errors', 'list'], {...said, limit: 100}, signal), it => {
    if (!it.errors.length) return empty(Object.keys(said).length ? 'No error is like this.' : it.executions ? 'Nothing failed.' : 'Nothing was recorded yet.', it.executions || Object.keys(said).length ? null : 'afterwise demo');
    const most = Math.max(...it.errors.map(each => each.wasted_ms), 1);
    list.noted.textContent = `${count(it.failures)} failures of ${count(it.executions)} executions; ${took(it.wasted_ms)} lost`;
    return table('Errors', [
      ['Error', each => [sign(SIGNS[each.state] ?? 'fail', each.state), h('code', {}, each.label ?? each.template)]],
      ['Class', each => plain(each.class), 'opt'],
      ['State', each => plain(each.state)],
      ['Failures', each => count(each.failures), 'num'],
      ['Lost', each => [took(each.wasted_ms), bar(each.wasted_ms / most)], 'num'],
      ['Share lately', each => sure(each.recent), 'num opt'],
      ['Change, points', each => difference(each.difference), 'num opt'],
      ['Last seen', each => date(each.last_seen), 'num opt'],
    ], it.errors, each => to('errors', place.filters.since ? {since: place.filters.since} : {}, each.id));
  });
}

const difference = it => it && Number.isFinite(it.effect) ? `${it.effect > 0 ? '+' : ''}${minus((it.effect * 100).toFixed(1))}` : '–';

async function one(main, id, signal) {
  const whole = panel('Error');
  main.replaceChildren(h('h1.t', {}, 'Error'), whole.element);
  return fill(whole, () => ask(['errors', 'show', id], {}, signal), it => {
    const course = panel('Failures over time', {note: 'by ' + it.period});
    const examples = panel('Examples', {note: 'the newest'});
    for (const each of [course, examples]) each.body.removeAttribute('aria-busy');
    const rows = it.counts.map(each => ({at: each.start, name: date(each.start), value: each.failures, words: `${date(each.start)}: ${count(each.failures)} failures`}));
    course.body.append(rows.length ? plot('Failures over time', rows, {form: count, floor: 0}) : empty('It has no course yet.'));
    examples.body.append(it.examples?.length ? table('Examples', [['Task', each => each.task], ['Message', each => each.message ?? '', 'w'], ['Agent', each => each.agent ?? '–', 'opt'], ['Started', each => moment(each.started), 'num']],
      it.examples, each => execution(each.execution)) : empty('Their details are gone.'));
    const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));
    const resolve = {id: 'resolve', label: 'Mark as resolved', title: 'Mark as resolved?', about: it.label ?? it.template, consequence: 'When it comes again, that is worth an alert.', path: ['errors', 'resolve', id], role: 'writer', isPlain: true,
      undo: {path: ['errors', 'resolve', id], body: {undo: true}, label: 'Not resolved after all'}};
    main.replaceChildren(head(it.label ?? it.template, `${plain(it.class)}: ${it.because}.`, it.state === 'resolved' ? null : button(resolve)),
      h('dl.facts', {}, [fact('State', plain(it.state)), fact('Failures', count(it.failures)), fact('Lost', took(it.wasted_ms)), fact('Cost of it', usd(it.wasted_usd)), fact('First', moment(it.first_seen)),
        fact('Last', moment(it.last_seen)), fact('Lately', sure(it.recent)), fact('Before', sure(it.before))]),
      h('div.grid', {}, course.element, links(it), examples.element));
    return [];
  });
}

function links(it) {
  const view = panel('Where', {});
  view.body.removeAttribute('aria-busy');
  const list = (name, values, key) => values?.length ? [h('dt', {}, name), h('dd', {}, values.map((value, i) => [i ? ', ' : '', h('a.lnk', {href: to('history', {status: 'failed', [key]: value})}, value)]))] : null;
  view.body.append(h('dl.kv2', {}, list('tasks', it.tasks, 'task'), list('agents', it.agents, 'agent'), it.step ? [h('dt', {}, 'step'), h('dd', {}, it.step)] : null,
    it.type ? [h('dt', {}, 'type'), h('dd', {}, it.type)] : null, it.frame ? [h('dt', {}, 'where in the code'), h('dd', {}, h('code', {}, it.frame))] : null));
  return view.element;
}
