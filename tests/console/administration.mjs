// An administrator's setup, acting as one: somebody is invited and comes in by the link, joins a group, a stage moves and goes with
// its deals moved elsewhere, and who leaves is out at once. Once with script and once without.

import assert from 'node:assert/strict';

export async function administration({ profile, console: base, state, look, ok }) {
  for (const script of [true, false]) await setUp({ profile, base, state, look, script });
  await onWatch({ profile, base, state, look, ok });
  ok('an administrator invites, groups, takes a stage away and keeps somebody out, with script and without');
}

async function setUp({ profile, base, state, look, script }) {
  const stamp = `${script ? 'with' : 'without'} script ${Date.now() % 1e6}`;
  const [name, email] = [`Eve ${stamp}`, `${stamp.replaceAll(' ', '.')}@example.org`];
  const context = await profile({ storageState: state, javaScriptEnabled: script });
  context.isRefused = true;
  const page = await context.newPage();
  const main = page.getByRole('main');
  const open = (path) => page.goto(base + path);
  const field = (label) => main.getByLabel(label, { exact: true });
  const press = (label) => main.getByRole('button', { name: label, exact: true }).click();
  const follow = (label) => main.getByRole('link', { name: label, exact: true }).first().click();
  const saved = () => main.getByText('Saved.').waitFor();

  // Invited, and in by the link.
  await open('/administration');
  await follow('Users and invitations');
  await follow('Invite somebody');
  await press('Make the invitation');
  await main.getByRole('link', { name: 'E-mail is needed.' }).waitFor();
  const invite = async () => {
    await field('Name').fill(name);
    await field('E-mail').fill(email);
    await field('Profile').selectOption({ label: 'Sales' });
    await main.getByRole('group', { name: 'Groups' }).getByRole('checkbox').last().check();
    await field('Reason').fill('Starts on Monday');
    await press('Make the invitation');
    await main.locator('.secret').waitFor();
  };
  if (script) await look(page, 'administration link', `${base}/administration/users/invite`, invite);
  else await invite();
  const address = (await main.locator('.secret').textContent()).trim();
  if (script) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press('Copy');
    await page.getByText('Copied.').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
  }
  await page.reload();
  await main.getByText('A link is shown once').waitFor();
  assert.ok(address.startsWith(`${base}/join?token=`), address);
  const other = await profile({ javaScriptEnabled: script });
  other.isRefused = true;
  const eve = await other.newPage();
  if (script) await look(eve, 'administration join', address);
  await eve.goto(address);
  await eve.getByLabel('Password', { exact: true }).fill('a sentence of her own');
  await eve.getByRole('button', { name: 'Save and sign in' }).click();
  await eve.waitForURL('**/home');
  assert.equal((await eve.goto(address)).status(), 403, 'a link works once');

  // A member of a group.
  await open('/administration/groups');
  await main.getByRole('rowheader').getByRole('link').first().click();
  await main.getByRole('group', { name: 'Not in the group' }).getByLabel(name).check();
  await press('Save');
  await saved();
  await main.getByRole('group', { name: 'Members' }).getByLabel(name).waitFor();

  // A stage of her own, moved, and gone with its deals.
  await open('/administration/pipelines');
  await main.getByRole('link', { name: 'New stage Sales' }).click();
  await field('Name').fill(`Stage ${stamp}`);
  assert.ok(Number(await field('Probability').inputValue()) > 50, 'between its neighbours');
  await press('Save');
  await saved();
  const row = () => main.getByRole('row').filter({ hasText: `Stage ${stamp}` });
  await row().getByRole('button', { name: `Move Stage ${stamp} up` }).click();
  await saved();
  if (script) {
    const top = await main.getByRole('rowheader', { name: 'New', exact: true }).boundingBox();
    await row().locator('.handle').hover();
    await page.mouse.down();
    await page.mouse.move(top.x + 40, top.y + 4, { steps: 8 });
    await page.mouse.up();
    const first = main.getByRole('table').first().getByRole('row').nth(1);
    await first.filter({ hasText: `Stage ${stamp}` }).waitFor();
  }
  await open('/deals/new');
  await field('Name').fill(`Deal ${stamp}`);
  await field('Stage').selectOption({ label: `Stage ${stamp}` });
  await press('Save');
  await main.getByRole('heading', { level: 1, name: `Deal ${stamp}` }).waitFor();
  const deal = new URL(page.url()).pathname;
  await open('/administration/pipelines');
  await row().getByRole('link', { name: `Remove Stage ${stamp}` }).click();
  await field('Move the deals to').selectOption({ label: 'New' });
  await field('Reason').fill('Fewer steps');
  await press('Remove the stage');
  await saved();
  assert.equal(await row().count(), 0);
  await open(deal);
  await main.getByRole('link', { name: 'New', exact: true }).first().waitFor();

  // Products are called otherwise here, and then again as before.
  await open('/administration/labels');
  await field('Record type').selectOption({ label: 'Products' });
  await press('Show');
  if (script) await look(page, 'administration labels', page.url());
  for (const [one, many, title] of [['Article', 'Articles', 'Articles'], ['', '', 'Products']]) {
    await field('One is called, English').fill(one);
    await field('Several are called, English').fill(many);
    await press('Save');
    await saved();
    await open('/products');
    await main.getByRole('heading', { level: 1, name: title }).waitFor();
    await open('/administration/labels?type=product');
  }

  // A field of their own, of whose choices one goes.
  const size = `x_size_${Date.now() % 1e6}`;
  await open('/custom_fields/new');
  await field('Record type').selectOption({ label: 'Contacts' });
  await field('Name').fill(size);
  await main.locator('[name="label"]').fill(`Size ${stamp}`);
  await field('Kind').selectOption({ label: 'Choice' });
  const choices = main.getByRole('group', { name: 'Choices', exact: true });
  for (const [at, [code, label]] of [['s', 'Small'], ['l', 'Large']].entries()) {
    if (script && at > 0) await choices.getByRole('button', { name: 'Add', exact: true }).click();
    await choices.locator(`[name="choices.${at}.code"]`).fill(code);
    await choices.locator(`[name="choices.${at}.label"]`).fill(label);
  }
  await press('Save');
  await open('/administration/fields');
  await follow(`Size ${stamp}`);
  if (script) await look(page, 'administration field', page.url());
  await main.getByRole('link', { name: 'Remove Small' }).click();
  if (script) await look(page, 'administration choice', page.url());
  await press('Remove the choice');
  await saved();
  assert.equal(await main.getByRole('rowheader', { name: 'Small' }).count(), 0);

  // What she looks after goes to nobody as she leaves, and comes back when that is taken back. She is out at once.
  await open('/organisations/new');
  await field('Name').fill(`Acme ${stamp}`);
  await field('Owner').selectOption({ label: name });
  await press('Save');
  await main.getByRole('heading', { level: 1, name: `Acme ${stamp}` }).waitFor();
  await open(`/administration/users?q=${encodeURIComponent(name)}`);
  await follow(name);
  await follow('Deactivate');
  if (script) await look(page, 'administration leave', page.url());
  await field('Hand it over to').selectOption({ label: 'nobody' });
  await field('Reason').fill('Left again');
  await press('Deactivate');
  await page.waitForURL('**/jobs/*');
  for (let tries = 0; !(await page.locator('[data-over]').count()) && tries < 200; tries += 1) {
    if (script) await page.waitForTimeout(100);
    else await page.getByRole('link', { name: 'Refresh' }).click();
  }
  await main.getByText('handed over').first().waitFor();
  if (script) await look(page, 'administration handover', page.url());
  await follow('Undo the handover');
  await field('Reason').fill('Not yet');
  await press('Undo the handover');
  await main.getByText('The handover was taken back.').waitFor();
  await open(`/administration/users?q=${encodeURIComponent(name)}`);
  await main.getByText('Deactivated').nth(1).waitFor();
  await follow(name);
  await main.getByRole('link', { name: 'Hand over' }).waitFor();
  await eve.goto(`${base}/home`);
  await eve.waitForURL((url) => url.pathname === '/sign-in');
  await other.close();
  await context.close();
}

