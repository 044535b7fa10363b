// Short words of the program: seen for a while, and said to those who listen.

const place = document.querySelector('.toasts');

export function say(text, { href, label } = {}) {
  if (!place) return;
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.append(text);
  if (href) {
    const link = document.createElement('a');
    link.href = href;
    link.textContent = label;
    toast.append(link);
  }
  place.replaceChildren(toast);
  setTimeout(() => toast.remove(), 6000);
}

// An icon of the sprite.
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `${document.body.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}
