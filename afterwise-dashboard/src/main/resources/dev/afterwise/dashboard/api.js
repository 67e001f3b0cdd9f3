// What the server is asked. Each question is a command of the command line, so each figure can be asked for there, too.
const asked = new Set();
const KEY = 'afterwise.token';

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const word = text => /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";

/** The command that answers the same. */
export function command(path, parameters = {}) {
  const said = ['afterwise', ...path];
  for (const [name, value] of pairs(parameters)) said.push(value === '' ? '--' + name : '--' + name + ' ' + word(String(value)));
  return said.map((each, i) => i > 0 && i < path.length + 1 ? word(String(each)) : each).join(' ');
}

function* pairs(parameters) {
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === false) continue;
    for (const each of Array.isArray(value) ? value : [value]) yield [name, each === true ? '' : each];
  }
}

export const commands = () => [...asked];
export const forget = () => asked.clear();
export const token = () => sessionStorage.getItem(KEY) ?? '';
export function keep(value) {
  mine = null;
  if (value) sessionStorage.setItem(KEY, value);
  else sessionStorage.removeItem(KEY);
}

export function headers() {
  return token() ? {authorization: 'Bearer ' + token()} : {};
}

async function answered(response) {
  const text = await response.text();
  let said = {};
  try {
    said = JSON.parse(text);
  } catch {
    said = {message: text.slice(0, 300)};
  }
  if (!response.ok) throw new Refused(response.status, said.message || `The server answered ${response.status}.`);
  return said;
}

/** Asks what a command says, and remembers the command for "copy as command". */
export async function ask(path, parameters = {}, signal) {
  asked.add(command(path, parameters));
  const query = new URLSearchParams([...pairs(parameters)].map(([name, value]) => [name, String(value)])).toString();
  const url = 'api/v1/' + path.map(part => encodeURIComponent(part)).join('/') + (query ? '?' + query : '');
  let response;
  try {
    response = await fetch(url, {headers: headers(), signal, credentials: 'same-origin'});
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Refused(0, 'The server does not answer. Maybe it was stopped: afterwise serve');
  }
  return answered(response);
}

const ROLES = ['viewer', 'writer', 'runner', 'admin'];
let mine = null;

/** Who this tab is to the server: {name, role, workspace}; an empty answer if it doesn't say. */
export function me() {
  mine ??= fetch('api/v1/me', {headers: headers(), credentials: 'same-origin'}).then(response => response.ok ? response.json() : {}).catch(() => ({}));
  return mine;
}

/** Whether somebody may do what asks for this role, as far as is known. */
export const may = (who, role) => !who.role || ROLES.indexOf(who.role) >= ROLES.indexOf(role);

/** Has the server change something. */
export async function tell(path, body = {}) {
  let response;
  try {
    response = await fetch('api/v1/' + path.map(part => encodeURIComponent(part)).join('/'), {
      method: 'POST', headers: {...headers(), 'content-type': 'application/json'}, body: JSON.stringify(body), credentials: 'same-origin'});
  } catch {
    throw new Refused(0, 'The server does not answer, and nothing was changed.');
  }
  return answered(response);
}
