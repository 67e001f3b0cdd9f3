// The pages that the small navigation has no room for.
import {h, icon} from '../dom.js';
import {head} from '../panels.js';

export async function show(main) {
  const links = [...document.querySelectorAll('.rail a.n')].map(link =>
    h('a', {href: link.getAttribute('href')}, icon(link.querySelector('use').getAttribute('href').slice(3)), link.textContent.trim()));
  main.replaceChildren(head('More', null), h('nav.menu', {'aria-label': 'All pages'}, links));
}
