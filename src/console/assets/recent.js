// Records that were opened last, and those that were pinned. They stay in this browser, apart for each person; what was
// opened is forgotten with signing out.

import { icon, say } from './status.js';

const MOST = 8;
const key = (list) => `beheer.${list}.${document.body.dataset.who}`;

export function read(list) {
  try {
    const entries = JSON.parse(localStorage.getItem(key(list)));
    return Array.isArray(entries) ? entries.filter((entry) => /^\/[a-z0-9_]+\//.test(entry?.href)) : [];
  } catch {
    return [];
  }
}

function write(list, entries) {
  try {
    localStorage.setItem(key(list), JSON.stringify(entries));
  } catch {
    // No room, or not allowed: then nothing is remembered.
  }
}

const record = document.querySelector('article[data-live]');
const here = record && {
  href: location.pathname,
  title: record.querySelector('h1').textContent.trim(),
  type: record.dataset.type,
};
const others = (entries) => entries.filter((entry) => entry.href !== here.href);

if (here && document.body.dataset.who) {
  write('recent', [here, ...others(read('recent'))].slice(0, MOST));
  // A pinned record goes by the name it has now.
  if (read('pinned').some((entry) => entry.href === here.href)) {
    write('pinned', read('pinned').map((entry) => (entry.href === here.href ? here : entry)));
  }
}

const pin = document.querySelector('[data-pin]');
const shown = document.querySelector('.side [data-pinned]');

function show() {
  const entries = read('pinned');
  if (pin && here) pin.setAttribute('aria-pressed', String(entries.some((entry) => entry.href === here.href)));
  if (!shown) return;
  shown.hidden = entries.length === 0;
  shown.querySelector('ul').replaceChildren(...entries.map(line));
}

export function line(entry) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = entry.href;
  const what = document.createElement('span');
  what.className = 'what';
  what.textContent = entry.title;
  link.append(icon(entry.type), what);
  if (here && entry.href === here.href) link.setAttribute('aria-current', 'page');
  item.append(link);
  return item;
}

pin?.addEventListener('click', () => {
  const entries = read('pinned');
  const rest = others(entries);
  const is = rest.length === entries.length;
  write('pinned', is ? [...rest, here] : rest);
  show();
  say(is ? pin.dataset.on : pin.dataset.off);
});
show();

const place = document.querySelector('main [data-recent]');
if (place) {
  const entries = read('recent');
  place.hidden = entries.length === 0;
  place.querySelector('ul').replaceChildren(...entries.map(line));
}

document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => {
  localStorage.removeItem(key('recent'));
  // Nor does what was typed into forms.
  sessionStorage.clear();
});