/** Somebody is acted as under a banner, a role is given for some hours and taken back, and rights leave and come back as a file. */
async function onWatch({ profile, base, state, look, ok }) {
  const context = await profile({ storageState: state });
  context.isRefused = true;
  const page = await context.newPage();
  const main = page.getByRole('main');
  const press = (label) => main.getByRole('button', { name: label, exact: true }).first().click();
  await page.goto(`${base}/administration/acting`);
  const person = await main.getByLabel('As whom').locator('option').nth(1).textContent();
  await main.getByLabel('As whom').selectOption({ label: person });
  await press('Begin');
  await main.getByRole('link', { name: 'Say why.' }).waitFor();
  await main.getByLabel('Reason').fill('To see the list as it is seen there');
  await press('Begin');
  await page.waitForURL('**/home');
  // It is in the language of whoever is acted as.
  const banner = page.locator('aside.acting');
  await banner.getByText(person).waitFor();
  await look(page, 'administration acting', `${base}/home`);
  await banner.getByRole('button').click();
  await page.waitForURL('**/administration/acting');
  await main.getByRole('cell', { name: 'To see the list as it is seen there' }).first().waitFor();

  await page.goto(`${base}/administration/emergency`);
  await main.getByLabel('Who').selectOption({ label: person });
  await main.getByLabel('Role').selectOption({ label: 'Management' });
  await main.getByLabel('Reason').fill('The owner is on a plane');
  await press('Give the role');
  await main.getByText('Now', { exact: true }).waitFor();
  await look(page, 'administration emergency', page.url());
  await main.getByRole('button', { name: /^End now/ }).click();
  await main.getByText('Saved.').waitFor();
  assert.equal(await main.getByRole('button', { name: /^End now/ }).count(), 0);

  await page.goto(`${base}/administration/rights/file`);
  const [file] = await Promise.all([page.waitForEvent('download'), main.getByRole('link', { name: 'Download' }).click()]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString().replace('Helps customers:', `Helps customers (${Date.now() % 1e6}):`);
  await look(page, 'administration rights file', page.url(), async () => {
    const buffer = Buffer.from(text);
    await main.getByLabel('A file to compare').setInputFiles({ name: 'rights.toml', mimeType: 'application/toml', buffer });
    await press('Compare');
    await main.getByText('Role “Support” is changed').waitFor();
  });
  await main.getByRole('textbox', { name: 'Reason' }).fill('Said more plainly');
  await press('Read the file');
  await main.getByRole('status').getByText('Saved.').waitFor();
  await context.close();
  ok('somebody is acted as under a banner, has emergency access for a while, and rights come back from a file');
}
