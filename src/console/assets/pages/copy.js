// What is there to be taken along gets a button that copies it.

import { icon, say } from '../status.js';

for (const place of document.querySelectorAll('[data-copy]')) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'small' });
  button.append(icon('copy'), place.dataset.copy);
  button.addEventListener('click', async () => {
    getSelection().selectAllChildren(place);
    // Without TLS a browser has only the old way.
    const copied = navigator.clipboard?.writeText(place.textContent).then(() => true, () => false);
    if ((await copied) || document.execCommand('copy')) say(place.dataset.copied);
  });
  const line = Object.assign(document.createElement('p'), { className: 'below' });
  line.append(button);
  place.after(line);
}
