// Elements from plain values. Whatever the history holds becomes text, never markup: nothing here is ever parsed as HTML.
const SVG = 'http://www.w3.org/2000/svg';

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'css') for (const [key, each] of Object.entries(value)) element.style.setProperty(key, each);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter(each => each !== null && each !== undefined && each !== false));
  return element;
}

/** An HTML element: h('a.more', {href}, 'All'). */
export function h(what, attributes, ...children) {
  const [name, ...classes] = what.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length) element.className = classes.join(' ');
  return filled(element, attributes, children);
}

/** An SVG element. */
export function s(what, attributes, ...children) {
  const [name, ...classes] = what.split('.');
  const element = document.createElementNS(SVG, name);
  if (classes.length) element.setAttribute('class', classes.join(' '));
  return filled(element, attributes, children);
}

export const icon = name => s('svg.i', {'aria-hidden': 'true'}, s('use', {href: '#i-' + name}));

/** The sign of a state; its shape says it without its colour. */
export function sign(state, label) {
  const known = ['ok', 'fail', 'heal', 'warn', 'new', 'run', 'wait', 'none', 'kept', 'back'];
  const name = known.includes(state) ? state : 'none';
  return s('svg.st', {class: name === 'run' ? 'st spin' : 'st', role: 'img', 'aria-label': label ?? state}, s('use', {href: '#s-' + name}));
}

/** A panel with its title; what it shows comes by fill, once it is there. */
export function panel(title, {span = 'c12', note, right, id} = {}) {
  const key = 'p-' + (id ?? title.toLowerCase().replace(/[^a-z]+/g, '-'));
  const body = h('div.body', {'aria-busy': 'true'});
  const noted = h('span.q', {}, note ?? '');
  const aged = h('span.q.aged');
  const corner = h('span.r', {}, right);
  const element = h('section.panel.' + span, {'aria-labelledby': key, 'data-testid': key},
    h('div.ph', {}, h('h2', {id: key}, title), noted, aged, corner), body);
  return {element, body, noted, aged, corner};
}

/** Grey lines where rows will be, after a moment only. */
export const skeleton = (rows = 4) => h('div.skel', {'aria-hidden': 'true'}, Array.from({length: rows}, () => h('i')));

export const empty = (sentence, command) =>
  h('div.empty', {}, h('p', {}, sentence), command ? h('code', {}, command) : null);

export function failed(error, again) {
  return h('div.failed', {role: 'alert'}, sign('fail', 'error'), h('p', {}, String(error?.message ?? error)),
    again ? h('button.btn', {type: 'button', onclick: again}, 'Retry') : null);
}

/** Rows of a table: columns are [title, cell, class]. A row that leads somewhere is a link in its first cell. */
export function table(caption, columns, rows, href) {
  return h('div.scroll', {tabindex: '0', role: 'region', 'aria-label': caption}, h('table.t', {},
    h('caption.vh', {}, caption),
    h('thead', {}, h('tr', {}, columns.map(([title, , kind]) => h('th', {scope: 'col', class: kind}, title)))),
    h('tbody', {}, rows.map(row => {
      const where = href?.(row);
      return h('tr', {class: where ? 'to' : null}, columns.map(([, cell, kind], i) =>
        h('td', {class: kind}, i === 0 && where ? h('a.rowlink', {href: where}, cell(row)) : cell(row))));
    }))));
}
