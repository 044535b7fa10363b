// The pictures of the README: twelve main pages with the data of the demo, as somebody sees them who works with it.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';

const VIEW = { width: 1280, height: 860 };

/** Gives whoever looks something to do: tasks of this week, and deals of his own. */
async function occupy(page, base, email) {
  await page.goto(`${base}/profile`);
  await page.evaluate(async (email) => {
    const call = async (method, path, body) => {
      const headers = { 'Content-Type': 'application/json', 'Change-Reason': 'Shared out for the new quarter' };
      const response = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      return response.json();
    };
    const me = (await call('GET', `/users?filter=${encodeURIComponent(`email eq "${email}"`)}`)).items[0].id;
    for (const { id } of (await call('GET', '/deals?limit=24&sort=-created_at')).items) await call('PATCH', `/deals/${id}`, { owner_id: me });
    const days = (count) => new Date(Date.now() + count * 86_400_000).toISOString();
    for (const [kind, subject, due] of [
      ['call', 'Ask whether the samples arrived', -1],
      ['task', 'Send the revised offer', 0.2],
      ['meeting', 'Visit the new branch in Utrecht', 2],
      ['task', 'Prepare the yearly contract', 3],
    ]) await call('POST', '/activities', { kind, subject, due: days(due), owner_id: me });
  }, email);
}

export async function gallery({ profile, console: base, state, ok }) {
  const folder = process.env.GALLERY;
  await mkdir(folder, { recursive: true });
  const asking = await (await profile({ storageState: state })).newPage();
  const first = async (plural, query = '') => {
    const answer = await asking.request.get(`${base}/api/v1/${plural}?limit=2${query}`);
    return (await answer.json()).items.map(({ id }) => id);
  };
  await occupy(asking, base, process.env.EMAIL);
  const [organisation] = await first('organisations', '&sort=-title');
  const [deal] = await first('deals');
  const contacts = await first('contacts', '&sort=-title');
  await asking.context().close();
  const pages = {
    'home': '/home',
    'list': '/organisations',
    'groups': '/deals?group=stage_id',
    'board': '/deals/board',
    'calendar': '/calendar?view=week&who=all',
    'record': `/organisations/${organisation}`,
    'form': `/deals/${deal}/edit`,
    'merge': `/contacts/merge?ids=${contacts.join(',')}`,
    'import': '/contacts/import',
    'journal': '/journal',
    'administration': '/administration',
    'system': '/system',
  };
  for (const [number, [name, address]] of Object.entries(pages).entries()) {
    const colorScheme = number % 3 === 2 ? 'dark' : 'light';
    const context = await profile({ storageState: state, viewport: VIEW, colorScheme });
    const page = await context.newPage();
    await page.goto(base + address);
    await page.getByRole('main').waitFor();
    await page.screenshot({ path: path.join(folder, `${name}.jpg`), type: 'jpeg', quality: 80 });
    await context.close();
  }
  ok(`${Object.keys(pages).length} pictures are in ${folder}`);
}
