// The rows that are picked: all at once, over pages, and with what cannot be done to so many said at once.

import { main, make, table } from './list.js';

if (document.querySelector('#bulk')) pick();

function pick() {
  const head = table.querySelector('thead .pick');
  const form = document.querySelector('#bulk');
  const all = make('input', { type: 'checkbox', ariaLabel: head.textContent });
  head.replaceChildren(all);
  const boxes = () => [...table.querySelectorAll('tbody .pick input')];
  const told = form.querySelector('output');
  const { word, elsewhere, two } = form.dataset;
  const merge = form.querySelector('[value="merge"]');
  // What is picked stays so over pages, orders and conditions, until it is dealt with or one goes elsewhere.
  const key = `picked ${table.dataset.list} ${new URLSearchParams(location.search).has('bin')}`;
  const came = document.referrer && new URL(document.referrer);
  const stays = came.host === location.host && `${came.pathname}/`.startsWith(`/${table.dataset.plural}/`);
  const back = performance.getEntriesByType('navigation')[0]?.type !== 'navigate';
  const kept = new Map((stays || back) && !main.querySelector('.notice.good') ? JSON.parse(sessionStorage.getItem(key) ?? '[]') : []);
  const id = (box) => box.value.split('.')[0];
  const count = () => {
    const here = boxes();
    for (const box of here) box.checked ? kept.set(id(box), box.value) : kept.delete(id(box));
    const picked = here.filter((box) => box.checked).length;
    all.checked = picked === here.length;
    all.indeterminate = picked > 0 && !all.checked;
    const others = [...kept].filter(([one]) => !here.some((box) => id(box) === one));
    for (const box of form.querySelectorAll('[hidden]')) box.remove();
    form.append(...others.map(([, value]) => make('input', { type: 'checkbox', name: 'pick', value, checked: true, hidden: true })));
    told.value = `${word}: ${kept.size}${others.length ? ` (${elsewhere.replace('%', others.length)})` : ''}`;
    if (merge) {
      merge.ariaDisabled = kept.size !== 2;
      merge.title = kept.size === 2 ? '' : two;
    }
    sessionStorage.setItem(key, JSON.stringify([...kept]));
  };
  const show = () => {
    for (const box of boxes()) box.checked = kept.has(id(box));
    count();
  };
  const pickAll = (on) => {
    for (const box of boxes()) box.checked = on;
    count();
  };
  all.addEventListener('change', () => pickAll(all.checked));
  form.querySelector('.clear').addEventListener('click', () => {
    kept.clear();
    pickAll(false);
  });
  form.addEventListener('submit', (event) => {
    count();
    if (event.submitter !== merge || kept.size === 2) return;
    event.preventDefault();
    told.value = two;
  });
  table.addEventListener('change', count);
  table.addEventListener('more', show);
  for (const box of boxes()) if (box.defaultChecked) kept.set(id(box), box.value);
  show();
  // The browser puts ticks back where it thinks they were.
  addEventListener('pageshow', show);
}
