// What stands in a form, with script: rows of lists come and go, days have a calendar, and reasons are remembered.

import { icon } from '../status.js';

const { who } = document.body.dataset;

const make = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text, ...properties });
const button = (text, kind, act) => {
  const made = make('button', text, { type: 'button', className: kind });
  made.addEventListener('click', act);
  return made;
};

// Rows of lists: those that are empty wait behind a button.
function rows(set, words) {
  const all = () => [...set.querySelectorAll(':scope > .row')];
  if (all().length === 0) return;
  const prepare = (row) => {
    const box = row.querySelector('.box');
    const remove = button('', 'quiet icon small drop', () => {
      const check = box?.querySelector('input');
      if (check) check.checked = true;
      else for (const part of row.querySelectorAll('input, select, textarea')) part.value = '';
      row.hidden = true;
      add.focus();
      set.dispatchEvent(new Event('input', { bubbles: true }));
    });
    remove.append(icon('close'));
    remove.setAttribute('aria-label', `${words.remove} ${row.querySelector('legend').textContent}`);
    remove.title = words.remove;
    if (box) box.hidden = true;
    row.append(remove);
    return box;
  };
  const add = button(words.add, 'small', () => another(true));
  const another = (isByHand) => {
    let row = all().find((one) => one.hidden && !one.querySelector('.box'));
    if (!row) {
      const last = all().at(-1);
      const number = all().length;
      row = last.cloneNode(true);
      row.querySelectorAll('.box, .drop, .problem').forEach((one) => one.remove());
      for (const one of [row, ...row.querySelectorAll('*')]) {
        for (const name of ['id', 'name', 'for', 'aria-describedby']) {
          const text = one.getAttribute(name);
          if (text) one.setAttribute(name, text.replace(/([.-])\d+(?=[.-])/g, `$1${number}`));
        }
        if ('value' in one && one.name) one.value = '';
        if (one.matches('[data-choose]')) one.removeAttribute('role');
      }
      row.querySelectorAll('.choices').forEach((one) => one.remove());
      row.querySelector('legend').textContent = row.querySelector('legend').textContent.replace(/\d+/, number + 1);
      last.after(row);
      prepare(row);
      finds(row);
    }
    row.hidden = false;
    if (isByHand) row.querySelector('input, select, textarea').focus();
    return row;
  };
  // Of a short list that is empty, the first row is there at once.
  const isShort = all()[0].querySelectorAll('.field').length < 5;
  for (const [number, row] of all().entries()) row.hidden = !prepare(row) && (number > 0 || !isShort);
  set.append(add);
  set.another = another;
}

// What a calendar gives, as one would type it.
function written(text) {
  const [day, clock = ''] = text.split('T');
  if (!day.includes('-')) return day;
  const { lang } = document.documentElement;
  const format = lang.startsWith('en') ? ['en-GB', { dateStyle: 'medium' }] : [lang];
  return `${new Date(`${day}T00:00`).toLocaleDateString(...format)} ${clock}`.trim();
}

// A calendar beside a day that one types.
function days(root, words) {
  for (const input of root.querySelectorAll('[data-day]')) {
    const hidden = make('input', '', { type: input.dataset.day, tabIndex: -1, className: 'picker' });
    hidden.setAttribute('aria-hidden', 'true');
    const open = button('', 'quiet icon', () => hidden.showPicker?.());
    open.append(icon(input.dataset.day === 'time' ? 'clock' : 'calendar'));
    open.title = words.pick;
    open.setAttribute('aria-label', `${words.pick}: ${input.labels[0].textContent}`);
    hidden.addEventListener('change', () => {
      input.value = written(hidden.value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    input.after(hidden, open);
    input.parentElement.classList.add('day');
  }
}

// The reasons given in this tab, to choose from.
function reasons(root) {
  const input = root.querySelector('#reason');
  if (!input) return;
  const key = `reasons:${who}`;
  const known = JSON.parse(sessionStorage.getItem(key) ?? '[]');
  const list = make('datalist', '', { id: 'reasons' });
  list.append(...known.map((value) => make('option', '', { value })));
  input.after(list);
  input.setAttribute('list', 'reasons');
  input.form.addEventListener('submit', () => {
    const said = input.value.trim();
    if (said) sessionStorage.setItem(key, JSON.stringify([said, ...known.filter((one) => one !== said)].slice(0, 6)));
  });
}

function finds(root) {
  const boxes = root.querySelectorAll('[data-choose]:not([role])');
  if (boxes.length > 0) import('./choose.js').then(({ choose }) => boxes.forEach(choose));
}

export function enhance(root, words) {
  root.querySelectorAll('fieldset.set').forEach((set) => rows(set, words));
  days(root, words);
  reasons(root);
  finds(root);
}

const form = document.querySelector('form[data-pick]');
if (form) enhance(form, form.dataset);
