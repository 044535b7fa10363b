// How fast pages are in a browser, as a restricted user: the server's time, the first paint, what travels, and what moves after it
// was shown. Prints a table; numbers are for tests/bench/README.md and fail nothing but a page that weighs or moves too much.

import { createRequire } from 'node:module';
import path from 'node:path';

const { TOOLS, CHROMIUM, CONSOLE, EMAIL, PASSWORD } = process.env;
const { chromium } = createRequire(path.join(TOOLS, 'package.json'))('playwright-core');
const ROUNDS = 100;
const LIMITS = { page: 60_000, script: 25_000, shift: 0.001 };

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
const page = await context.newPage();
await page.addInitScript(() => {
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.moved += value;
  }).observe({ type: 'layout-shift', buffered: true });
});
await page.goto(`${CONSOLE}/sign-in`);
await page.getByLabel('E-mail').fill(EMAIL);
await page.getByLabel('Password').fill(PASSWORD);
await page.getByRole('button', { name: 'Sign in', exact: true }).click();
await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));

const measured = () => page.evaluate(async () => {
  // It may be told a moment after the page is loaded.
  const paint = await new Promise((painted) => {
    new PerformanceObserver((list) => {
      const [first] = list.getEntriesByName('first-contentful-paint');
      if (first) painted(first);
    }).observe({ type: 'paint', buffered: true });
  });
  const [document] = performance.getEntriesByType('navigation');
  const parts = performance.getEntriesByType('resource').filter(({ name }) => new URL(name).origin === location.origin);
  const weight = (some) => some.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return {
    server: document.responseStart - document.requestStart,
    paint: paint.startTime,
    page: document.encodedBodySize + weight(parts),
    script: weight(parts.filter(({ name }) => name.endsWith('.js'))),
    shift: window.moved,
  };
});
const p = (share, numbers) => numbers.toSorted((a, b) => a - b)[Math.ceil(share * numbers.length) - 1];

/** Addresses to visit in turn. */
async function records() {
  await page.goto(`${CONSOLE}/contacts`);
  return page.getByRole('rowheader').getByRole('link').evaluateAll((links) => links.map(({ pathname }) => pathname));
}

const own = await records();
const visits = {
  list: ['/contacts', '/contacts?sort=-title', '/contacts?sort=-updated_at'],
  record: own.slice(0, 20),
};
console.log('| page | server p50 ms | server p95 ms | first paint p50 ms | first paint p95 ms | page bytes | script bytes | shift |');
console.log('|---|---|---|---|---|---|---|---|');
for (const [name, addresses] of Object.entries(visits)) {
  const all = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto(CONSOLE + addresses[round % addresses.length], { waitUntil: 'load' });
    all.push(await measured());
  }
  const of = (what) => all.map((one) => one[what]);
  // The weight is that of a first visit; a kept file travels once.
  const most = { page: Math.max(...of('page')), script: Math.max(...of('script')), shift: Math.max(...of('shift')) };
  const times = [p(0.5, of('server')), p(0.95, of('server')), p(0.5, of('paint')), p(0.95, of('paint'))].map((ms) => ms.toFixed(1));
  console.log(`| ${name} | ${times.join(' | ')} | ${most.page} | ${most.script} | ${most.shift.toFixed(4)} |`);
  for (const [what, limit] of Object.entries(LIMITS)) {
    if (most[what] > limit) {
      console.error(`${name}: ${what} is ${most[what]}, more than ${limit}`);
      process.exitCode = 1;
    }
  }
}
await browser.close();
