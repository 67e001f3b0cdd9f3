// Where somebody is: #/page/part?filter=value. A page is a link that can be sent, filters and all.

/** The place that the address names. */
export function here() {
  const [path, query] = (location.hash.replace(/^#\/?/, '') || '').split('?', 2);
  const parts = path.split('/').filter(Boolean).map(part => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  return {page: parts[0] ?? '', about: parts.slice(1), filters: Object.fromEntries(new URLSearchParams(query ?? ''))};
}

/** The address of a place. What is null or empty is left out. */
export function to(page, filters = {}, ...about) {
  const kept = Object.entries(filters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const query = new URLSearchParams(kept).toString();
  return '#/' + [page, ...about].filter(Boolean).map(encodeURIComponent).join('/') + (query ? '?' + query : '');
}

export const execution = id => to('history', {}, id);

const RANGES = [['24h', '24 h'], ['7d', '7 days'], ['30d', '30 days'], ['90d', '90 days'], ['', 'All']];
export const days = since => ({'24h': 1, '7d': 7, '30d': 30, '90d': 90})[since] ?? 365;

/** The ranges of time as [filter, words, its address, whether it is the one that is shown]. */
export function ranges(usual = '30d') {
  const {page, about, filters} = here();
  const now = filters.since ?? usual;
  return RANGES.map(([since, words]) => [since, words, to(page, {...filters, since: since || 'all', after: null}, ...about), now === (since || 'all') || now === since]);
}

/** What to ask the server for: nothing for all of time. */
export function since(usual = '30d') {
  const said = here().filters.since ?? usual;
  return said === 'all' || said === '' ? null : said;
}
