// An administrator brings customers in from a file and takes them back, reads and proves the journal, and looks after the
// installation. One function, called by the smoke with its own tools.

import assert from 'node:assert/strict';

const CUSTOMERS = [
  'Company,City,E-mail',
  'Zuiderzee Handel,Hoorn,info@zuiderzee.example',
  'شركة النور للتجارة,Rotterdam,nur@example.org',
  `${'Donaudampfschifffahrtsgesellschaft'.repeat(3)},Wien,ddsg@example.at`,
  ',Nowhere,nobody@example.org',
].join('\n');
const FILE = { name: 'customers <b>.csv', mimeType: 'text/csv', buffer: Buffer.from(CUSTOMERS) };

export async function upkeep({ profile, console: base, state, look, ok }) {
  for (const javaScriptEnabled of [true, false]) {
    const context = await profile({ storageState: state, javaScriptEnabled });
    const page = await context.newPage();
    const seen = (name) => (javaScriptEnabled ? look(page, name, page.url()) : undefined);
    await page.goto(`${base}/organisations/import`);
    await seen('import');
    await page.locator('#file').setInputFiles(FILE);
    await page.getByRole('button', { name: 'Look at the columns' }).click();
    await page.getByRole('heading', { level: 1, name: FILE.name }).waitFor();
    assert.equal(await page.getByLabel('Column “Company” goes into').inputValue(), 'name', 'the places are proposed');
    await seen('import-columns');
    await page.getByRole('button', { name: 'Check the lines' }).click();
    await page.getByRole('cell', { name: 'Name is needed.' }).waitFor();
    await seen('import-check');
    await page.getByLabel('Reason', { exact: true }).fill('Brought over from the old system');
    await page.getByRole('button', { name: 'Import 3 lines' }).click();
    await page.waitForURL('**/jobs/*');
    for (let tries = 0; !(await page.locator('[data-over]').count()) && tries < 200; tries += 1) {
      if (javaScriptEnabled) await page.waitForTimeout(100);
      else await page.getByRole('link', { name: 'Refresh' }).click();
    }
    await page.getByRole('link', { name: 'Lines that were left out (CSV)' }).waitFor();
    await seen('import-done');
    const job = page.url();
    await page.getByRole('link', { name: 'Records of this import' }).click();
    await page.getByRole('link', { name: 'Zuiderzee Handel' }).waitFor();
    await seen('import-made');
    await page.goto(job);
    await page.getByRole('link', { name: 'Undo the import' }).click();
    await page.getByLabel('Reason', { exact: true }).fill('Wrong file');
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await page.getByText('This import was taken back.').waitFor();
    await seen('import-undone');
    await page.getByRole('link', { name: 'Records of this import' }).click();
    await page.getByRole('row').filter({ hasText: 'Zuiderzee Handel' }).getByText('in the bin').waitFor();
    await context.close();
    ok(`a file is brought, checked, imported and taken back ${javaScriptEnabled ? 'with' : 'without'} script`);
  }

  const context = await profile({ storageState: state });
  context.isRefused = true;
  const page = await context.newPage();
  await page.goto(`${base}/journal`);
  await look(page, 'journal', page.url());
  await page.getByLabel('Words in the reason').fill('wrong FILE');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('list', { name: 'Journal' }).getByText('Wrong file').first().waitFor();
  await page.goto(`${base}/journal?type=organisation`);
  await page.getByLabel('Field', { exact: true }).selectOption({ label: 'Name' });
  await page.getByLabel('Record', { exact: true }).fill('zuiderzee');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText(/^No record is called that|^More than one record/).first().waitFor();
  await look(page, 'journal-which', page.url());
  await page.goto(`${base}/journal`);
  await page.getByRole('button', { name: 'Verify the journal' }).click();
  await page.getByText(/are as they were written, and none is missing/).waitFor();
  await look(page, 'journal-proved', page.url());
  ok('the journal is narrowed and proved');
  for (const [path, heading] of [['jobs', 'Jobs'], ['system', 'System status'], ['guide', 'Setup guide']]) {
    await page.goto(`${base}/${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await look(page, path, page.url());
  }
  ok('jobs, the state of the system and the setup guide are there');
  await context.close();
}
