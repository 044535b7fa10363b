// Keeps what was typed into a form until it is saved, and says meanwhile what seems to be there already.

const form = document.querySelector('form[data-draft]');
const kept = (name) => name && !/^_(csrf|language|alike|back)$/.test(name);

const make = (tag, text, className = '') => Object.assign(document.createElement(tag), { textContent: text, className });
const button = (text, kind, act) => {
  const made = make('button', text, kind);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
};
const later = (act, patience) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, patience);
  };
};

function drafts() {
  const key = `draft:${document.body.dataset.who}:${location.pathname}`;
  const entries = () => [...new FormData(form)].filter(([name, value]) => kept(name) && typeof value === 'string');
  const begun = JSON.stringify(entries());
  const keep = () => {
    const now = JSON.stringify(entries());
    if (now === begun) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, now);
  };
  const old = sessionStorage.getItem(key);
  const isAnswer = document.querySelector('.summary, [data-summary]');
  if (old && old !== begun && !isAnswer) {
    const note = make('div', '', 'notice below');
    note.setAttribute('role', 'status');
    const drop = () => {
      sessionStorage.removeItem(key);
      note.remove();
    };
    const restore = () => {
      for (const [name, value] of JSON.parse(old)) {
        const set = form.elements[name] ? null : document.getElementById(`f-${name.split('.')[0]}`);
        for (let tries = 0; set?.another && !form.elements[name] && tries < 50; tries += 1) set.another(false);
        const control = form.elements[name];
        if (!control) continue;
        if (control.type === 'checkbox') control.checked = true;
        else control.value = value;
        const row = control.closest?.('.row');
        if (row && value) row.hidden = control.type === 'checkbox';
      }
      note.remove();
      form.querySelector('.fields :is(input, select, textarea)')?.focus();
    };
    const actions = make('div', '', 'actions');
    actions.append(button(form.dataset.restore, '', restore), button(form.dataset.drop, 'quiet', drop));
    note.append(make('p', form.dataset.found), actions);
    form.before(note);
  }
  form.addEventListener('input', later(keep, 300));
  form.addEventListener('submit', () => {
    keep();
    sessionStorage.setItem('draft-sent', key);
  });
}

// Records that seem to be the same, while one types.
function alike() {
  const place = form.querySelector('[data-alike-found]');
  if (!place || !form.dataset.alike) return;
  let asked = 0;
  form.addEventListener('change', later(async () => {
    asked += 1;
    const mine = asked;
    const answer = await fetch(form.dataset.alike, { method: 'POST', body: new URLSearchParams([...new FormData(form)]) });
    if (!answer.ok || answer.redirected || mine !== asked) return;
    const found = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const inside = make('div', '');
    inside.append(...found.body.childNodes);
    place.replaceChildren(inside);
    place.hidden = !inside.querySelector('a');
  }, 250));
}

if (form) {
  drafts();
  alike();
}
