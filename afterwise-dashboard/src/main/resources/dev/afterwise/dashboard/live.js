// What is live: the server says what happens, and a page that shows it asks anew. Where the server can't say, the page asks every few seconds.
import {headers} from './api.js';

const chip = document.getElementById('live');
const SOON = 400;
const LEAST = 1000;
const listeners = new Set();
let isPaused = false;
let stream = null;
let last = '';
let wait = 1000;
let canStream = true;
let isHeard = false;
let isLost = false;

function show() {
  chip.hidden = listeners.size === 0;
  chip.classList.toggle('off', isPaused || isLost);
  chip.setAttribute('aria-pressed', String(!isPaused));
  chip.dataset.by = isHeard ? 'events' : 'asking';
  chip.title = isPaused ? 'Nothing moves until you go on' : isHeard ? 'The server says what happens' : 'Asks every few seconds';
  chip.querySelector('span').textContent = isPaused ? 'Paused' : isLost ? 'No answer' : 'Live';
}

/** Reads server-sent events from pieces of text. */
export function reader(tell) {
  let rest = '';
  let kind = '';
  let data = [];
  return piece => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const line of lines.map(each => each.replace(/\r$/, ''))) {
      if (line === '') {
        if (data.length) tell(kind || 'message', data.join('\n'));
        kind = '';
        data = [];
      } else if (!line.startsWith(':')) {
        const at = line.indexOf(':');
        const name = at < 0 ? line : line.slice(0, at);
        const value = at < 0 ? '' : line.slice(at + 1).replace(/^ /, '');
        if (name === 'event') kind = value;
        else if (name === 'data') data.push(value);
        else if (name === 'id') last = value;
      }
    }
  };
}

function lose(now) {
  if (isLost === now) return;
  isLost = now;
  show();
}

function told(kind) {
  for (const each of listeners) if (kind === 'missed' || each.kinds.includes(kind)) each.soon();
}

async function follow() {
  if (stream || !canStream || isPaused || document.hidden || listeners.size === 0) return;
  const mine = stream = new AbortController();
  try {
    const response = await fetch('api/v1/events', {headers: {...headers(), accept: 'text/event-stream', ...(last ? {'last-event-id': last} : {})},
      signal: mine.signal, credentials: 'same-origin', cache: 'no-store'});
    if (!response.ok || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
      // An older server, or one that doesn't let us: it is asked instead.
      canStream = response.status === 503 || response.status === 429;
      response.body?.cancel();
      throw new Error('no events');
    }
    isHeard = true;
    wait = 1000;
    if (isLost) listeners.forEach(each => each.soon());
    isLost = false;
    show();
    const hear = reader(told);
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) hear(piece.value);
  } catch {
    // It is tried again below; what was shown stays.
  }
  if (stream === mine) stream = null;
  isHeard = stream !== null && isHeard;
  show();
  if (!mine.signal.aborted && canStream) {
    setTimeout(follow, wait);
    wait = Math.min(30_000, wait * 2);
  }
}

function hush() {
  stream?.abort();
  stream = null;
  isHeard = false;
}

/** Begins anew, as somebody else perhaps. */
export function again() {
  hush();
  canStream = true;
  last = '';
  follow();
}

chip.addEventListener('click', () => {
  isPaused = !isPaused;
  if (isPaused) hush();
  else {
    listeners.forEach(each => each.soon());
    follow();
  }
  show();
});

document.addEventListener('visibilitychange', () => {
  if (document.hidden) hush();
  else if (!isPaused) {
    listeners.forEach(each => each.soon());
    follow();
  }
});

/**
 * Does it whenever something of these kinds happens, until the page is left: at most once a second, and never twice at a time. Where the
 * server says nothing of it, isAsked has it done every few seconds all the same.
 */
export function live(kinds, signal, task, seconds = 5, isAsked = false) {
  let isBusy = false;
  let timer = null;
  let ended = 0;
  const run = async () => {
    timer = null;
    if (isPaused || document.hidden || signal.aborted) return;
    if (isBusy) {
      listener.soon();
      return;
    }
    isBusy = true;
    try {
      await task();
      lose(false);
    } catch (e) {
      // What was shown stays; the next time may go well.
      if (e.status === 0) lose(true);
    } finally {
      isBusy = false;
      ended = performance.now();
    }
  };
  const listener = {kinds, soon: () => {
    timer ??= setTimeout(run, Math.max(SOON, LEAST - (performance.now() - ended)));
  }};
  listeners.add(listener);
  const asking = setInterval(() => {
    if (isAsked || !isHeard) run();
  }, seconds * 1000);
  signal.addEventListener('abort', () => {
    clearInterval(asking);
    clearTimeout(timer);
    listeners.delete(listener);
    if (listeners.size === 0) setTimeout(() => listeners.size === 0 && hush(), 500);
    show();
  });
  show();
  follow();
}
