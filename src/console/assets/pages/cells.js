// The cells of a list: walked with the arrows, and changed in place.

import { make, read, table } from './list.js';

if (table) grid();

function grid() {
  table.setAttribute('role', 'grid');
  let at = table.querySelector('tbody th');
  const leave = (row) => {
    for (const inner of row.querySelectorAll('tbody :is(a, input, button)')) inner.tabIndex = -1;
  };
  leave(table);
  table.addEventListener('more', () => leave(table));
  at.tabIndex = 0;
  table.addEventListener('focusin', ({ target }) => {
    const cell = target.closest('th, td');
    if (cell === at) return;
    at.removeAttribute('tabindex');
    at = cell;
    at.tabIndex = 0;
  });
  table.addEventListener('keydown', (event) => {
    if (event.target !== at || event.altKey || event.metaKey) return;
    const cell = (row, column) => table.rows[row]?.cells[column];
    const [row, column] = [at.parentElement.rowIndex, at.cellIndex];
    const [last, end] = [table.rows.length - 1, at.parentElement.cells.length - 1];
    const to = {
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? last : row, end],
    }[event.key];
    if (to) {
      const next = cell(...to);
      if (next) next.tabIndex = 0;
      next?.focus();
    } else if (event.key === ' ') at.parentElement.querySelector('.pick input')?.click();
    else if (['Enter', 'F2'].includes(event.key) && at.dataset.field) edit(at);
    else if (event.key === 'Enter') at.querySelector('a, button, input')?.click();
    else return;
    event.preventDefault();
  });
  table.addEventListener('dblclick', ({ target }) => {
    const cell = target.closest('[data-field]');
    if (cell && !target.closest('a')) edit(cell);
  });
  // Where a cell is filled with a link, the pointer needs a place of its own.
  const pen = make('button', { type: 'button', className: 'pen', ariaLabel: table.dataset.edit, tabIndex: -1, textContent: '✎', onclick: () => edit(pen.parentElement) });
  table.addEventListener('pointerover', ({ target }) => target.closest('[data-field]')?.append(pen));
  table.addEventListener('pointerleave', () => pen.remove());
  table.closest('.scroll').removeAttribute('tabindex');
}

function control(form, name) {
  const found = form?.querySelector(`[name="${name}"], [name^="${name}."]`);
  return found?.closest('.set') ?? found?.closest('.field');
}

// The field's own control, out of the form of the record, and saved by it: version and reason are asked for as there.
async function edit(cell) {
  const { dataset: { field }, parentElement: row } = cell;
  const path = `/${table.dataset.plural}/${row.dataset.id}`;
  const first = (await read(`${path}/edit`)).page.querySelector('form.edit');
  if (!control(first, field)) return location.assign(`${path}/edit`);
  const box = make('form', { className: 'popover cell', popover: 'auto', noValidate: true });
  const actions = make('div', { className: 'actions' });
  const cancel = make('button', { type: 'button', className: 'quiet', textContent: table.dataset.cancel, onclick: () => box.hidePopover() });
  actions.append(make('button', { className: 'primary', textContent: table.dataset.save }), cancel);
  const show = (form) => {
    const why = [...form.querySelectorAll('.why')].filter((one) => one.querySelector(':required, .problem'));
    const own = control(form, field);
    // One change may ask for another, as a lost deal does for why.
    const asked = [...form.querySelectorAll('.field.wrong')].filter((one) => !own.contains(one));
    box.replaceChildren(...form.querySelectorAll('[name="_csrf"], [name="_version"], [name="_language"]'), own, ...asked, ...why, actions);
    if (!box.matches(':popover-open')) box.showPopover({ source: cell });
    box.querySelector('[aria-invalid="true"], input:not([type="hidden"], [type="checkbox"]), select, textarea').focus();
  };
  document.body.append(box);
  show(first);
  box.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    box.remove();
    cell.focus();
  });
  box.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { page, status, redirected } = await read(`${path}/edit`, { method: 'POST', body: new URLSearchParams(new FormData(box)) });
    const again = page.querySelector('form.edit');
    if (redirected) {
      await renew(row);
      box.hidePopover();
    } else if (status === 422 && control(again, field)) show(again);
    else {
      const said = status === 409 ? table.dataset.conflict : page.querySelector('main p').textContent;
      const problem = make('p', { className: 'problem', role: 'alert', textContent: `${said} ` });
      problem.append(make('a', { href: path, textContent: table.dataset.open }));
      box.prepend(problem);
    }
  });
}

// The row as the server shows it now, whatever page it is on; other rows and the place of this one stay as they are.
async function renew(row) {
  const address = new URL(location);
  for (const name of ['q', 'in', 'group', 'cursor']) address.searchParams.set(name, '');
  address.searchParams.set('filter', `id eq "${row.dataset.id}"`);
  const { page } = await read(address);
  const fresh = page.querySelector(`tr[data-id="${row.dataset.id}"]`);
  for (const [index, cell] of [...row.cells].entries()) {
    if (!fresh) return;
    if (cell.matches('.pick')) cell.firstChild.value = fresh.cells[index].firstChild.value;
    else if (cell.matches('th')) cell.firstChild.textContent = fresh.cells[index].textContent;
    else cell.replaceChildren(...fresh.cells[index].childNodes);
  }
  table.dispatchEvent(new Event('more'));
}
