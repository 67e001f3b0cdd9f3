// Numbers and moments as people read them. An interval stands with its figure, a sample with its rate.
const whole = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
const day = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const full = new Intl.DateTimeFormat('en-GB', {weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
export const NONE = '–';

export const minus = text => text.replace(/^-/, '\u2212');
export const count = n => n === null || n === undefined ? NONE : minus(whole.format(n).replaceAll(',', '\u202f'));

export function fixed(x, digits = 3) {
  if (x === null || x === undefined || !Number.isFinite(x)) return NONE;
  const size = Math.abs(x);
  if (size >= 1000) return count(Math.round(x));
  return minus(String(Number(x.toPrecision(digits))));
}

export function percent(x, digits = 1) {
  if (x === null || x === undefined || !Number.isFinite(x)) return NONE;
  return minus((x * 100).toFixed(Math.abs(x) < 0.0995 || Math.abs(x) > 0.9 ? digits : Math.min(digits, 1))) + '\u202f%';
}

export const points = x => (x > 0 ? '+' : '') + minus((x * 100).toFixed(1));

export function took(ms) {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return NONE;
  if (ms < 1) return '0 ms';
  if (ms < 1000) return Math.round(ms) + '\u202fms';
  if (ms < 100_000) return fixed(ms / 1000) + '\u202fs';
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${String(Math.floor(ms / 1000) % 60).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, '0')} min` : `${Math.round(hours / 24)} days`;
}

/** A duration on an axis: all in the unit that suits the longest. */
const axisUnit = longest => longest < 2000 ? [1, 'ms'] : longest < 300_000 ? [1000, 's'] : longest < 2 * 36e5 ? [60_000, 'min'] : [36e5, 'h'];
export const axisSize = longest => axisUnit(longest)[0];
export function axisTook(ms, longest) {
  const [size, unit] = axisUnit(longest);
  return ms === 0 ? '0' : fixed(ms / size) + '\u202f' + unit;
}

export function usd(x) {
  if (x === null || x === undefined) return NONE;
  if (x === 0) return '$0';
  return '$' + (x >= 1000 ? count(x) : x >= 1 ? x.toFixed(2) : fixed(x, 2));
}

export const moment = iso => iso ? full.format(new Date(iso)) : NONE;
export const date = iso => iso ? day.format(new Date(iso)) : NONE;

export function bytes(n) {
  if (!n) return '0';
  const unit = Math.min(3, Math.floor(Math.log10(Math.max(n, 1)) / 3));
  return fixed(n / 1000 ** unit) + '\u202f' + ['B', 'kB', 'MB', 'GB'][unit];
}

/** A rate, its interval, and of how many. */
export function rate(it) {
  return it && it.rate !== null && it.rate !== undefined ? percent(it.rate) : NONE;
}

export function interval(it, form = x => (x * 100).toFixed(1)) {
  if (!it || it.low === null || it.low === undefined) return '';
  return `${minus(form(it.low))} to ${minus(form(it.high))}`;
}

const STATES = {
  succeeded: ['ok', 'succeeded'], failed: ['fail', 'failed'], running: ['run', 'running'], cancelled: ['none', 'cancelled'],
  unknown: ['none', 'unknown'], abandoned: ['none', 'abandoned'], skipped: ['none', 'skipped'], waiting: ['wait', 'waiting for a person'],
};
export const state = outcome => STATES[outcome] ?? ['none', String(outcome ?? 'unknown')];

export const plain = text => String(text ?? '').replaceAll('_', ' ');
export const none = text => text === null || text === undefined || text === '' ? NONE : text;
