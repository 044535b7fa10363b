// What a list does with script: conditions ask on at once, columns have a width of one's own.

export const table = document.querySelector('table.list');
export const main = document.querySelector('main');
export const make = (name, given) => Object.assign(document.createElement(name), given);

export async function read(address, options) {
  const answer = await fetch(address, options);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return { page, status: answer.status, redirected: answer.redirected };
}

addEventListener('click', ({ target }) => {
  for (const drop of main.querySelectorAll('.drop[open]')) if (!drop.contains(target)) drop.open = false;
});
main.addEventListener('keydown', ({ key, target }) => {
  const drop = key === 'Escape' && target.closest('.drop[open]');
  if (!drop) return;
  drop.open = false;
  drop.firstElementChild.focus();
});
main.addEventListener('change', async ({ target: { id, form } }) => {
  if (id !== 'f') return;
  const query = new URLSearchParams(new FormData(form));
  query.delete('op');
  const { page } = await read(`${location.pathname}?${query}`);
  form.replaceWith(page.querySelector('[data-builder] form'));
  main.querySelector('#f').focus();
});
// Who fills in a value wants it changed.
main.addEventListener('input', ({ target }) => {
  const box = target.closest('.setting')?.querySelector('[name="_set"]');
  if (box && box !== target) box.checked = true;
});

if (table) {
  widths();
  import('./pick.js').then(() => import('./more.js'));
}

// Widths are kept in this browser, and set by rules rather than cell by cell. A click on a grip does what dragging it does.
function widths() {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  const key = `widths ${table.dataset.list}`;
  const kept = new Map(JSON.parse(localStorage.getItem(key) ?? '[]'));
  const columns = [...table.querySelectorAll('[data-column]')];
  const set = (name, width) => {
    if (name) kept.set(name, Math.min(Math.max(Math.round(width), 64), 800));
    // Room to spare goes to the columns that have no width of their own.
    const rule = ({ cellIndex, dataset: { column } }) => `table.list.list :is(th, td):nth-child(${cellIndex + 1}) { ${['min-', 'max-', ''].map((which) => `${which}inline-size: ${kept.get(column)}px`).join(';')} }`;
    sheet.replaceSync(columns.filter((one) => kept.has(one.dataset.column)).map(rule).join(''));
    localStorage.setItem(key, JSON.stringify([...kept]));
  };
  for (const column of columns) {
    const label = table.dataset.wider.replace('%', column.textContent);
    const grip = make('button', { type: 'button', className: 'grip', title: label, ariaLabel: label, tabIndex: -1 });
    column.append(grip);
    column.ariaKeyShortcuts = 'Shift+ArrowLeft Shift+ArrowRight';
    column.addEventListener('keydown', (event) => {
      const by = event.shiftKey && { ArrowLeft: -16, ArrowRight: 16 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      set(column.dataset.column, column.offsetWidth + by);
    });
    grip.addEventListener('pointerdown', ({ pointerId, clientX }) => {
      const width = column.offsetWidth;
      let by = 0;
      grip.setPointerCapture(pointerId);
      grip.onpointermove = (event) => {
        by = event.clientX - clientX;
        if (Math.abs(by) > 3) set(column.dataset.column, width + by);
      };
      grip.onlostpointercapture = () => {
        grip.onpointermove = null;
        if (Math.abs(by) <= 3) set(column.dataset.column, [96, 160, 240, 360].find((next) => next > width + 4) ?? 96);
      };
    });
  }
  set();
}
