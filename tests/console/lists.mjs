// A day with lists: conditions chosen instead of written, groups, columns, a view, many leads changed at once and changed back (also
// without script), cells walked and changed by keyboard. One function, called by the smoke with its own tools.

import assert from 'node:assert/strict';

export async function lists({ profile, console: base, state, look, ok }) {
  await many(await profile({ storageState: state, javaScriptEnabled: false }), base, 'without');
  await many(await profile({ storageState: state }), base, 'with');
  ok('many leads are changed at once and changed back, with script and without');

  const context = await profile({ storageState: state });
  const page = await context.newPage();
  await page.goto(`${base}/deals`);
  await page.getByText('Add a condition').click();
  await page.getByLabel('Field', { exact: true }).selectOption({ label: 'Amount' });
  await page.getByLabel('Condition').selectOption({ label: 'is at least' });
  await page.getByLabel('Value', { exact: true }).fill('50,000');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Amount is at least €50,000.00').waitFor();
  await page.getByText('Group', { exact: true }).click();
  await page.getByRole('link', { name: 'Stage', exact: true }).click();
  const groups = page.getByRole('table', { name: 'By stage' });
  const won = groups.getByRole('row', { name: /^Won/ });
  const number = await won.getByRole('cell').first().textContent();
  await won.getByRole('link').click();
  await page.getByRole('grid').getByText(`${number} deal`).waitFor();
  await page.getByText('Save view', { exact: true }).click();
  await page.getByLabel('Name of the view').fill('Large deals');
  await page.getByRole('button', { name: 'Save as a new view' }).click();
  await page.getByRole('heading', { level: 1, name: 'Large deals' }).waitFor();
  assert.equal(await groups.getByRole('row', { name: /^Won/ }).getByRole('link').getAttribute('aria-current'), 'true', 'a view keeps its groups');
  assert.deepEqual(
    (await groups.getByRole('rowheader').allTextContents()).filter((stage) => ['Won', 'Lost'].includes(stage.trim())).map((stage) => stage.trim()),
    ['Won', 'Lost'],
    'stages stand in their order',
  );
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Large deals' }).waitFor();
  await page.getByText('Save view', { exact: true }).click();
  await page.getByRole('button', { name: 'Delete view' }).click();
  await page.getByText('The view is in the bin.').waitFor();
  ok('conditions, groups and a view are chosen without writing a filter');

  await page.goto(`${base}/leads?columns=company,status`);
  await page.getByRole('grid').waitFor();
  const row = page.locator('tbody tr').first();
  const company = row.locator('[data-field="company"]');
  await row.getByRole('rowheader').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.field), 'company', 'the arrows walk the cells');
  const before = await company.textContent();
  for (const [key, text, left] of [['F2', 'Nobody', before], ['Enter', 'Bakery Sun', 'Bakery Sun']]) {
    await page.keyboard.press(key);
    await page.locator('.cell input[name="company"]').fill(text);
    await page.keyboard.press(key === 'F2' ? 'Escape' : 'Enter');
    await page.locator('.cell').waitFor({ state: 'detached' });
    assert.equal(await company.textContent(), left);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.field), 'company', 'the focus comes back to the cell');
  }
  // Somebody else was faster. The browser complains of the answer, as it does of every conflict.
  page.removeAllListeners('console');
  const path = (await row.getByRole('link').first().getAttribute('href')).split('?')[0];
  await page.keyboard.press('F2');
  await page.locator('.cell input[name="company"]').fill('Mine');
  const other = await context.newPage();
  await other.goto(`${base}${path}/edit`);
  await other.getByLabel('Company', { exact: true }).fill('Theirs');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await other.waitForURL((url) => url.pathname === path);
  await other.close();
  await page.locator('.cell').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('Somebody else changed this record meanwhile').waitFor();
  await page.keyboard.press('Escape');
  const head = page.locator('th[data-column="company"]');
  await head.hover();
  await head.getByRole('button').click();
  const width = (await head.boundingBox()).width;
  await page.reload();
  assert.equal((await page.locator('th[data-column="company"]').boundingBox()).width, width, 'a width is kept');
  ok('cells are walked and changed by keyboard, a conflict is told, and a width is kept');

  await row.getByRole('rowheader').focus();
  for (const key of ['ArrowUp', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
  assert.equal((await head.boundingBox()).width, width + 16, 'a column is made wider from the keyboard');
  await endless(context, base);
  await page.goto(`${base}/contacts`);
  const mail = await page.locator('[data-field="emails"] a').first().textContent();
  await page.goto(`${base}/contacts/new`);
  await page.getByLabel('Last name').fill('Zwilling');
  await page.locator('[name="emails.0.value"]').fill(mail);
  for (const label of ['Save', 'Save anyway']) await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Zwilling' }).waitFor();
  await page.goto(`${base}/contacts`);
  await page.getByRole('link', { name: 'Possible duplicates' }).click();
  await page.getByRole('row', { name: /^Zwilling .* the same e-mail address/ }).getByRole('link', { name: /^Compare and merge/ }).click();
  await page.getByRole('button', { name: 'Show the result' }).waitFor();
  ok('the next pages come at the end of a list, can be picked and changed, and are there again after going back');

  const seen = {
    duplicates: '/contacts/duplicates',
    conditions: '/deals?f=amount&filter=name%20pr',
    groups: '/deals?group=stage_id&columns=amount,probability&open=columns',
    view: '/contacts?open=view',
    bin: '/leads?bin=1',
    export: '/contacts/export',
  };
  const locales = ['nl-NL', 'de-DE', 'fr-FR', 'en-XA'].values();
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      const some = await profile({ storageState: state, colorScheme, locale: locales.next().value, viewport: { width, height: 900 } });
      const one = await some.newPage();
      for (const [label, address] of Object.entries(seen)) await look(one, `lists ${label} ${colorScheme} ${width}`, base + address);
      await look(one, `lists many ${colorScheme} ${width}`, `${base}/leads`, async () => {
        await one.locator('tbody .pick input').first().check();
        await one.locator('#bulk [value="change"]').click();
        await one.locator('.setting').first().waitFor();
      });
      await some.close();
    }
  }
  ok(`looked at ${Object.keys(seen).join(', ')} and many in 4 ways`);
}

