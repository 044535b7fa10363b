// A day of somebody who plans: a task made and ticked off at home, a meeting put on a day and moved, a deal moved on the board.
// By mouse, by keyboard and without script; every step can be taken back. One function, called by the smoke with its own tools.

import assert from 'node:assert/strict';

const iso = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export async function planning({ profile, console: base, state, ok }) {
  const context = await profile({ storageState: state });
  const page = await context.newPage();
  const open = (path) => page.goto(base + path);
  const press = (name) => page.getByRole('main').getByRole('button', { name, exact: true });
  const stamp = `${Date.now()}`.slice(-6);

  // Home: a task is made, found, ticked off, and taken back.
  await open('/home');
  await page.getByRole('link', { name: 'New task' }).click();
  const task = `Call the printer ${stamp}`;
  await page.getByLabel('Subject', { exact: true }).fill(task);
  await page.getByLabel('Due', { exact: true }).fill(`${iso(1)}T10:00`);
  await press('Save').click();
  await open('/home');
  await press(`Mark “${task}” as done`).click();
  await page.getByText(`“${task}” was changed.`).waitFor();
  assert.equal(await page.getByRole('link', { name: task }).count(), 0, 'what is done is not to do');
  await press('Undo').click();
  await page.getByRole('main').getByRole('link', { name: task }).waitFor();
  ok('a task is made, ticked off and taken back at home');

  // The calendar: a meeting on a day, moved by mouse and by keyboard.
  const monday = new Date(Date.now() + ((8 - new Date().getUTCDay()) % 7 || 7) * 86_400_000).toISOString().slice(0, 10);
  const later = new Date(Date.parse(monday) + 2 * 86_400_000).toISOString().slice(0, 10);
  const week = `/calendar?view=week&day=${monday}`;
  const day = (name) => page.locator(`[data-drop="${name}"]`);
  await open(week);
  await day(monday).hover();
  await day(monday).getByRole('link', { name: /^New activity on/ }).click();
  const meeting = `Demo for the board ${stamp}`;
  await page.getByLabel('Subject', { exact: true }).fill(meeting);
  const written = new Date(monday).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  assert.equal(await page.getByLabel('Starts', { exact: true }).inputValue(), `${written} 09:00`, 'the day is filled in');
  await press('Save').click();
  await open(week);
  await day(monday).locator('[data-id]', { hasText: meeting }).dragTo(day(later));
  await page.getByText(`“${meeting}” was changed.`).waitFor();
  await day(later).getByText(meeting).waitFor();
  assert.match(await day(later).locator('.entry', { hasText: meeting }).textContent(), /09:00–10:00/, 'the hour stays');
  await press('Undo').click();
  await day(monday).getByText(meeting).waitFor();
  await day(monday).getByRole('link', { name: `Move “${meeting}”` }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Day', { exact: true }).fill(later);
  await page.getByLabel('Time', { exact: true }).fill('14:30');
  await page.keyboard.press('Enter');
  await day(later).getByText('14:30–15:30').waitFor();
  const file = await page.request.get(`${base}/calendar.ics?view=week&day=${monday}`);
  assert.ok((await file.text()).includes(`SUMMARY:${meeting}`), 'it leaves as a file');
  ok('a meeting is put on a day, dragged, taken back and moved by keyboard');

  // The board: a card dragged, its figures moved along, and taken back.
  await open('/deals/board');
  const lanes = page.locator('.lane');
  const count = async (at) => Number((await lanes.nth(at).locator('.badge').textContent()).replaceAll(/\D/g, ''));
  const before = [await count(0), await count(1)];
  const card = lanes.nth(0).locator('[data-id]').first();
  const title = (await card.getByRole('link').first().textContent()).trim();
  await card.dragTo(lanes.nth(1).locator('header'));
  await page.getByText(`“${title}” was changed.`).waitFor();
  assert.deepEqual([await count(0), await count(1)], [before[0] - 1, before[1] + 1], 'the figures follow at once');
  await press('Undo').click();
  await page.getByText(`“${title}” was changed.`).waitFor({ state: 'detached' });
  assert.deepEqual([await count(0), await count(1)], before);
  ok('a deal is dragged on the board, and taken back');

  // The menu of a card, by keyboard; and what a large board comes to, which is told when it is known.
  const other = lanes.nth(0).locator('[data-id]').first();
  await other.getByRole('button', { name: /^Move/ }).focus();
  await page.keyboard.press('Enter');
  await other.getByRole('link', { name: 'Edit' }).waitFor();
  await page.keyboard.press('Escape');
  assert.ok(await other.getByRole('button', { name: /^Move/ }).evaluate((one) => one === document.activeElement));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByText(/“.*” was changed\./).waitFor();
  assert.deepEqual([await count(0), await count(1)], [before[0] - 1, before[1] + 1], 'the first column of the menu is the next');
  await press('Undo').click();
  await page.waitForURL((url) => !url.search.includes('moved'));
  await open('/deals/board?totals=0');
  await lanes.nth(0).locator('.badge', { hasText: `${before[0]}` }).waitFor();
  ok('a card has a menu, and a large board is counted after it is there');
  await context.close();

  // By the clock on the wall of somebody in New York, who types as people write.
  const abroad = await profile({ storageState: state, timezoneId: 'America/New_York' });
  const early = await abroad.newPage();
  const save = early.getByRole('main').getByRole('button', { name: 'Save', exact: true });
  await early.goto(`${base}/profile`);
  await early.getByRole('button', { name: 'As in this browser: America/New York' }).click();
  await save.click();
  await early.getByText('Saved.').waitFor();
  await early.waitForURL((url) => !url.searchParams.has('done'));
  await early.goto(`${base}/activities/new?kind=task`);
  const due = early.getByLabel('Due', { exact: true });
  await early.locator('.picker').first().evaluate((picker) => {
    picker.value = '2026-12-01T10:00';
    picker.dispatchEvent(new Event('change'));
  });
  assert.equal(await due.inputValue(), '1 Dec 2026 10:00', 'what the calendar gives is written as people write');
  await due.fill('tomorrow 9 am');
  await early.getByLabel('Subject', { exact: true }).fill(`Ring New York ${stamp}`);
  await save.click();
  const time = early.locator('.facts time', { hasText: / 09:00$/ }).first();
  const stored = new Date(await time.getAttribute('datetime'));
  assert.equal(stored.toLocaleTimeString('en-GB', { timeZone: 'America/New_York' }), '09:00:00');
  await early.getByRole('link', { name: 'Download .ics' }).waitFor();
  await abroad.close();
  ok('times are those of the time zone that somebody chose');

  const phone = await profile({ storageState: state, viewport: { width: 360, height: 740 } });
  const small = await phone.newPage();
  await small.goto(`${base}/calendar`);
  const { y } = await small.locator('#today').boundingBox();
  assert.ok(y >= 0 && y < 740, 'on a phone a month begins at today');
  await phone.close();

  // The same without script.
  const bare = await profile({ storageState: state, javaScriptEnabled: false });
  const still = await bare.newPage();
  await still.goto(`${base}/deals/board`);
  const plain = still.locator('.lane').nth(0).getByRole('listitem').first();
  await plain.hover();
  await plain.getByRole('link', { name: /^Move/ }).click();
  await still.getByRole('main').getByRole('combobox').first().selectOption({ index: 1 });
  await still.getByRole('main').getByRole('button', { name: 'Move', exact: true }).click();
  await still.getByRole('main').getByRole('status').getByText(/was changed\.$/).waitFor();
  await still.getByRole('main').getByRole('button', { name: 'Undo' }).click();
  await still.waitForURL((url) => !url.search.includes('moved'));
  await still.goto(`${base}/calendar?view=day&day=${later}`);
  await still.getByRole('row', { name: meeting }).getByRole('button', { name: /^Done/ }).click();
  await still.getByRole('row', { name: meeting }).getByRole('button', { name: /^Not done/ }).waitFor();
  await bare.close();
  ok('board and calendar work without script');
}
