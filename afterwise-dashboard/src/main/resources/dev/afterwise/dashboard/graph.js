// A plan as a graph from left to right: each step in the stage after the last of those that it needs, ordered so that lines cross little.
import {h, s} from './dom.js';

const [WIDE, HIGH, GAP, ROOM] = [164, 48, 36, 14];
const cut = (text, most) => text.length > most ? text.slice(0, most - 1) + '\u2026' : text;

/** Boxes and bends by stage, ordered by the mean place of what they lead from and to. */
function layers(steps) {
  const byName = new Map(steps.map(it => [it.step, {it, stage: it.stage, before: [], after: []}]));
  const all = [...byName.values()];
  const lines = [];
  const join = (from, to) => {
    from.after.push(to);
    to.before.push(from);
  };
  for (const to of byName.values()) {
    for (const need of to.it.needs ?? []) {
      const from = byName.get(need);
      if (!from) continue;
      const way = [from];
      for (let stage = from.stage + 1; stage < to.stage; stage++) {
        const bend = {stage, before: [], after: []};
        join(way[way.length - 1], bend);
        way.push(bend);
        all.push(bend);
      }
      join(way[way.length - 1], to);
      lines.push([...way, to]);
    }
  }
  const made = [];
  for (const spot of all) (made[spot.stage - 1] ??= []).push(spot);
  const number = () => made.forEach(layer => layer.forEach((spot, i) => {
    spot.place = i - (layer.length - 1) / 2;
  }));
  const mean = spots => spots.length ? spots.reduce((sum, spot) => sum + spot.place, 0) / spots.length : null;
  number();
  for (let sweep = 0; sweep < 8; sweep++) {
    const side = sweep % 2 ? 'after' : 'before';
    for (const layer of sweep % 2 ? [...made].reverse() : made) {
      const keys = new Map(layer.map(spot => [spot, mean(spot[side]) ?? spot.place]));
      layer.sort((a, b) => keys.get(a) - keys.get(b));
      number();
    }
  }
  return {made, lines};
}

/** The steps on the way that takes longest, by how long each takes. */
export function longest(steps, took) {
  const ends = new Map();
  let last = null;
  for (const it of [...steps].sort((a, b) => a.stage - b.stage)) {
    const before = (it.needs ?? []).map(need => ends.get(need)).filter(Boolean).sort((a, b) => b.end - a.end)[0] ?? null;
    const end = {it, before, end: (before?.end ?? 0) + (took(it) ?? 0)};
    ends.set(it.step, end);
    if (!last || end.end > last.end) last = end;
  }
  const hot = new Set();
  for (let at = last && last.end > 0 ? last : null; at; at = at.before) hot.add(at.it.step);
  return hot;
}

/** looks(step) says {sign, words, small, kind, title, href}; hot are the steps of the slowest way. */
export function graph(label, steps, looks, hot = new Set()) {
  const {made, lines} = layers(steps);
  const most = Math.max(...made.map(layer => layer.reduce((sum, spot) => sum + (spot.it ? HIGH : 10) + ROOM, -ROOM)));
  const high = Math.max(HIGH, most) + 4;
  made.forEach((layer, i) => {
    let y = (high - layer.reduce((sum, spot) => sum + (spot.it ? HIGH : 10) + ROOM, -ROOM)) / 2;
    for (const spot of layer) {
      spot.x = 2 + i * (WIDE + GAP);
      spot.y = y + (spot.it ? HIGH : 10) / 2;
      y += (spot.it ? HIGH : 10) + ROOM;
    }
  });
  const wide = made.length * (WIDE + GAP) - GAP + 4;
  const isHot = way => hot.has(way[0].it.step) && hot.has(way[way.length - 1].it.step);
  const curve = way => way.slice(1).reduce((path, to, i) => {
    const from = way[i];
    const [x, half] = [from.x + WIDE, GAP / 2];
    return `${path}H${x}C${x + half} ${from.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`;
  }, `M${way[0].x + WIDE} ${way[0].y}`);
  const box = spot => {
    const look = looks(spot.it);
    const drawn = s('g', {class: `node ${look.kind ?? ''}${hot.has(spot.it.step) ? ' hot' : ''}`, 'data-step': spot.it.step, 'data-state': look.kind},
      s('title', {}, look.title ?? `${spot.it.step}: ${look.words}`), s('rect', {x: spot.x, y: spot.y - HIGH / 2, width: WIDE, height: HIGH, rx: 6}),
      s('svg', {x: spot.x + 10, y: spot.y - 17, width: 14, height: 14, class: look.kind === 'run' ? 'spin' : null}, s('use', {href: '#s-' + look.sign})),
      s('text.nm', {x: spot.x + 30, y: spot.y - 5}, cut(spot.it.step, 18)), s('text.sm', {x: spot.x + 10, y: spot.y + 14}, cut(look.words, 24)));
    return look.href ? s('a', {href: look.href}, drawn) : drawn;
  };
  return h('div.scroll.graph', {tabindex: 0, role: 'region', 'aria-label': label}, s('svg', {viewBox: `0 0 ${wide} ${high}`, css: {'min-width': Math.round(0.85 * wide) + 'px', 'max-width': wide + 'px'}, role: 'group', 'aria-label': label},
    lines.filter(way => !isHot(way)).map(way => s('path.edge', {d: curve(way)})), lines.filter(isHot).map(way => s('path.edge.hot', {d: curve(way)})),
    made.flat().filter(spot => spot.it).map(box)));
}
