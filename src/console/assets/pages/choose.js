// A box that finds records while one types, of the type that it or the choice beside it names: a combobox with a list, as the ARIA
// patterns describe it. What is chosen stands in the box by its title, as if it had been typed.

const WAIT = 150;
let number = 0;

export function choose(box) {
  const beside = box.closest('.pair')?.querySelector('select');
  const list = Object.assign(document.createElement('div'), { id: `choices-${(number += 1)}`, className: 'choices', role: 'listbox', hidden: true });
  list.ariaLabel = box.ariaLabel ?? box.labels[0].textContent;
  Object.assign(box, { role: 'combobox', ariaAutoComplete: 'list', ariaExpanded: 'false' });
  box.setAttribute('aria-controls', list.id);
  if (!box.parentElement.matches('.finds')) {
    const place = Object.assign(document.createElement('div'), { className: 'finds' });
    const had = document.activeElement === box;
    box.replaceWith(place);
    place.append(box);
    if (had) box.focus();
  }
  box.after(list);
  let [asked, timer] = [0, 0];
  const options = () => [...list.children];
  const chosen = () => list.querySelector('[aria-selected="true"]');

  const show = (some) => {
    list.replaceChildren(...some);
    some.forEach((option, at) => { option.id = `${list.id}-${at}`; });
    list.hidden = some.length === 0;
    box.ariaExpanded = String(!list.hidden);
    mark(null);
  };
  const mark = (option) => {
    for (const one of options()) one.ariaSelected = String(one === option);
    if (!option) return box.removeAttribute('aria-activedescendant');
    box.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  };
  const close = () => {
    asked += 1;
    clearTimeout(timer);
    show([]);
  };
  const take = (option) => {
    box.value = option.querySelector('.what').textContent;
    close();
    for (const name of ['input', 'change']) box.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: 'chosen' }));
  };
  const find = async (mine) => {
    const type = beside?.value || box.dataset.choose;
    if (!type || !box.value.trim()) return close();
    const answer = await fetch(`/search?${new URLSearchParams({ q: box.value, part: 'options', type })}`);
    if (!answer.ok || answer.redirected || mine !== asked) return;
    const found = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine === asked) show([...found.querySelectorAll('[role="option"]:has(.hint)')]);
  };

  box.addEventListener('input', ({ detail }) => {
    if (detail === 'chosen') return;
    asked += 1;
    clearTimeout(timer);
    timer = setTimeout(find, WAIT, asked);
  });
  box.addEventListener('keydown', (event) => {
    const all = options();
    if (event.isComposing || all.length === 0) return;
    const at = all.indexOf(chosen());
    if (event.key === 'ArrowDown') mark(all[(at + 1) % all.length]);
    else if (event.key === 'ArrowUp') mark(all.at(at < 0 ? -1 : at - 1));
    else if (event.key === 'Enter' && at >= 0) take(all[at]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => target.closest('[role="option"]') && take(target.closest('[role="option"]')));
  box.addEventListener('blur', close);
}
