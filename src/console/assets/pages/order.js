// Rows that are dragged into another order, by mouse, finger or pen; the buttons beside them do the same without.

import { icon } from '../status.js';

for (const body of document.querySelectorAll('tbody[data-order]')) {
  for (const row of body.rows) {
    const handle = document.createElement('span');
    handle.className = 'handle';
    handle.append(icon('drag'));
    row.querySelector('.moves').prepend(handle);
    handle.addEventListener('pointerdown', (event) => {
      if (event.button || body.rows.length < 2) return;
      event.preventDefault();
      drag(body, row);
    });
  }
}

function drag(body, row) {
  const rows = [...body.rows];
  const move = ({ clientY }) => {
    const other = [...body.rows].find((one) => one !== row && within(one, clientY));
    if (!other) return;
    if (other.rowIndex > row.rowIndex) other.after(row);
    else other.before(row);
  };
  const end = ({ type, key }) => {
    if (type === 'keydown' && key !== 'Escape') return;
    for (const name of ENDS) document.removeEventListener(name, end);
    document.removeEventListener('pointermove', move);
    row.classList.remove('over');
    const place = [...body.rows].indexOf(row);
    if (type !== 'pointerup') body.append(...rows);
    else if (place !== rows.indexOf(row)) send(row, place);
  };
  row.classList.add('over');
  document.addEventListener('pointermove', move);
  for (const name of ENDS) document.addEventListener(name, end);
}

const ENDS = ['pointerup', 'pointercancel', 'keydown'];

function within(row, y) {
  const { top, bottom } = row.getBoundingClientRect();
  return y >= top && y < bottom;
}

// What the buttons send, with the place instead of a direction.
function send(row, place) {
  const form = row.querySelector('form') ?? row.closest('form');
  const said = document.createElement('input');
  Object.assign(said, { type: 'hidden', name: 'move', value: `to ${place} ${row.dataset.code ?? ''}`.trim() });
  form.append(said);
  row.setAttribute('aria-busy', 'true');
  form.submit();
}