/** The end of a list brings the next page, whose rows are like the others; who comes back finds the place. */
async function endless(context, base) {
  const page = await context.newPage();
  const rows = page.locator('table.list tbody tr');
  const count = async (number) => page.waitForFunction((wanted) => document.querySelectorAll('table.list tbody tr').length === wanted, number);
  await page.goto(`${base}/contacts?columns=job_title`);
  await count(50);
  await page.locator('.scroll.tall').evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await count(100);
  await page.getByText('100 rows are shown').waitFor();
  const ids = await rows.evaluateAll((all) => all.map((one) => one.dataset.id));
  assert.equal(new Set(ids).size, 100, 'each row is there once');
  await page.getByRole('checkbox', { name: 'Choose', exact: true }).check();
  await page.locator('#bulk output').getByText('100').waitFor();
  await page.getByRole('checkbox', { name: 'Choose', exact: true }).uncheck();
  const cell = rows.nth(60).locator('[data-field="job_title"]');
  await cell.dblclick();
  await page.locator('.cell input[name="job_title"]').fill('Far down');
  await page.keyboard.press('Enter');
  await page.locator('.cell').waitFor({ state: 'detached' });
  assert.equal(await cell.textContent(), 'Far down', 'a row of a later page shows what was changed');
  const shown = await rows.count();
  const top = await page.locator('.scroll.tall').evaluate((one) => one.scrollTop);
  await rows.nth(60).getByRole('rowheader').getByRole('link').click();
  await page.getByRole('article').waitFor();
  await page.goBack();
  await count(shown);
  await page.waitForFunction((wanted) => Math.abs(document.querySelector('.scroll.tall').scrollTop - wanted) < 2, top);
  assert.equal(await page.evaluate(() => document.activeElement.closest('tr')?.dataset.id), ids[60], 'the focus is where one was');
  await page.close();
}

async function many(context, base, how) {
  const page = await context.newPage();
  await page.goto(`${base}/leads?filter=status%20eq%20%22new%22`);
  const boxes = page.locator('tbody .pick input');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  const names = await page.locator('tbody tr').getByRole('rowheader').allTextContents();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('heading', { name: 'Change 2 leads' }).waitFor();
  await page.getByLabel('Change Status').check();
  await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Lost' });
  await page.getByLabel('Reason', { exact: true }).fill(`Tidied ${how} script`);
  await page.getByRole('button', { name: 'Change 2 leads' }).click();
  await page.getByText('Changed: 2 leads.').waitFor();
  assert.ok(!(await page.locator('tbody').textContent()).includes(names[0].trim()), 'they are new no longer');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: 2 leads.').waitFor();
  assert.deepEqual(await page.locator('tbody tr').getByRole('rowheader').allTextContents(), names);
  await context.close();
}
