// Every page that the router knows is looked at, so that none is left out: an address without an example here is a fault. Each
// page is seen in some of the ways there are to look, so chosen that every pattern, and every pair of scheme, width and language,
// has its turn; FULL=1 looks at all pages in all ways.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const SCHEMES = ['light', 'dark'];
const WIDTHS = [1280, 768, 320];
// The last one is English in disguise, two fifths longer.
const LOCALES = ['en-GB', 'nl-NL', 'de-DE', 'fr-FR', 'en-XA'];
// Widths and languages in every pair; schemes take turns, so that each meets each of the others.
const WAYS = LOCALES.flatMap((locale, at) => WIDTHS.map((width, by) => ({ locale, width, colorScheme: SCHEMES[(at + by) % 2] })));
const ALL = LOCALES.flatMap((locale) => WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ locale, width, colorScheme }))));
/** Pages of one pattern that are looked at: of the record types some are as good as all, unless all are asked for. */
const KINDS = 6;
const STOPS = 12;
/** What is made by a page of its own, where its secret, its file or its reason belongs. */
const MADE_ELSEWHERE = ['attachments', 'impersonations', 'keys'];

/** The patterns of the pages that are read, from a router itself and from those that it leaves the rest of an address to. */
async function read(file, before) {
  const source = await readFile(new URL(`../../src/console/${file}`, import.meta.url), 'utf8');
  const body = source.slice(source.indexOf('async fn show('));
  const arms = body.slice(0, body.indexOf('\n}\n')).matchAll(/^\s+\[(.*)\] => (\w+)/gm);
  const found = [];
  for (const [, text, module] of arms) {
    const parts = text.split(',').map((part) => part.trim()).filter(Boolean);
    const named = parts.filter((part) => !part.endsWith('..')).map((part) => (part.startsWith('"') ? part.slice(1, -1) : `{${part}}`));
    const pattern = [before, ...named].join('/');
    if (named.length < parts.length) found.push(...(await read(`${module}/mod.rs`, pattern)));
    else found.push(pattern || '/');
  }
  return found;
}

async function patterns() {
  const found = await read('routes.rs', '');
  assert.ok(found.length > 15, `the router shows ${found.length} pages only`);
  return found;
}

/** What the addresses of patterns are made from, asked of the API. */
async function samples(page, base) {
  const ask = async (path) => (await page.request.get(`${base}${path}`)).json();
  const { paths } = await ask('/openapi.json');
  const kinds = Object.entries(paths).filter(([, { get }]) => get?.operationId?.startsWith('list'));
  const types = [];
  for (const plural of kinds.map(([path]) => path.slice(1)).filter((path) => paths[`/${path}/{id}/history`])) {
    const answer = await page.request.get(`${base}/api/v1/${plural}?limit=2`);
    const items = answer.ok() ? (await answer.json()).items : [];
    const makes = Boolean(paths[`/${plural}`].post) && !MADE_ELSEWHERE.includes(plural);
    types.push({ plural, makes, ids: items.map(({ id }) => id), merges: Boolean(paths[`/${plural}/{id}/merge`]) });
  }
  return types;
}

