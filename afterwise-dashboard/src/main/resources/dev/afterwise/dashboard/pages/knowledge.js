// Knowledge: what was learned or written down, and whether it helped.
import {ask} from '../api.js';
import {empty, h, panel, sign} from '../dom.js';
import {fill, head} from '../panels.js';
import {count, date, interval, plain, rate} from '../words.js';

export async function show(main, place, signal) {
  const list = panel('What is known');
  main.replaceChildren(head('Knowledge', 'What can be used again. Learned from the history, written down, or brought in packs.'), list.element);
  return fill(list, () => ask(['knowledge', 'list'], {}, signal), it => {
    list.noted.textContent = `${count(it.items_in_all)} items`;
    return it.items.length ? h('div.rows', {}, it.items.map(each => h('div', {}, sign(each.kind === 'known_issue' ? 'new' : 'ok', plain(each.kind)),
      h('p', {}, each.statement, h('small', {}, [plain(each.kind), each.scope, each.from, date(each.at), each.action].filter(Boolean).join(' · '))),
      h('span.e', {}, rate(each.confidence), h('small', {}, interval(each.confidence)))))) : empty((it.hints ?? ['Nothing is known yet.'])[0], 'afterwise knowledge learn');
  });
}
