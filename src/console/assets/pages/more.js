// The pages behind the first one: they come as one nears the end of the list, by the links that lead there without script, until
// there are so many rows that the link is better. Who comes back finds the list as it was left.

import { read, table } from './list.js';

const MOST = 10;
const NEAR = 800;
const body = table.tBodies[0];
const region = table.closest('.scroll');
const told = document.querySelector('main [data-more]');
const next = () => document.querySelector('.below [rel="next"]');
let pages = 1;

async function more() {
  const { page } = await read(next().href);
  const known = new Set([...body.rows].map((row) => row.dataset.id));
  const rows = [...page.querySelector('table.list tbody').rows].filter((row) => !known.has(row.dataset.id));
  const after = page.querySelector('.below [rel="next"]');
  body.append(...rows);
  if (after) next().href = after.href;
  else next().remove();
  pages += 1;
  table.dispatchEvent(new Event('more'));
  told.value = told.dataset.more.replace('%', body.rows.length);
}

// Whatever goes wrong: the link is still there.
async function onward() {
  end.disconnect();
  if (pages >= MOST || !next()) return;
  await more();
  end.observe(body.lastElementChild);
}
const end = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && onward().catch(() => {}), { root: region, rootMargin: `0px 0px ${NEAR}px` });

async function restore({ pages: all, top, id }) {
  while (pages < all && next()) await more();
  region.scrollTop = top;
  const cell = id && body.querySelector(`[data-id="${id}"] th`);
  if (!cell || document.activeElement !== document.body) return;
  cell.tabIndex = 0;
  cell.focus({ preventScroll: true });
}
addEventListener('click', ({ target }) => {
  history.replaceState({ pages, top: region.scrollTop, id: target.closest('[data-id]')?.dataset.id }, '');
}, true);

if (history.state?.pages) await restore(history.state).catch(() => {});
if (next()) end.observe(body.lastElementChild);
