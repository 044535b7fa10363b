// Drags what has an id onto what takes it, and sends the form that does the same without script. The page then comes anew. On a
// board the place can also be chosen from the menu of a card.

import { icon } from '../status.js';

const form = document.querySelector('form[data-move]');
const key = `scroll ${location.pathname}`;
const sides = document.querySelector('.board');
let dragged = null;

// Where one was on a wide board, one is again after the move.
if (sides) sides.scrollLeft = Number(sessionStorage.getItem(key)) || 0;
sessionStorage.removeItem(key);

// On a phone a month is a long list, which begins at today.
if (!location.search && matchMedia('(width < 46rem)').matches) document.querySelector('#today')?.scrollIntoView();

if (form) {
  for (const one of document.querySelectorAll('[data-id]')) {
    one.draggable = true;
    one.addEventListener('dragstart', (event) => {
      dragged = one;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', one.querySelector('a').href);
    });
    one.addEventListener('dragend', () => {
      dragged = null;
      mark(null);
    });
  }
  for (const place of document.querySelectorAll('[data-drop]')) {
    place.addEventListener('dragover', (event) => {
      if (!dragged) return;
      event.preventDefault();
      mark(place);
    });
    place.addEventListener('drop', (event) => {
      if (!dragged) return;
      event.preventDefault();
      mark(null);
      if (!place.contains(dragged)) move(dragged, place);
    });
  }
  if (sides) document.querySelectorAll('.tile > .go').forEach(menu);
}

// What the columns of a large board come to, when that is known.
const totals = document.querySelector('[data-totals]');
if (totals) {
  sides.ariaBusy = 'true';
  const answer = await fetch(totals.href).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    const whole = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const header of document.querySelectorAll('.lane > header')) {
      const lane = [...whole.querySelectorAll('.lane')].find((one) => one.dataset.drop === header.parentElement.dataset.drop);
      if (lane) header.replaceChildren(...lane.querySelector('header').childNodes);
    }
    totals.remove();
  }
  sides.ariaBusy = null;
}

function move(card, place) {
  const { elements } = form;
  elements.id.value = card.dataset.id;
  elements._version.value = card.dataset.version;
  (elements.day ?? elements.to).value = place.dataset.drop;
  card.setAttribute('aria-busy', 'true');
  if (sides) sessionStorage.setItem(key, sides.scrollLeft);
  form.submit();
}

function menu(link) {
  const card = link.parentElement;
  const make = (tag, properties, ...inside) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inside);
    return made;
  };
  link.role = 'button';
  link.ariaHasPopup = 'true';
  link.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    link.click();
  });
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { href } = card.querySelector('a');
    const { open, edit, to } = form.dataset;
    const list = make('ul', { className: 'popover', popover: 'auto', ariaLabel: link.ariaLabel });
    for (const place of document.querySelectorAll('[data-drop]')) {
      if (place.contains(card)) continue;
      const button = make('button', { type: 'button', onclick: () => move(card, place) }, place.querySelector('.dot').cloneNode());
      button.append(place.querySelector('h2 [dir]').textContent);
      list.append(make('li', {}, button));
    }
    list.prepend(make('li', { className: 'muted small' }, to));
    list.append(make('li', {}, make('a', { href }, icon('next'), open)), make('li', {}, make('a', { href: `${href}/edit` }, icon('edit'), edit)));
    list.addEventListener('toggle', ({ newState }) => newState === 'closed' && list.remove());
    link.after(list);
    list.showPopover({ source: link });
    list.querySelector('button, a').focus();
  });
}

function mark(place) {
  for (const other of document.querySelectorAll('.over')) if (other !== place) other.classList.remove('over');
  place?.classList.add('over');
}
