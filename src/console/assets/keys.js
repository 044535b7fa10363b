// Single keys: `g` and a letter go somewhere, `n` makes, `e` edits, `/` searches, `?` explains. They are off in fields, in
// dialogs, and for whoever switched them off.

import { open as openPalette } from './palette.js';

const PATIENCE = 1500;
let waiting = 0;

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    if (openPalette()) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (document.documentElement.dataset.keys === 'off' || document.querySelector('dialog[open]')) return;
  if (event.target.closest?.('input, select, textarea, [contenteditable], [role="listbox"], [role="grid"], [role="menu"]')) return;
  if (act(event.key)) event.preventDefault();
});

function act(key) {
  if (waiting > Date.now()) {
    waiting = 0;
    const target = /^[a-z]$/.test(key) && document.querySelector(`.side [data-letter="${key}"]`);
    target?.click?.();
    return Boolean(target);
  }
  switch (key) {
    case 'g':
      waiting = Date.now() + PATIENCE;
      return true;
    case 'n':
      return click('main a[href$="/new"]');
    case 'e':
      return click('main a[href$="/edit"], main a[href*="/edit?from="]');
    case '/': {
      const box = document.querySelector('[data-search]');
      if (!box) return openPalette();
      box.focus();
      box.select();
      return true;
    }
    case '?':
      return help();
    default:
      return false;
  }
}

function click(selector) {
  const target = document.querySelector(selector);
  target?.click();
  return Boolean(target);
}

// The explanation is a page; here it is shown over this one.
function help() {
  const dialog = document.querySelector('#help');
  if (!dialog) return false;
  const body = dialog.querySelector('.body');
  dialog.showModal();
  if (body.childElementCount > 0) return true;
  dialog.setAttribute('aria-busy', 'true');
  fetch('/shortcuts')
    .then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject(new Error(answer.status))))
    .then((page) => {
      const found = new DOMParser().parseFromString(page, 'text/html').querySelectorAll('[data-help]');
      body.replaceChildren(...found);
    })
    .catch(() => location.assign('/shortcuts'))
    .finally(() => dialog.removeAttribute('aria-busy'));
  return true;
}

document.querySelector('.top [href="/shortcuts"]')?.addEventListener('click', (event) => {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey && help()) event.preventDefault();
});
