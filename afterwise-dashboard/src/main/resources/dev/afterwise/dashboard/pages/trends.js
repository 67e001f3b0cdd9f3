// Trends: success, duration, cost over time, with the moments at which a level certainly shifted.
import {ask} from '../api.js';
import {days, execution, since, to} from '../address.js';
import {plot} from '../charts.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {filterBar, ignores, kept, WHOSE} from '../filters.js';
import {fill, head, range, sure} from '../panels.js';
import {axisSize, axisTook, count, date, interval, moment, percent, plain, rate, took, fixed} from '../words.js';

const MOST = 1500;
const STEP = {hour: 36e5, day: 864e5, week: 7 * 864e5};

/** A series of the trends command as rows of a plot. */
export function points(it, link) {
  return it.series.map(each => ({
    each, at: each.start, name: it.by === 'hour' ? moment(each.start).slice(-5) : date(each.start),
    href: link({since: each.start, until: new Date(Date.parse(each.start) + STEP[it.by]).toISOString()}),
  }));
}

/** The same with a row for each period in which nothing ran, so that a line does not jump over them; all as it is where that would be too many. */
function whole(rows, by) {
  const known = new Map(rows.map(row => [Date.parse(row.at), row]));
  const [first, last] = [Date.parse(rows[0].at), Date.parse(rows[rows.length - 1].at)];
  const n = Math.round((last - first) / STEP[by]) + 1;
  return n > MOST ? rows : Array.from({length: n}, (_, i) => first + i * STEP[by]).map(at => {
    const start = new Date(at).toISOString();
    return known.get(at) ?? {each: {start}, at: start, name: by === 'hour' ? moment(start).slice(-5) : date(start), href: null, isEmpty: true};
  });
}

const decided = each => each.success && each.success.rate !== null;

/** Success and p95, one above the other, with their marks. */
export function courses(it, shifts, link) {
  if (!it.series.length) return [empty('Nothing ran in this time.')];
  const rows = whole(points(it, link), it.by);
  const marks = aspect => shifts.filter(each => each.aspect === aspect).map(each => ({at: each.at, words: each.because}));
  const success = rows.map(row => decided(row.each)
    ? {...row, value: row.each.success.rate, low: row.each.success.low, high: row.each.success.high,
      words: `${row.name}: ${rate(row.each.success)} (${interval(row.each.success)}) of ${count(row.each.success.n)}`}
    : {...row, words: `${row.name}: nothing ${row.isEmpty ? 'ran' : 'decided'}`});
  const slow = rows.map(row => row.isEmpty ? {...row, words: `${row.name}: nothing ran`} : ({...row, value: row.each.p95_ms, low: row.each.p50_ms, high: row.each.p95_ms, words: `${row.name}: median ${took(row.each.p50_ms)}, p95 ${took(row.each.p95_ms)}`}));
  const longest = Math.max(...slow.map(row => row.value ?? 0));
  return [
    h('div.fig.pad.c', {}, h('h3', {}, 'Success'), h('span.ci', {}, it.success_trend?.because ?? '')),
    plot('Success over time, with its 95 % interval', success, {form: value => percent(value, 0), floor: 0, ceiling: 1, marks: marks('success')}),
    h('div.fig.pad.c', {}, h('h3', {}, 'Duration, median to p95'), h('span.ci', {}, it.duration_trend?.because ?? '')),
    plot('Median and 95th percentile of the duration over time', slow, {form: value => axisTook(value, longest), floor: 0, unit: axisSize(longest), marks: marks('duration')}),
  ];
}

/** Moments at which something shifted, once each. */
export function shiftList(shifts, most = 12) {
  if (!shifts.length) return empty('No level shifted that passes the check for chance.');
  return h('div.rows', {}, shifts.slice(0, most).map(each => h('div', {}, sign(each.direction === 'worse' ? 'warn' : 'ok', each.direction),
    h('p', {}, each.because, h('small', {}, `${moment(each.at)} · ${plain(each.aspect)} of ${each.task ?? each.agent ?? 'all'} · `,
      (each.examples ?? []).slice(0, 3).map((id, i) => [i ? ', ' : 'such as ', h('a.lnk', {href: execution(id)}, id.slice(0, 8))]))),
    h('span.e.q', {}, `${count(each.after?.n)} executions`))));
}

export async function show(main, place, signal) {
  const from = since('90d');
  const names = [...WHOSE, 'until'];
  const {task, agent} = place.filters;
  const said = kept(place.filters, names);
  const asked = {...said, ...(from ? {since: from} : {})};
  const link = filters => to('history', {...said, ...filters});
  const by = place.filters.by ?? (from === '24h' ? 'hour' : 'day');
  const course = panel('Success and duration', {note: Object.values(said).join(', ') || 'all tasks'});
  const shifts = panel('What shifted', {note: ignores(place.filters, 'model', 'route') || 'found in the data, after one correction for all that was looked at'});
  const normal = panel('What is normal now', {note: 'each task since its last shift'});
  main.replaceChildren(head('Trends', 'Where success and duration are heading, and since when they are otherwise.', range('90d')),
    filterBar('trends', place.filters, names, [['by', by, Object.keys(STEP)]]), h('div.grid', {}, [course, shifts, normal].map(it => it.element)));
  const found = ask(['degradations'], {all: true, task, days: days(from)}, signal).catch(() => ({degradations: [], baselines: []}));
  return Promise.all([
    fill(course, () => Promise.all([ask(['trends'], {...asked, by}, signal), found]), ([it, {degradations}]) => {
      const marked = degradations.filter(each => task ? each.task === task && !each.agent : agent ? each.agent === agent : !each.agent);
      return [...courses(it, marked, link), key(), figures(it, link)];
    }),
    fill(shifts, () => found, it => shiftList(it.degradations.filter(each => agent ? each.agent === agent : true))),
    fill(normal, () => found, it => it.baselines?.length ? baselines(it.baselines) : empty('There is too little history to say.')),
  ]);
}

const key = () => h('p.foot', {}, 'Line: success, and p95. Band: 95 % interval of success; from the median to p95. Dashed: a level shifted here.');

/** The figures behind the charts, for who reads rather than looks. */
function figures(it, link) {
  return h('details.mored', {}, h('summary', {}, 'The figures'), table('Figures by ' + it.by, [
    ['From', row => row.name], ['Executions', row => count(row.each.executions), 'num'], ['Failed', row => count(row.each.failed), 'num'],
    ['Success', row => sure(row.each.success), 'num'],
    ['Median', row => took(row.each.p50_ms), 'num'], ['p95', row => took(row.each.p95_ms), 'num']], points(it, link).slice(-400), row => row.href));
}

function baselines(rows) {
  const form = {success: percent, duration: x => took(x * 1000), cost: x => '$' + fixed(x)};
  return table('What is normal now', [['Task', it => it.task], ['Of', it => plain(it.aspect)],
    ['Mean', it => (form[it.aspect] ?? fixed)(it.mean), 'num'], ['Median', it => it.aspect === 'success' ? '' : (form[it.aspect] ?? fixed)(it.p50), 'num'],
    ['p95', it => it.aspect === 'success' ? '' : (form[it.aspect] ?? fixed)(it.p95), 'num'], ['Executions', it => count(it.n), 'num']],
  rows.slice(0, 60), it => to('history', {task: it.task}));
}
