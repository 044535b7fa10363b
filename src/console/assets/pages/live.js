// Tells when somebody else changed the record that is open.

// What was typed into a form is kept until here it is known to be saved.
if (/[?&]done=/.test(location.search)) {
  sessionStorage.removeItem(sessionStorage.getItem('draft-sent'));
  sessionStorage.removeItem('draft-sent');
}

const live = document.querySelector('[data-live]');
if (live) watch(live);

// The short form beside it is a form as others are.
if (document.querySelector('form[data-pick]')) import('./fields.js');

function watch({ dataset }) {
  const notice = document.querySelector('[data-notice]');
  let source = null;

  const heard = (event) => {
    let change;
    try {
      change = JSON.parse(event.data);
    } catch {
      return;
    }
    if (change.type !== dataset.type || change.id !== dataset.id || change.version <= Number(dataset.version)) return;
    const line = document.createElement('p');
    line.className = 'notice';
    line.append(dataset.changed);
    // In a form, what was typed is not to be thrown away: both are shown when it is saved.
    if (dataset.reload) {
      const again = document.createElement('a');
      const address = new URL(location);
      address.searchParams.delete('done');
      again.href = address.pathname + address.search;
      again.textContent = dataset.reload;
      line.append(' ', again);
    }
    notice.replaceChildren(line);
    stop();
  };
  const start = () => {
    if (source || document.hidden) return;
    source = new EventSource('/api/v1/events');
    source.addEventListener('message', heard);
    source.addEventListener('change', heard);
    source.addEventListener('error', () => {
      // Nothing answers there: then nothing is told.
      if (source && source.readyState === EventSource.CLOSED) stop();
    });
  };
  const stop = () => {
    if (source) source.close();
    source = null;
  };

  // A browser keeps few connections to a server, and each tab would hold one.
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  addEventListener('pagehide', stop);
  start();
}
