// Charts are hand-written SVG: measured in slate, the usual range in grey behind, and a table of the same figures for who can't see them.
import {h, s} from './dom.js';

const known = points => points.filter(it => it !== null && it !== undefined && Number.isFinite(it));
const r1 = x => Math.round(x * 10) / 10;

/** Round numbers between two values, at most five. */
export function ticks(low, high) {
  if (!(high > low)) return [low];
  const raw = (high - low) / 4;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map(k => k * size).find(each => each >= raw * 0.999);
  const first = Math.floor(low / step) * step;
  const made = [];
  for (let x = first; x < high + step * 0.999; x += step) made.push(Number(x.toPrecision(10)));
  return made;
}

function line(values, x, y) {
  let path = '';
  let pen = false;
  values.forEach((value, i) => {
    if (value === null || value === undefined) {
      pen = false;
    } else {
      path += (pen ? 'L' : 'M') + r1(x(i)) + ' ' + r1(y(value));
      if (!pen && (values[i + 1] === null || values[i + 1] === undefined)) path += 'h.1';
      pen = true;
    }
  });
  return path;
}

/** Values with a gap on both sides, which no line shows. */
function alone(values, x, y) {
  const is = i => values[i] !== null && values[i] !== undefined;
  return values.map((value, i) => is(i) && !is(i - 1) && !is(i + 1) ? `M${r1(x(i))} ${r1(y(value))}h.1` : '').join('');
}

function area(lows, highs, x, y) {
  let path = '';
  for (let i = 0; i < lows.length; ) {
    if (lows[i] === null || lows[i] === undefined) {
      i++;
      continue;
    }
    let end = i;
    while (end + 1 < lows.length && lows[end + 1] !== null && lows[end + 1] !== undefined) end++;
    for (let k = i; k <= end; k++) path += (k === i ? 'M' : 'L') + r1(x(k)) + ' ' + r1(y(highs[k]));
    for (let k = end; k >= i; k--) path += 'L' + r1(x(k)) + ' ' + r1(y(lows[k]));
    path += 'z';
    i = end + 1;
  }
  return path;
}

/**
 * A line over time with its interval. rows have {at, name, value, low, high, words, href}; where there is no value there is a gap. marks are
 * {at, words}. The lines of the grid are round numbers of the unit.
 */
