// Knowledge: what was learned or written down, and whether it helped.
import {ask} from '../api.js';
import {empty, h, panel, sign} from '../dom.js';
import {filterBar, kept} from '../filters.js';
import {fill, head, sure} from '../panels.js';
import {to} from '../address.js';
import {count, date, plain} from '../words.js';

export async function show(main, place, signal) {
  const list = panel('What is known');
  main.replaceChildren(head('Knowledge', 'What can be used again. Learned from the history, written down, or brought in packs.'), filterBar('knowledge', place.filters, ['task', 'kind']), list.element);
  return fill(list, () => ask(['knowledge', 'list'], {...kept(place.filters, ['task', 'kind']), limit: 100}, signal), it => {
    list.noted.textContent = `${count(it.items_in_all)} items`;
    return it.items.length ? h('div.rows', {}, it.items.map(each => h('div', {}, sign(each.kind === 'known_issue' ? 'new' : 'ok', plain(each.kind)),
      h('p', {}, each.statement, h('small', {}, [plain(each.kind), each.scope, each.from, date(each.at), each.action].filter(Boolean).join(' · '))),
      h('span.e', {}, sure(each.confidence))))) : empty((it.hints ?? ['Nothing is known yet.'])[0], 'afterwise knowledge learn');
  });
}