/** The addresses of a pattern. Of a page that asks for something, an address that gives it. */
async function addresses(pattern, types, page, base) {
  const records = (path) => types.filter(({ ids }) => ids.length > 0).map(({ plural, ids }) => path(plural, ids[0]));
  const one = (wanted, path) => types.filter(({ plural, ids }) => plural === wanted && ids.length > 0).map(({ ids }) => path(ids[0]));
  // The walk before changed a contact, one of the first in their list.
  const changed = async () => {
    for (const id of types.find(({ plural }) => plural === 'contacts').ids) {
      const { items } = await (await page.request.get(`${base}/api/v1/contacts/${id}/history`)).json();
      const update = items.find(({ action }) => action.endsWith('.updated'));
      if (update) return [`/contacts/${id}/undo?seq=${update.seq}`];
    }
    return [];
  };
  // Of users not the first one, who is the one that looks.
  const of = (name, path) => (types.find(({ plural }) => plural === name)?.ids ?? []).slice(-1).flatMap(path);
  const jobs = async () => {
    const { items } = await (await page.request.get(`${base}/api/v1/jobs`)).json();
    return items.slice(0, 2).map(({ id }) => `/jobs/${id}`);
  };
  const known = {
    '/': [],
    '/setup': [],
    '/sign-in': [],
    '/welcome': ['/welcome'],
    // They lead to a provider and back: single_sign_on.mjs goes there.
    '/sign-in/with/{id}': [],
    '/sign-in/with/{id}/return': [],
    '/sign-in/with/{id}/out': [],
    '/join': [],
    '/administration/users/{id}': of('users', (id) => [`/administration/users/${id}`]),
    '/administration/users/{id}/deactivate': of('users', (id) => [`/administration/users/${id}/deactivate`]),
    '/administration/users/{id}/handover': of('users', (id) => [`/administration/users/${id}/handover`]),
    '/administration/users/{id}/{what}': of('users', (id) => [`/administration/users/${id}/link`]),
    // Shown once: administration.mjs looks at it.
    '/administration/users/{id}/link-made': [],
    '/administration/rights/{id}': of('roles', (id) => [`/administration/rights/${id}`]),
    '/administration/rights/file/export': [],
    '/administration/groups/{id}': of('groups', (id) => [`/administration/groups/${id}`]),
    '/administration/fields/{id}': of('custom_fields', (id) => [`/administration/fields/${id}`]),
    // Which choice is meant stands in the address: administration.mjs looks at it.
    '/administration/fields/{id}/remove': [],
    '/administration/stages/{id}/remove': of('stages', (id) => [`/administration/stages/${id}/remove`]),
    '/{plural}/{id}/access': [...one('deals', (id) => `/deals/${id}/access`), ...one('contacts', (id) => `/contacts/${id}/access?action=update&field=birthday`)],
    '/leads/{id}/convert': async () => {
      const { items } = await (await page.request.get(`${base}/api/v1/leads?limit=1&filter=${encodeURIComponent('not (converted_at pr)')}`)).json();
      return items.map(({ id }) => `/leads/${id}/convert`);
    },
    '/search': ['/search', '/search?q=jan', '/search?q=nobody+here'],
    '/calendar': ['/calendar', '/calendar?view=week&who=all', '/calendar?view=day&who=all'],
    '/calendar.ics': [],
    '/calendar/move': one('activities', (id) => `/calendar/move?id=${id}`),
    '/{plural}/board': ['/deals/board', '/leads/board?by=status'],
    '/{plural}/board/move': one('deals', (id) => `/deals/board/move?id=${id}&by=stage_id`),
    '/{plural}/{id}/calendar.ics': [],
    '/{plural}': types.map(({ plural }) => `/${plural}`),
    '/{plural}/new': types.filter(({ makes }) => makes).map(({ plural }) => `/${plural}/new`),
    '/{plural}/export': types.map(({ plural }) => `/${plural}/export`),
    '/{plural}/{id}': records((plural, id) => `/${plural}/${id}`),
    '/{plural}/{id}/edit': records((plural, id) => `/${plural}/${id}/edit`),
    '/{plural}/{id}/history': records((plural, id) => `/${plural}/${id}/history`),
    '/{plural}/{id}/delete': records((plural, id) => `/${plural}/${id}/delete`),
    '/{plural}/{id}/undo': changed,
    // Drafts have an owner and an end: upkeep.mjs looks at them.
    '/import/{id}': [],
    '/import/{id}/check': [],
    '/{plural}/import': ['/contacts/import', '/deals/import'],
    '/journal/export': [],
    '/jobs/{id}': jobs,
    '/jobs/{id}/errors': [],
    '/jobs/{id}/records': async () => (await jobs()).map((job) => `${job}/records`),
    '/jobs/{id}/undo': [],
    '/{plural}/{id}/compare': async () => (await changed()).map((path) => path.replace(/undo.*/, 'compare')),
    '/{plural}/{id}/return': async () => (await changed()).map((path) => path.replace(/undo.*/, 'return?version=1')),
    '/{plural}/duplicates': ['/organisations/duplicates', '/contacts/duplicates'],
    '/{plural}/merge': types.filter(({ merges, ids }) => merges && ids.length > 1)
      .map(({ plural, ids }) => `/${plural}/merge?ids=${ids.join(',')}`),
    // A file is no page; and a merge there is only where somebody made one (record.mjs looks at it).
    '/attachments/{id}/content': [],
    '/{plural}/{id}/unmerge': [],
  };
  const given = known[pattern] ?? (pattern.includes('{') ? null : [pattern]);
  assert.ok(given, `${pattern} needs an example in tests/console/pages.mjs`);
  return typeof given === 'function' ? given() : given;
}

/** Goes through the page by Tab: whatever takes the focus shows it. */
async function unmarked(page) {
  const looks = () => page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    const { width, height } = one.getBoundingClientRect();
    const marked = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    return { marked: marked || width * height === 0, name: one.outerHTML.slice(0, 80) };
  });
  // A date has several stops within itself, of which the browser marks the part.
  const [faults, fine] = [[], new Set()];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const seen = await looks();
    if (seen?.marked) fine.add(seen.name);
    if (seen && !fine.has(seen.name)) faults.push(seen.name);
  }
  return faults;
}

export async function everyPage({ profile, console: base, state, look, fault, ok, full }) {
  const asking = await (await profile({ storageState: state })).newPage();
  const types = await samples(asking, base);
  const seen = [];
  for (const pattern of await patterns()) {
    const all = await addresses(pattern, types, asking, base);
    const some = full ? all : all.filter((_, at) => at % Math.ceil(all.length / KINDS) === 0);
    some.forEach((address, at) => seen.push({ pattern, address, at: seen.length, first: at === 0 }));
  }
  await asking.context().close();
  const ways = full ? ALL : WAYS;
  for (const [number, way] of ways.entries()) {
    const { width, colorScheme, locale } = way;
    const context = await profile({ storageState: state, colorScheme, locale, viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const { address, at, first } of seen) {
      // Steps of seven reach all ways: seven and fifteen have no divisor in common.
      if (!full && (at * 7) % ways.length !== number && ((at * 7 + 4) % ways.length !== number || !first)) continue;
      const label = `page ${address.replace(/[0-9a-f-]{36}/g, 'one')} ${colorScheme} ${width} ${locale}`;
      await look(page, label, base + address);
      if (first) for (const what of await unmarked(page)) fault(label, `no mark of the focus: ${what}`);
    }
    await context.close();
  }
  ok(`looked at ${seen.length} pages of all patterns of the router, ${full ? 'each' : 'together'} in ${ways.length} ways`);
}
