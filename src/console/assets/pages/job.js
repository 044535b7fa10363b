// Looks at a job that is under way, and says when it has come to its end.

const look = async () => {
  const here = document.querySelector('[data-job]');
  if (!document.hidden) {
    const answer = await fetch(location.pathname).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const now = page.querySelector('[data-job]');
      if (now?.hasAttribute('data-over')) {
        here.replaceWith(now);
        document.querySelector('[data-told]').textContent = now.querySelector('[data-state]').textContent;
        return;
      }
      // What has the focus stays; only what moves is put in.
      for (const part of ['progress', '[data-state]', '[data-far]']) {
        const [old, fresh] = [here.querySelector(part), now?.querySelector(part)];
        if (old && fresh && !old.isEqualNode(fresh)) old.replaceWith(fresh);
      }
    }
  }
  setTimeout(look, 800);
};
setTimeout(look, 300);
