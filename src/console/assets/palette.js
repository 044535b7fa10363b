// The palette: one box that finds records, pages and actions. A combobox with a list, as the ARIA patterns describe it: the
// focus stays in the box, the arrows choose, Enter opens.

import { read } from './recent.js';
import { icon } from './status.js';

const dialog = document.querySelector('#palette');
const box = dialog?.querySelector('input');
const list = dialog?.querySelector('[role="listbox"]');
const none = dialog?.querySelector('.none');
const said = dialog?.querySelector('[role="status"]');
const WAIT = 90;
const FIRST = 6;

let commands = null;
let asked = 0;
let timer = 0;
let running = null;
let moved = false;

const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export function open() {
  if (!dialog) return false;
  if (dialog.open) {
    dialog.close();
    return true;
  }
  box.value = '';
  moved = false;
  dialog.showModal();
  commands ??= part('');
  update();
  return true;
}

// The groups that the server offers for these words.
function part(words) {
  running?.abort();
  running = new AbortController();
  const address = `/search?${new URLSearchParams({ q: words, part: 'options' })}`;
  return fetch(address, { signal: running.signal }).then((answer) => {
    if (answer.redirected) location.reload();
    return answer.ok ? answer.text() : '';
  });
}

const groups = (html) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('[role="group"]')];

async function update() {
  const words = box.value.trim();
  const number = ++asked;
  const offered = groups(await commands.catch(() => { commands = null; return ''; }));
  if (number !== asked) return;
  if (words === '') return show([...kept(), ...offered.map(first)]);
  const fitting = offered.map((group) => only(group, words)).filter(Boolean);
  show([...fitting, everything(words)], true);
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const found = groups(await part(words).catch(() => ''));
    if (number === asked) show([...fitting, ...found, everything(words)], fitting.length + found.length > 0, true);
  }, WAIT);
}

// The first options of a group: the others are found by their names.
function first(group) {
  for (const option of [...group.querySelectorAll('[role="option"]')].slice(FIRST)) option.remove();
  return group;
}

// The options of a group in which every word begins a word.
function only(group, words) {
  const wanted = fold(words).split(/\s+/);
  for (const option of [...group.querySelectorAll('[role="option"]')]) {
    const has = fold(`${option.textContent} ${option.dataset.words ?? ''}`).split(/[\s-]+/);
    if (!wanted.every((word) => has.some((one) => one.startsWith(word)))) option.remove();
  }
  return group.querySelector('[role="option"]') && group;
}

function kept() {
  return ['pinned', 'recent'].map((name) => section(dialog.dataset[name], read(name))).filter(Boolean);
}

function everything(words) {
  const href = `/search?${new URLSearchParams({ q: words })}`;
  return section(dialog.dataset.more, [{ href, title: dialog.dataset.all.replace('…', words), type: 'search' }]);
}

function section(name, entries) {
  if (entries.length === 0) return null;
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  const label = document.createElement('div');
  label.className = 'label';
  label.setAttribute('role', 'presentation');
  label.textContent = name;
  group.append(label);
  for (const entry of entries) {
    const option = document.createElement('div');
    option.setAttribute('role', 'option');
    option.dataset.href = entry.href;
    const what = document.createElement('span');
    what.className = 'what';
    what.textContent = entry.title;
    option.append(icon(entry.type), what);
    group.append(option);
  }
  return group;
}

const options = () => [...list.querySelectorAll('[role="option"]')];

function show(some, hits = true, final = false) {
  // What somebody moved to stays chosen when more is found.
  const chosen = moved && list.querySelector('[aria-selected="true"]')?.dataset.href;
  list.replaceChildren(...some);
  some.forEach((group, at) => {
    const label = group.querySelector('.label');
    label.id = `palette-group-${at}`;
    group.setAttribute('aria-labelledby', label.id);
  });
  const all = options();
  all.forEach((option, at) => {
    option.id = `palette-option-${at}`;
    option.setAttribute('aria-selected', 'false');
  });
  none.hidden = hits || !final;
  choose(all.find((option) => option.dataset.href === chosen) ?? all[0], false);
  if (final || box.value === '') said.textContent = dialog.dataset.count.replace('0', String(all.length));
}

function choose(option, scroll = true) {
  list.querySelector('[aria-selected="true"]')?.setAttribute('aria-selected', 'false');
  if (!option) return box.removeAttribute('aria-activedescendant');
  option.setAttribute('aria-selected', 'true');
  box.setAttribute('aria-activedescendant', option.id);
  if (scroll) option.scrollIntoView({ block: 'nearest' });
  else list.scrollTop = 0;
}

function go(option, apart) {
  if (!option) return;
  if (apart) window.open(option.dataset.href, '_blank', 'noopener');
  else location.assign(option.dataset.href);
  dialog.close();
}

if (dialog) {
  box.addEventListener('input', () => {
    moved = false;
    update();
  });
  box.addEventListener('keydown', (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, all.length - 1), PageUp: Math.max(at - 8, 0) };
    if (event.isComposing) return;
    if (event.key in to) {
      moved = true;
      choose(all.at(to[event.key] % all.length));
    } else if (event.key === 'Enter') go(all[at], event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  });
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => go(event.target.closest('[role="option"]'), event.ctrlKey || event.metaKey));
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  for (const button of document.querySelectorAll('[data-palette]')) button.addEventListener('click', open);
}
