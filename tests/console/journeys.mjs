// What people do from beginning to end: from nothing to the first customers, two people at one record, and a record's whole life by
// keyboard alone.

import assert from 'node:assert/strict';

const CUSTOMERS = 'Company,City,E-mail\nBakkerij de Zon,Utrecht,info@dezon.example\nZuiderzee Handel,Hoorn,post@zuiderzee.example\n';

/** From the first page of an empty installation to the first customers; the administrator is made just before. */
export async function firstCustomers(page, base) {
  await page.goto(`${base}/home`);
  await page.getByRole('link', { name: /^Setup: / }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goto(`${base}/organisations`);
  await page.getByText('There are no organisations yet.').waitFor();
  await page.goto(`${base}/organisations/import`);
  await page.locator('#file').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(CUSTOMERS) });
  await page.getByRole('button', { name: 'Look at the columns' }).click();
  await page.getByRole('button', { name: 'Check the lines' }).click();
  const reason = page.getByLabel('Reason', { exact: true });
  if (await reason.isVisible()) await reason.fill('Our first customers');
  await page.getByRole('button', { name: 'Import 2 lines' }).click();
  await page.waitForURL('**/jobs/*');
  await page.locator('[data-over]').waitFor();
  await page.goto(`${base}/organisations`);
  await page.getByRole('link', { name: 'Zuiderzee Handel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Zuiderzee Handel' }).waitFor();
}

/** Two people change one record: who is second sees both versions and chooses; who only reads is told. */
async function together({ profile, console: base, state }) {
  const [ann, bob, reader] = await Promise.all([1, 2, 3].map(async () => (await profile({ storageState: state })).newPage()));
  for (const one of [ann, bob, reader]) one.context().isRefused = true;
  await ann.goto(`${base}/products`);
  const path = (await ann.getByRole('rowheader').getByRole('link').first().getAttribute('href')).split('?')[0];
  await reader.goto(base + path);
  await Promise.all([ann, bob].map((one) => one.goto(`${base}${path}/edit`)));
  await ann.getByLabel('Category', { exact: true }).fill('By Ann');
  await bob.getByLabel('Category', { exact: true }).fill('By Bob');
  await bob.getByLabel('Unit', { exact: true }).fill('pallet');
  await ann.getByRole('button', { name: 'Save', exact: true }).click();
  await ann.waitForURL((url) => url.pathname === path);
  await reader.getByText('Somebody changed this record.').waitFor();
  await bob.getByRole('button', { name: 'Save', exact: true }).click();
  await bob.getByRole('heading', { name: 'Somebody else changed this record' }).waitFor();
  const category = bob.getByRole('group', { name: 'Category' });
  assert.ok((await category.getByText('By Ann').isVisible()) && (await category.getByText('By Bob').isVisible()), 'both are shown');
  assert.ok(await category.getByRole('radio', { name: 'Yours' }).isChecked(), 'what one typed is not dropped');
  assert.ok(await bob.getByRole('group', { name: 'Unit' }).getByRole('radio', { name: 'Yours' }).isChecked());
  await bob.getByRole('button', { name: 'Save what I chose' }).click();
  await bob.waitForURL((url) => url.pathname === path);
  await bob.getByRole('main').getByText('By Bob').first().waitFor();
  await Promise.all([ann, bob, reader].map((one) => one.context().close()));
}

/** A lead is made, changed, binned and taken out again without a mouse. */
async function byKeyboard({ profile, console: base, state }) {
  const page = await (await profile({ storageState: state })).newPage();
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Tabs on until something of that name has the focus. */
  const tabTo = async (name) => {
    const seen = [];
    for (let stop = 0; stop < 80; stop += 1) {
      const here = await page.evaluate(() => {
        const one = document.activeElement;
        return (one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40);
      });
      if (here === name) return;
      seen.push(here);
      await press('Tab');
    }
    assert.fail(`nobody gets to ${name} by Tab: ${seen.join(', ')}`);
  };
  await page.goto(`${base}/home`);
  await press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('new lead');
  await page.waitForFunction(() => document.querySelector('#palette [aria-selected="true"]')?.dataset.href === '/leads/new');
  await press('Enter');
  await page.waitForURL('**/leads/new');
  await tabTo('What it is about');
  await page.keyboard.type('Keyboard only');
  await tabTo('Company');
  await page.keyboard.type('Windmill');
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Keyboard only' }).waitFor();
  await page.waitForLoadState();
  await press('e');
  await page.waitForURL('**/edit');
  await tabTo('Company');
  await press('Control+a');
  await page.keyboard.type('Watermill');
  await press('Enter');
  await page.getByRole('main').getByText('Watermill').first().waitFor();
  await page.waitForLoadState();
  await tabTo('Delete');
  await press('Enter');
  await page.waitForURL('**/delete');
  await tabTo('Move to the bin');
  await press('Enter');
  await page.waitForURL((url) => url.pathname === '/leads');
  await tabTo('Take it out again');
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Keyboard only' }).waitFor();
  await page.context().close();
}

export async function journeys(tools) {
  await together(tools);
  tools.ok('two people change one record: one chooses, the other is told');
  await byKeyboard(tools);
  tools.ok('a record is made, changed, binned and taken out by keyboard alone');
}
