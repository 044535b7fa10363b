// What the console does with script on top of pages that work without it. Each module looks for what it is about.

import './keys.js';
import './look.js';
import './palette.js';
import './recent.js';

document.querySelector('.summary, [data-summary]')?.focus();
