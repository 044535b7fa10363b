// Drags what has an id onto what takes it, and sends the form that does the same without script. The page then comes anew.

const form = document.querySelector('form[data-move]');
const key = `scroll ${location.pathname}`;
const sides = document.querySelector('.board');
let dragged = null;

// Where one was on a wide board, one is again after the move.
if (sides) sides.scrollLeft = Number(sessionStorage.getItem(key)) || 0;
sessionStorage.removeItem(key);

if (form) {
  for (const one of document.querySelectorAll('[data-id]')) {
    one.draggable = true;
    one.addEventListener('dragstart', (event) => {
      dragged = one;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', one.querySelector('a').href);
    });
    one.addEventListener('dragend', () => {
      dragged = null;
      mark(null);
    });
  }
  for (const place of document.querySelectorAll('[data-drop]')) {
    place.addEventListener('dragover', (event) => {
      if (!dragged) return;
      event.preventDefault();
      mark(place);
    });
    place.addEventListener('drop', (event) => {
      if (!dragged) return;
      event.preventDefault();
      mark(null);
      if (place.contains(dragged)) return;
      const { elements } = form;
      elements.id.value = dragged.dataset.id;
      elements._version.value = dragged.dataset.version;
      (elements.day ?? elements.to).value = place.dataset.drop;
      dragged.setAttribute('aria-busy', 'true');
      if (sides) sessionStorage.setItem(key, sides.scrollLeft);
      form.submit();
    });
  }
}

function mark(place) {
  for (const other of document.querySelectorAll('.over')) if (other !== place) other.classList.remove('over');
  place?.classList.add('over');
}
