// Changes one fact, or the title, where it stands: its controls come from the form of the record, and are sent there.

import { icon } from '../status.js';

const page = document.querySelector('[data-edit]');
const { edit, change, save, cancel } = page.dataset;
let form = null;

const load = async () => {
  const answer = await fetch(edit);
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('form.edit');
};

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

function controlOf(whole, name) {
  let control = whole.querySelector(`[name="${name}"], [name^="${name}."]`);
  while (control && !control.parentElement.matches('.fields')) control = control.parentElement;
  return control;
}

// The page has controls of its own; ids are there once.
function renamed(part) {
  for (const one of [part, ...part.querySelectorAll('[id], [for], [aria-describedby]')]) {
    for (const name of ['id', 'for', 'aria-describedby']) {
      const text = one.getAttribute(name);
      if (text) one.setAttribute(name, text.replace(/(^| )/g, '$1i-'));
    }
  }
  return part;
}

async function open(fact) {
  if (form?.isConnected && form.contains(document.activeElement) && fact.contains(form)) return;
  const button = fact.querySelector('.change');
  button.setAttribute('aria-busy', 'true');
  let whole;
  try {
    whole = await load();
  } catch {
    location.assign(edit);
    return;
  } finally {
    button.removeAttribute('aria-busy');
  }
  const controls = fact.dataset.field.split(' ').map((name) => controlOf(whole, name));
  if (!controls.every(Boolean)) {
    location.assign(edit);
    return;
  }
  form?.close();
  const value = fact.querySelector('dd, div');
  form = make('form', { method: 'post', action: edit, noValidate: true, className: 'edit inline' });
  const parts = controls.map((control) => renamed(document.adoptNode(control)));
  form.append(...whole.querySelectorAll(':scope > [type="hidden"]'));
  // The page keeps its heading while that is changed.
  const heading = value.querySelector('h1');
  if (heading) {
    const both = make('div', { className: 'both' });
    both.append(...parts);
    form.append(heading, both);
    heading.className = 'hidden';
  } else form.append(...parts);
  const why = whole.querySelector('.why:has(:required)');
  if (why) form.append(document.adoptNode(why));
  const actions = make('div', { className: 'actions' });
  const no = make('button', { type: 'button', className: 'quiet small', textContent: cancel });
  actions.append(make('button', { type: 'submit', className: 'primary small', textContent: save }), no);
  form.append(actions);
  const place = make(value.tagName, {});
  place.append(form);
  form.close = () => {
    place.remove();
    if (heading) {
      value.prepend(heading);
      heading.className = '';
    }
    value.hidden = false;
    button.focus();
  };
  no.addEventListener('click', form.close);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') form.close();
  });
  value.hidden = true;
  value.after(place);
  const { enhance } = await import('./fields.js');
  enhance(form, whole.dataset);
  const first = form.querySelector(':is(input:not([type="hidden"]), select, textarea):not(.row[hidden] *)') ?? form.querySelector('.set > button');
  first?.focus();
  first?.select?.();
}

for (const fact of page.querySelectorAll('[data-field]')) {
  const label = fact.querySelector('dt, h1').textContent;
  const button = make('button', { type: 'button', className: 'quiet icon small change', title: change });
  button.setAttribute('aria-label', `${change}: ${label}`);
  button.append(icon('edit'));
  button.addEventListener('click', () => open(fact));
  const value = fact.querySelector('dd, div');
  value.append(button);
  value.addEventListener('click', (event) => {
    if (!event.target.closest('a, button') && getSelection().isCollapsed) open(fact);
  });
}
