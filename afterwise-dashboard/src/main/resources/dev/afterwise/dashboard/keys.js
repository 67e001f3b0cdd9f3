// The keyboard: from row to row, from page to page, and what can be done with what has the focus.
import {to} from './address.js';
import {h} from './dom.js';

const main = document.getElementById('main');
const PLACES = {h: ['', 'Home'], x: ['history', 'Executions'], p: ['plans', 'Plans'], t: ['trends', 'Trends'], e: ['errors', 'Errors'], s: ['slow', 'Slow steps'],
  m: ['patterns', 'Patterns'], c: ['compare', 'Compare'], k: ['knowledge', 'Knowledge'], a: ['advice', 'Advice'], y: ['healing', 'Healing']};
const KEYS = [['j k', 'next and previous row'], ['Enter', 'open it'], ['/', 'to the filters'], ['a', 'approve the row that has the focus, or the only one'], ['r', 'reject it'],
  ['t', 'the figures behind the charts'], ['l', 'pause what is live, or go on'], ['n', 'older'], ['?', 'this']];
let isGoing = false;

export function help() {
  const close = () => dialog.remove();
  const rows = pairs => h('dl.keyl', {}, pairs.map(([key, words]) => [h('dt', {}, key.split(' ').map(each => [h('kbd', {}, each), ' '])), h('dd', {}, words)]));
  const dialog = h('dialog.ask', {'aria-labelledby': 'keys-title', onclose: close}, h('h2', {id: 'keys-title'}, 'Keys'), h('div.two', {}, rows(KEYS), rows(Object.entries(PLACES).map(([key, [, words]]) => ['g ' + key, words]))),
    h('div.acts', {}, h('button.btn', {type: 'button', onclick: () => dialog.close()}, 'Close')));
  document.body.append(dialog);
  dialog.showModal();
}

function step(by) {
  const rows = [...main.querySelectorAll('.rowlink, .rows > a, .rec .ttl')];
  if (rows.length) rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement) + by))].focus();
}

/** The button for an act: in the row that has the focus, else the only one of the page. */
function act(...ids) {
  const wanted = ids.map(id => `[data-act=${id}]`).join(',');
  const near = document.activeElement.closest?.('.rec, .rows > *, tr')?.querySelectorAll(wanted);
  const found = near?.length ? near : main.querySelectorAll(wanted);
  if (near?.length || found.length === 1) found[0].click();
}

function press(key) {
  if (isGoing) {
    isGoing = false;
    if (PLACES[key]) location.hash = to(PLACES[key][0]);
    return true;
  }
  const does = {j: () => step(1), k: () => step(-1), '?': help, '/': () => {
    main.querySelectorAll('.fd').forEach(each => {
      each.open = true;
    });
    main.querySelector('.filters input, .filters select')?.focus();
  }, a: () => act('approve'), r: () => act('reject'),
    t: () => main.querySelectorAll('details.mored').forEach((each, i, all) => {
      each.open = i === 0 ? !each.open : all[0].open;
    }), l: () => document.getElementById('live').click(), n: () => main.querySelector('[data-testid=older]')?.click(), g: () => {
      isGoing = true;
      setTimeout(() => {
        isGoing = false;
      }, 1500);
    }}[key];
  does?.();
  return !!does;
}

document.addEventListener('keydown', event => {
  if (event.target.closest('input, select, textarea, dialog') || event.metaKey || event.ctrlKey || event.altKey) return;
  if (press(event.key)) event.preventDefault();
});
document.getElementById('keys').addEventListener('click', help);