export function plot(label, rows, {form, marks = [], floor, ceiling, unit = 1} = {}) {
  const values = rows.map(row => row.value);
  const all = known([...values, ...rows.map(row => row.low), ...rows.map(row => row.high)]);
  if (!all.length) return h('p.pad.q', {}, 'Nothing to draw.');
  const lines = ticks(Math.max(floor ?? -Infinity, Math.min(...all)) / unit, Math.min(ceiling ?? Infinity, Math.max(...all)) / unit).map(each => each * unit);
  const [bottom, top] = [lines[0], Math.max(lines[lines.length - 1], lines[0] + 1e-9)];
  const n = rows.length;
  const x = i => n < 2 ? 500 : i * 1000 / (n - 1);
  const y = value => 1000 - 1000 * (Math.min(Math.max(value, bottom), top) - bottom) / (top - bottom);
  const grid = lines.map(value => [
    s('line.gl', {x1: 0, x2: '100%', y1: r1(y(value) / 10) + '%', y2: r1(y(value) / 10) + '%'}),
    s('text', {x: '100%', dx: 8, y: r1(y(value) / 10) + '%', dy: 4}, form(value))]);
  const inner = s('svg', {viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', height: '100%'},
    s('path.bd', {d: area(rows.map(row => row.low), rows.map(row => row.high), x, y)}),
    s('path.ln', {d: line(values, x, y)}), s('path.dots', {d: alone(values, x, y)}),
    marks.map(mark => {
      const at = position(rows, mark.at);
      return at === null ? null : s('line.mkl', {x1: x(at), x2: x(at), y1: 0, y2: 1000}, s('title', {}, mark.words));
    }),
    rows.map((row, i) => {
      const hot = s('rect.hot', {x: n < 2 ? 0 : Math.max(0, x(i) - 500 / (n - 1)), width: n < 2 ? 1000 : 1000 / (n - 1), y: 0, height: 1000},
        s('title', {}, row.words));
      return row.href ? s('a', {href: row.href, tabindex: -1, 'aria-hidden': 'true'}, hot) : hot;
    }));
  const stride = Math.max(1, Math.ceil(n / 6));
  const dates = rows.map((row, i) => i % stride === 0 && i <= n - 1 - stride / 2 || n === 1
    ? h(i === 0 && n > 1 ? 'span.x.first' : 'span.x', {css: {left: `calc(16px + (100% - 74px) * ${n < 2 ? 0.5 : i / (n - 1)})`}}, row.name) : null);
  return h('div.plot', {}, s('svg.ch', {role: 'img', 'aria-label': label}, grid, inner), dates);
}

/** Between which rows a moment lies. */
function position(rows, at) {
  const times = rows.map(row => Date.parse(row.at));
  const t = Date.parse(at);
  if (!times.length || t < times[0] - 864e5 || t > times[times.length - 1] + 2 * 864e5) return null;
  for (let i = 1; i < times.length; i++) if (t < times[i]) return Math.max(0, i - 1 + (t - times[i - 1]) / (times[i] - times[i - 1]));
  return times.length - 1;
}

/** A small line without an axis. */
export function spark(values, label) {
  const all = known(values);
  if (all.length < 2) return h('span.q', {}, '');
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = i => i * 1000 / (values.length - 1);
  const y = value => high === low ? 500 : 920 - 840 * (value - low) / (high - low);
  const last = values.length - 1 - [...values].reverse().findIndex(value => value !== null && value !== undefined);
  return s('svg.sk.lo', {role: 'img', 'aria-label': label},
    s('svg', {viewBox: '0 0 1000 1000', preserveAspectRatio: 'none'}, s('path.ln', {d: line(values, x, y)})),
    s('circle', {cx: r1(x(last) / 10) + '%', cy: r1(y(values[last]) / 10) + '%', r: 2.5}));
}

/** The scale that estimates share: from the least to the greatest of them, and zero. */
export function scale(estimates) {
  const all = known([0, ...estimates.flatMap(it => it ? [it.low, it.high, it.effect] : [])]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || 1) * 0.06;
  const at = value => r1(100 * (value - low + room) / (high - low + 2 * room));
  at.marks = ticks(low, high).filter(each => each >= low - room && each <= high + room);
  return at;
}

/** One estimate with its interval: hollow and dashed where expected, solid where measured. */
export function whisker(at, expected, measured, label) {
  const drawn = (it, y, kind, dot) => it && Number.isFinite(it.low) ? [
    s('line.' + kind, {x1: at(it.low) + '%', x2: at(it.high) + '%', y1: y, y2: y}),
    s('circle.' + dot, {cx: at(it.effect) + '%', cy: y})] : [];
  return s('svg.fp', {height: 24, role: 'img', 'aria-label': label},
    s('line.z', {x1: at(0) + '%', x2: at(0) + '%', y1: -2, y2: 26}),
    drawn(expected, measured ? 7 : 12, 'x', 'xd'), drawn(measured, expected ? 17 : 12, 'm', 'md'));
}

/** Shares by day of the week and hour: cells[day][hour] = {n, share, words, href}. */
export function heat(label, cells, names) {
  const found = known(cells.flat().map(cell => cell && cell.n >= 5 ? cell.share : null)).sort((a, b) => a - b);
  const at = q => found[Math.floor(q * (found.length - 1))] ?? 0;
  const limits = [at(0.35), at(0.65), at(0.85), at(0.95)];
  const shade = cell => !cell || cell.n < 5 ? 'cn' : ['c0', 'c1', 'c2', 'c3', 'c4h'][limits.filter(limit => cell.share > limit).length];
  return h('div.hours', {tabindex: 0, role: 'region', 'aria-label': label}, s('svg', {viewBox: `0 0 640 ${22 * cells.length + 20}`, role: 'img', 'aria-label': label},
    cells.map((row, d) => [s('text', {x: 0, y: 22 * d + 14}, names[d]),
      row.map((cell, hour) => {
        const box = s('rect.' + shade(cell), {x: 36 + hour * 25, y: 22 * d, width: 23, height: 20, rx: 2}, s('title', {}, cell?.words ?? 'nothing ran'));
        return cell?.href ? s('a', {href: cell.href}, box) : box;
      })]),
    [0, 6, 12, 18, 23].map(hour => s('text', {x: 36 + hour * 25, y: 22 * cells.length + 12}, hour + ' h'))));
}

/** Length against the longest. */
export const bar = share => h('div.barr', {'aria-hidden': 'true'}, h('i', {css: {width: Math.max(1, Math.min(100, 100 * share)) + '%'}}));
