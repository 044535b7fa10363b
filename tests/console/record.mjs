// What one does on the page of a record: notes a call, attaches a file, changes a fact where it stands, goes on to the next record,
// compares versions, merges two that are the same and takes it back; and a form that loses nothing. Called by the smoke.

import assert from 'node:assert/strict';

export async function record({ profile, console: base, state, look, ok }) {
  const context = await profile({ storageState: state });
  const page = await context.newPage();
  const open = (path) => page.goto(base + path);
  const button = (label) => page.getByRole('button', { name: label, exact: true });
  const link = (label) => page.getByRole('link', { name: label });
  const said = {
    added: 'The activity was added.',
    attached: 'Upload finished.',
    saved: 'Saved.',
    returned: 'The earlier version was restored.',
    merged: 'The two records were merged.',
    unmerged: 'The merge was undone: both records are there again.',
  };
  const done = (what) => page.locator('[data-notice]').getByText(said[what]).waitFor();

  await open('/organisations');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.waitForLoadState();
  const first = new URL(page.url()).pathname;
  await link(/^Next:/).click();
  await page.waitForURL((url) => url.pathname !== first);
  await link(/^Previous:/).click();
  await page.waitForURL((url) => url.pathname === first);
  ok('one goes on to the next record and back');

  await page.getByLabel('Subject').fill('Called about the offer');
  await page.getByLabel('Kind', { exact: true }).selectOption({ label: 'Call' });
  await page.locator('form.short').getByLabel('Text').fill('They like it.');
  await page.locator('form.short').first().getByRole('button', { name: 'Add' }).click();
  await done('added');
  await page.locator('#timeline').getByText('They like it.').waitFor();
  const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Terms of the offer') };
  await page.getByLabel('Add files').setInputFiles(file);
  await button('Upload').click();
  await done('attached');
  await page.locator('#files').getByRole('link', { name: 'notes.txt', exact: true }).click();
  await page.locator('pre').getByText('Terms of the offer').waitFor();
  await look(page, 'a file', page.url());
  ok('a call is noted and a file attached, and both are there');

  // What is empty is folded together.
  const unfold = () => page.locator('details:has([data-field])').evaluateAll((all) => all.forEach((one) => Object.assign(one, { open: true })));
  await open(first);
  await unfold();
  await page.getByRole('button', { name: 'Edit: Telephone' }).focus();
  await page.keyboard.press('Enter');
  const phone = page.locator('form.inline').getByLabel('Telephone');
  await phone.fill('+31 20 765 43 21');
  await phone.press('Enter');
  await done('saved');
  await page.locator('[data-field="phone"]').getByText('+31 20 765 43 21').waitFor();
  const inline = async (name) => {
    await unfold();
    await page.getByRole('button', { name: `Edit: ${name}` }).click();
    await page.locator('form.inline :focus').waitFor();
  };
  await look(page, 'a fact that is edited', base + first, () => inline('Addresses'));
  await page.keyboard.press('Escape');
  await page.locator('form.inline').waitFor({ state: 'detached' });
  ok('a fact is changed where it stands, from the keyboard');

  await open('/contacts');
  const known = (await page.getByRole('rowheader').getByRole('link').first().textContent()).trim();
  const contact = page.getByRole('combobox', { name: 'Contact', exact: true });
  const among = async () => {
    await contact.pressSequentially(known.split(' ').at(-1).slice(0, 3));
    await page.locator('.choices > *').first().waitFor();
  };
  await look(page, 'a choice of many', `${base}/deals/new`, among);
  await open('/deals/new');
  await contact.fill(known);
  await page.locator('.choices > *').filter({ hasText: known }).first().waitFor();
  await contact.press('ArrowDown');
  await contact.press('Enter');
  assert.equal(await contact.inputValue(), known);
  assert.equal(await page.locator('.choices > *').count(), 0, 'what is chosen needs no choice any more');
  ok('a record among many is found while one types, from the keyboard');

  await open('/organisations?sort=-title');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.getByRole('button', { name: /^Edit: / }).first().click();
  const name = page.locator('.titled form.inline').getByLabel('Name');
  const called = `${await name.inputValue()} & Sons`;
  await name.fill(called);
  await name.press('Enter');
  await done('saved');
  await page.getByRole('heading', { level: 1, name: called, exact: true }).waitFor();
  await link(/^Back to/).waitFor();
  assert.ok((await link(/^Back to/).getAttribute('href')).includes('sort=-title'), 'the list one came from is known');
  await look(page, 'a title that is edited', page.url(), () => page.getByRole('button', { name: `Edit: ${called}` }).click());
  await page.keyboard.press('Escape');
  ok('a title is changed where it stands, and the list one came from is known as before');

  await open(`${first}/history`);
  await link('Compare with now').first().click();
  await page.getByRole('heading', { name: 'Compare versions' }).waitFor();
  await look(page, 'two versions', page.url());
  await link(/^Go back to version/).click();
  await look(page, 'back to a version', page.url());
  await button('Go back to this version').click();
  await done('returned');
  ok('two versions are compared, and one is gone back to');

  await open('/contacts');
  const rows = page.getByRole('rowheader').getByRole('link');
  const ids = await rows.evaluateAll((all) => all.slice(0, 2).map((one) => one.pathname.split('/').pop()));
  await look(page, 'a merge', `${base}/contacts/merge?ids=${ids.join(',')}`);
  await button('Show the result').click();
  await page.getByRole('button', { name: 'Merge', exact: true }).waitFor();
  await look(page, 'what comes of a merge', page.url());
  await button('Merge').click();
  await done('merged');
  await page.locator('[data-notice]').getByRole('link', { name: 'Undo' }).click();
  await look(page, 'a merge that is undone', page.url());
  await button('Undo the merge').click();
  await done('unmerged');
  ok('two records are merged, and are two again');

  const mail = await page.locator('[data-field="emails"] a').first().textContent();
  await open('/contacts/new');
  await page.getByLabel('Last name').fill('Twin');
  await page.locator('[name="emails.0.value"]').fill(mail);
  await page.getByLabel('Job title').focus();
  await page.locator('[data-alike-found]').getByRole('link').first().waitFor();
  await look(page, 'what may be there already', `${base}/contacts/new`, async () => {
    await button('Put it back').click();
    assert.equal(await page.getByLabel('Last name').inputValue(), 'Twin', 'what was typed outlives a reload');
    assert.equal(await page.locator('[name="emails.0.value"]').inputValue(), mail);
  });
  // A name says so too; and who has a form open hears that somebody else was faster.
  await open(`/contacts/${ids[0]}/edit`);
  const [givenName, familyName] = ['First name', 'Last name'].map((label) => page.getByLabel(label, { exact: true }));
  const [given, family] = [await givenName.inputValue(), await familyName.inputValue()];
  const faster = await context.newPage();
  await faster.goto(`${base}/contacts/${ids[0]}/edit`);
  await faster.getByLabel('Job title', { exact: true }).fill('Treasurer');
  await faster.getByLabel('Reason', { exact: true }).fill('New job');
  await faster.getByRole('button', { name: 'Save', exact: true }).click();
  await faster.waitForURL('**done=saved**');
  await faster.close();
  await page.getByRole('status').getByText(/^Somebody else changed this record meanwhile/).waitFor();
  await open('/contacts/new');
  await button('Discard it').click();
  await givenName.fill(given.toUpperCase());
  await familyName.fill(family);
  await page.getByLabel('Job title').focus();
  await page.locator('[data-alike-found]').getByText('the same name').first().waitFor();
  ok('a form knows the name that is there already, and that somebody else was faster');

  await context.clearCookies({ name: 'beheer_session' });
  await button('Save').click();
  await page.waitForURL('**/sign-in**');
  assert.ok(await page.evaluate(() => Object.keys(sessionStorage).some((key) => key.startsWith('draft:'))), 'nor is it lost with the session');
  await context.close();
  ok('a form says what may be there already, and loses nothing');
}
