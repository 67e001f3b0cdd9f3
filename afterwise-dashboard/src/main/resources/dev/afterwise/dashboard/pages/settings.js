// Settings: the store, the loop, thresholds that have names, alerts, the token of this tab.
import {ask, keep, me, token} from '../api.js';
import {empty, h, panel, sign, table} from '../dom.js';
import {fill, head, toast} from '../panels.js';
import {bytes, count, moment, plain} from '../words.js';

export async function show(main, place, signal) {
  const store = panel('Store', {span: 'c6'});
  const loop = panel('The loop', {span: 'c6', note: 'learns, proposes, measures'});
  const thresholds = panel('Thresholds', {span: 'c6'});
  const alerts = panel('Alerts', {span: 'c6'});
  main.replaceChildren(head('Settings', 'What is set is set in afterwise.yaml and by commands; here it can be seen.'), h('div.grid', {}, [store, loop, thresholds, alerts].map(it => it.element), access()));
  const facts = pairs => h('dl.kv2', {}, pairs.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  return Promise.all([
    fill(store, () => ask(['store', 'stats'], {}, signal), it => [facts([['where', h('code', {}, it.store)], ['size', `${bytes(it.bytes)}, journal ${bytes(it.journal_bytes)}`], ['workspaces', count(it.workspaces)],
      ['from', moment(it.oldest)], ['to', moment(it.newest)], ['pruned', `${count(it.pruned)}${it.last_pruned ? ', last ' + moment(it.last_pruned) : ''}`]]),
    h('details.mored', {}, h('summary', {}, 'What takes the room'), table('Parts', [['Part', each => each.part], ['Rows', each => count(each.rows), 'num'], ['Size', each => bytes(each.bytes), 'num']], it.parts.slice(0, 20)))]),
    fill(loop, () => ask(['status'], {}, signal), it => facts([['cycles', count(it.cycles)], ['new executions', count(it.new_executions)], ['next', plain(it.due)], ['may adopt', plain(it.adopt)], ['held by', it.holder ?? 'nobody'],
      ...(it.last ? [['last', moment(it.last.at ?? it.last)]] : [])])),
    fill(thresholds, () => ask(['thresholds', 'list'], {}, signal), it => it.thresholds.length ? table('Thresholds', [['Name', each => each.name], ['Rule', each => each.rule ?? '', 'w'], ['Declared', each => String(each.declared ?? '–'), 'num']], it.thresholds)
      : empty((it.hints ?? ['No threshold has a name.'])[0])),
    fill(alerts, () => ask(['alerts', 'list'], {limit: 20}, signal), it => it.alerts.length ? h('div.rows', {}, it.alerts.map(each => h('div', {}, sign(each.severity === 'high' || each.severity === 'critical' ? 'fail' : 'warn', each.severity ?? 'alert'),
      h('p', {}, each.statement, h('small', {}, `${plain(each.about)} · ${moment(each.last)}`)), h('span.e.q', {}, `${count(each.times)} times`)))) : empty((it.hints ?? ['There was no reason for an alert.'])[0])),
  ]);
}

/** The token that this tab uses; it never leaves it but to this server. */
function access() {
  const field = h('input.wide', {type: 'password', autocomplete: 'off', placeholder: token() ? 'one is in use' : 'none', 'aria-label': 'Token'});
  const who = h('span', {'data-testid': 'who'});
  me().then(it => who.replaceChildren(it.name ? `To this server you are ${it.name}, role ${it.role}, workspace ${it.workspace}.` : ''));
  return h('section.panel.c12', {'aria-labelledby': 'p-token'}, h('div.ph', {}, h('h2', {id: 'p-token'}, 'Token'), h('span.q', {}, 'for a server that asks for one; kept until this tab is closed')),
    h('div.pad', {}, h('p.q', {}, who), h('form.form', {onsubmit: event => {
      event.preventDefault();
      keep(field.value.trim());
      field.value = '';
      toast(token() ? 'This tab uses the token.' : 'This tab uses no token.');
      dispatchEvent(new Event('token'));
    }}, field, h('button.btn', {type: 'submit'}, 'Use it'), token() ? h('button.btn', {type: 'button', onclick: () => {
      keep('');
      dispatchEvent(new Event('token'));
    }}, 'Forget it') : null)));
}
