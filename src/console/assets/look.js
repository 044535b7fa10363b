// Scheme, density and closed groups take effect at once; the server keeps them for the next page.

const root = document.documentElement;

for (const form of document.querySelectorAll('form[data-look]')) {
  form.addEventListener('submit', (event) => {
    const { name, value } = event.submitter ?? {};
    if (!name) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.set(name, value);
    root.dataset[name] = value;
    for (const button of form.querySelectorAll(`[name="${name}"]`)) {
      button.setAttribute('aria-pressed', String(button.value === value));
    }
    fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => form.submit());
  });
}

for (const group of document.querySelectorAll('.side details')) {
  group.addEventListener('toggle', () => {
    const closed = [...document.querySelectorAll('.side details:not([open])')].map((one) => one.dataset.group);
    document.cookie = `beheer_closed=${closed.join('.')}; path=/; max-age=31536000; samesite=lax`;
  });
}
