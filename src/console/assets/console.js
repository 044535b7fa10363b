// What the console does with script on top of pages that work without it. Each module looks for what it is about.

import './keys.js';
import './look.js';
import './palette.js';
import './recent.js';

document.querySelector('.summary, [data-summary]')?.focus();

// What was done is said once: neither reloading nor a bookmark says it again.
const said = location.search.replace(/([?&])done=[^&]*&?/, '$1').replace(/[?&]$/, '');
if (said !== location.search) history.replaceState(history.state, '', location.pathname + said + location.hash);

// Where one is stands in view.
const side = document.querySelector('.side');
const marked = side?.querySelector('[aria-current]');
if (marked) side.scrollTop = marked.offsetTop + marked.offsetHeight - side.clientHeight / 2;
