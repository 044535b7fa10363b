// What stands around the pages: the palette and the other keys, scheme and density without a flash, the navigation on a narrow
// screen, recent and pinned records, sessions, and nothing inline. One function, called by the smoke with its own tools.

import assert from 'node:assert/strict';

const FOLDER = /^\/assets\/[0-9a-f]{16}\//;

export async function shell({ profile, console: base, state, look, ok }) {
  const context = await profile({ storageState: state });
  const page = await context.newPage();
  const open = (path) => page.goto(base + path);
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('role') ?? document.activeElement.tagName);

  // Keys and the palette.
  await open('/contacts');
  const first = page.getByRole('rowheader').getByRole('link').first();
  const title = (await first.textContent()).trim();
  await first.click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.waitForLoadState();
  const record = new URL(page.url()).pathname;
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search or go to' });
  await box.waitFor();
  assert.equal(await focused(), 'combobox', 'the focus is in the palette');
  const option = (name) => page.getByRole('option', { name });
  await option(title).first().waitFor();
  assert.equal(await page.locator('#palette').getByRole('option', { selected: true }).textContent(), title, 'what was opened last comes first');
  await page.keyboard.type('new dea');
  await page.waitForFunction(() => document.querySelector('[aria-selected="true"]').dataset.href === '/deals/new');
  for (const [words, wanted] of [['dark', '/profile#look'], ['kanban deals', '/deals/board'], ['permissions', '/administration/rights']]) {
    await box.fill(words);
    await page.waitForFunction((there) => document.querySelector('[aria-selected="true"]')?.dataset.href === there, wanted);
  }
  await box.fill('new dea');
  await page.waitForFunction(() => document.querySelector('[aria-selected="true"]').dataset.href === '/deals/new');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/deals/new');
  await open('/home');
  await page.keyboard.press('Control+k');
  await box.fill(title);
  const found = page.locator(`#palette [role="option"][data-href="${record}"]`);
  await found.waitFor();
  const chosen = () => box.evaluate((one) => document.getElementById(one.getAttribute('aria-activedescendant')).dataset.href);
  for (let press = 0; (await chosen()) !== record && press < 20; press += 1) await page.keyboard.press('ArrowDown');
  assert.equal(await chosen(), record, 'the arrows lead to the record');
  await page.keyboard.press('Escape');
  await page.locator('#palette').waitFor({ state: 'hidden' });
  for (const [keys, wanted] of [['g d', '/deals'], ['n', '/deals/new'], ['g c', '/contacts']]) {
    if (keys === 'g c') await open('/home');
    for (const key of keys.split(' ')) await page.keyboard.press(key);
    await page.waitForURL((url) => url.pathname === wanted, { waitUntil: 'load' });
  }
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q', '`/` leads to the search of the list');
  await page.keyboard.type('n?gd');
  assert.equal(new URL(page.url()).pathname, '/contacts', 'keys do nothing in a field');
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('heading', { name: 'Anywhere' }).waitFor();
  await page.keyboard.press('Escape');
  ok('the palette, the help and the other keys do what they say');

  // Pinned records stand in the navigation.
  await open(record);
  await page.getByRole('button', { name: 'Pin' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: title }).waitFor();
  await open('/search');
  await page.getByRole('main').getByRole('link', { name: title }).waitFor();
  ok('what was pinned and what was opened are found again');

  // The look: at once, and from the first byte of the next page.
  await page.getByRole('button', { name: /^Account of/ }).click();
  const kept = async (wanted) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const cookies = await context.cookies();
      if (cookies.some(({ name, value }) => name === 'beheer_look' && value === wanted)) return;
      await page.waitForTimeout(50);
    }
    assert.fail(`the look ${wanted} was not kept`);
  };
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await kept('dark.comfortable.on.usual');
  await page.getByRole('button', { name: 'Compact', exact: true }).click();
  await kept('dark.compact.on.usual');
  const answer = await page.request.get(`${base}/home`);
  assert.match(await answer.text(), /<html[^>]* data-scheme="dark" data-density="compact"/, 'the server knows the look');
  await open('/home');
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(ground, 'rgb(14, 18, 20)', 'dark wins over the light system');
  await page.getByText('Sales', { exact: true }).click();
  await page.waitForFunction(() => document.cookie.includes('beheer_closed=group-sales'));
  await open('/products');
  assert.equal(await page.locator('[data-group="group-sales"]').evaluate((group) => group.open), false, 'a closed group stays closed');
  ok('scheme, density and closed groups are there before the page is shown');
  await context.close();

  // A narrow screen.
  const small = await profile({ storageState: state, viewport: { width: 320, height: 640 }, hasTouch: true });
  const narrow = await small.newPage();
  await narrow.goto(`${base}/home`);
  const deals = narrow.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Deals' });
  assert.equal(await deals.isVisible(), false, 'the navigation is out of the way');
  await narrow.getByRole('button', { name: 'Menu' }).tap();
  await deals.waitFor();
  await narrow.keyboard.press('Escape');
  await deals.waitFor({ state: 'hidden' });
  await narrow.getByRole('button', { name: 'Menu' }).tap();
  const { height } = await deals.boundingBox();
  assert.ok(height >= 40, `an entry is ${height} pixels high`);
  await deals.tap();
  await narrow.waitForURL('**/deals');
  await narrow.getByRole('button', { name: 'Search or go to…' }).tap();
  await narrow.getByRole('combobox').waitFor();
  await small.close();
  ok('the navigation and the palette work on a narrow screen by touch');

  // Without script the account menu, the navigation and the search are there as well.
  const bare = await profile({ storageState: state, javaScriptEnabled: false });
  const still = await bare.newPage();
  await still.goto(`${base}/home`);
  await still.getByRole('searchbox', { name: 'Search everything' }).fill(title);
  await still.keyboard.press('Enter');
  await still.getByRole('main').getByRole('link', { name: title }).first().waitFor();
  await still.getByRole('button', { name: /^Account of/ }).click();
  await still.getByRole('button', { name: 'Light', exact: true }).click();
  await still.waitForURL('**/search?*');
  assert.equal(await still.locator('html').getAttribute('data-scheme'), 'light', 'the look is chosen without script');
  await bare.close();
  ok('search and look work without script');

  // Nothing inline, everything of one folder, and the policy says so.
  const plain = await profile({ storageState: state });
  const bytes = await plain.newPage();
  for (const path of ['/home', '/contacts', record, '/search?q=a', '/profile', '/shortcuts', '/design', '/contacts/new']) {
    const response = await bytes.goto(base + path);
    const policy = response.headers()['content-security-policy'];
    assert.ok(policy.includes("default-src 'self'") && !policy.includes('unsafe'), policy);
    assert.equal(response.headers()['content-encoding'], 'gzip', `${path} is packed`);
    const inline = await bytes.evaluate(() => document.querySelectorAll('[style], style, script:not([src]), [onclick]').length);
    assert.equal(inline, 0, `${path} has nothing inline`);
    const used = await bytes.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((name) => name.startsWith('/assets/')));
    assert.ok(used.every((name) => FOLDER.test(name)), used.join(' '));
  }
  ok('no page has script or style in it');

  const pages = { profile: '/profile', shortcuts: '/shortcuts', design: '/design', search: '/search?q=jan', nothing: '/search?q=nobody+here' };
  const locales = ['nl-NL', 'de-DE', 'fr-FR', 'en-XA'].values();
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      const locale = locales.next().value;
      const some = await profile({ storageState: state, colorScheme, locale, viewport: { width, height: 900 } });
      const seen = await some.newPage();
      for (const [label, path] of Object.entries(pages)) await look(seen, `shell ${label} ${colorScheme} ${width}`, base + path);
      for (const [label, key] of [['palette', 'Control+k'], ['help', '?']]) {
        await look(seen, `shell ${label} ${colorScheme} ${width}`, `${base}/home`, async () => {
          await seen.keyboard.press(key);
          await seen.locator(`dialog[open] :is([role="option"], .keys)`).first().waitFor();
        });
      }
      await look(seen, `shell account ${colorScheme} ${width}`, `${base}/home`, () => seen.locator('.me').click());
      await some.close();
    }
  }
  ok('looked at profile, keys, design, search, palette, help and account in 4 ways');
}
