// What people do here: they are asked why and whether they are sure, it is done by the server under their name, and where it can be taken back, it can at once.
import {command, may, me, Refused, tell} from './api.js';
import {h} from './dom.js';
import {toast} from './panels.js';

const again = () => dispatchEvent(new Event('again'));

/** Does it without asking; says what came of it. undo is another act that takes it back, or nothing. */
export async function carryOut(act, because) {
  const body = {...act.body, ...(because && !act.isPlain ? {[act.reason ?? 'because']: because} : {})};
  await tell(act.path, body);
  toast(`${act.label}: done`, act.undo ? {words: 'Undo', act: () => carryOut({isPlain: act.isPlain, ...act.undo}, 'Undone').catch(e => toast(e.message))} : null);
  again();
}

function said(e, act) {
  if (e instanceof Refused && [404, 405].includes(e.status) && !/such|must/.test(e.message)) return `This server takes no decisions. On the command line: ${command(act.path)}`;
  if (e instanceof Refused && e.status === 403) return `${e.message}\nIt needs the role ${act.role}.`;
  return String(e.message);
}

/** Asks why, and for a confirmation. */
export function decide(act) {
  const why = h('textarea', {rows: 3, 'aria-label': 'Why', placeholder: act.needsReason ? 'Why' : 'Why (may be left out)', required: act.needsReason, maxlength: 1000});
  const problem = h('p.fail', {role: 'alert'});
  const go = h('button.btn.go', {type: 'submit'}, act.label);
  const close = () => {
    dialog.close();
    dialog.remove();
    from?.focus?.();
  };
  const from = document.activeElement;
  const dialog = h('dialog.ask', {'aria-labelledby': 'ask-title', oncancel: close}, h('form', {onsubmit: async event => {
    event.preventDefault();
    go.disabled = true;
    problem.textContent = '';
    try {
      await carryOut(act, why.value.trim());
      close();
    } catch (e) {
      problem.textContent = said(e, act);
      go.disabled = false;
    }
  }}, h('h2', {id: 'ask-title'}, act.title ?? act.label), act.about ? h('p', {}, act.about) : null, act.consequence ? h('p.q', {}, act.consequence) : null,
  act.isPlain ? null : h('label', {}, 'Why', why), problem,
  h('div.acts', {}, go, h('button.btn', {type: 'button', onclick: close}, 'Cancel')),
  h('p.cmd', {}, h('code', {}, command(act.path)))));
  document.body.append(dialog);
  dialog.showModal();
  (act.isPlain ? go : why).focus();
}

/** A button for it; none where the role of who looks doesn't reach. Filled in when that is known. */
export function button(act, isMain = false) {
  const made = h(isMain ? 'button.btn.go' : 'button.btn', {type: 'button', hidden: true, 'data-act': act.id, title: act.consequence, onclick: event => {
    event.preventDefault();
    decide(act);
  }}, act.label);
  me().then(who => {
    if (may(who, act.role)) made.hidden = false;
    else made.remove();
  });
  return made;
}

/** Good or bad, with a note if one likes. */
export function rating(path, about, given) {
  const act = (word, label) => ({id: 'rate-' + word, label, title: `${label}: ${about}`, path: [...path, word], role: 'writer', reason: 'note',
    consequence: 'A second rating by you replaces the first.'});
  return h('div.rate', {role: 'group', 'aria-label': 'Your opinion'}, button(act('good', 'Good')), button(act('bad', 'Bad')), given ? h('span.q', {}, given) : null);
}
