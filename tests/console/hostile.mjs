// Texts that mean harm, or only mean to be long, in every text field of the main record types: they are shown as they are, run
// nothing, lead nowhere, and no page grows wider than its window.

import assert from 'node:assert/strict';

const CORPUS = [
  '<script>window.hit = 1</script>',
  '"><img src=x onerror="window.hit = 1">',
  "' autofocus onfocus='window.hit = 1' x='",
  'javascript:window.hit=1//',
  '--></title></style></textarea><svg onload=window.hit=1>',
  '{{7*7}} ${7*7} <%= 7*7 %> &lt;b&gt; { $title } %s %00 \\u003cb\\u003e',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2),
  'مرحبا بالعالم שלום עולם',
  '👩‍👩‍👧‍👦🏳️‍🌈🇳🇱 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘ 　',
];
/** Pages that show records of several types, or many at once. */
const TOGETHER = ['/home', '/calendar?who=all', '/calendar?view=week&who=all', '/calendar?view=day&who=all', '/deals/board', '/leads/board?by=status'];
const MUST = {
  organisations: ['name'],
  contacts: ['last_name'],
  leads: ['name'],
  products: ['name'],
  deals: ['name'],
  activities: ['subject'],
};

/** What a field can be given: free text, or lists of things with free text in them. */
function harmful(schema, components, text) {
  if (schema.$ref || schema.allOf) return undefined;
  const types = [schema.type].flat();
  if (types.includes('array')) {
    const parts = components[schema.items?.$ref?.split('/').pop()]?.properties;
    const filled = Object.entries(parts ?? {}).map(([name, part]) => [name, harmful(part, components, text)]);
    const some = filled.filter(([, value]) => typeof value === 'string');
    return some.length > 0 ? [Object.fromEntries(some)] : undefined;
  }
  // Free text has a pattern that keeps control characters out, and no other.
  const isFree = types.includes('string') && !schema.format && !schema.enum && (schema.pattern ?? '^(?=').startsWith('^(?=');
  return isFree ? [...text].slice(0, schema.maxLength ?? 200).join('').trim() || undefined : undefined;
}

async function fill(page, base) {
  const call = (method, path, body) => page.evaluate(async ([method, path, body]) => {
    const headers = { 'Content-Type': 'application/json', 'Change-Reason': 'hostile texts' };
    const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    return { status: response.status, json: await response.json() };
  }, [method, path, body]);
  await page.goto(`${base}/home`);
  const { json: { components: { schemas }, paths } } = await call('GET', '/openapi.json');
  const stage = (await call('GET', '/api/v1/stages?limit=1')).json.items[0].id;
  const made = [];
  for (const [plural, must] of Object.entries(MUST)) {
    const name = paths[`/${plural}`].post.requestBody.content['application/json'].schema.$ref.split('/').pop();
    for (const [number] of CORPUS.entries()) {
      const body = plural === 'deals' ? { stage_id: stage } : plural === 'activities' ? { kind: 'note', due: new Date().toISOString() } : {};
      let fields = 0;
      for (const [field, schema] of Object.entries(schemas[name].properties)) {
        const value = harmful(schema, schemas, CORPUS[(number + fields) % CORPUS.length]);
        if (value === undefined || body[field] !== undefined) continue;
        body[field] = value;
        fields += 1;
      }
      assert.ok(must.every((one) => body[one]), `${plural}: ${JSON.stringify(body)}`);
      let sent = await call('POST', `/api/v1/${plural}`, body);
      // A field that does not take such a text is left out, and the refusal is the right answer.
      if (sent.status === 422) {
        for (const { pointer } of sent.json.errors) delete body[pointer.split('/')[1]];
        sent = await call('POST', `/api/v1/${plural}`, body);
      }
      assert.equal(sent.status, 201, `${plural}: ${JSON.stringify(sent.json)}`);
      made.push({ plural, id: sent.json.id, title: sent.json.title });
    }
  }
  return made;
}

export async function hostile({ profile, console: base, state, look, fault, ok }) {
  const first = await profile({ storageState: state });
  first.isRefused = true;
  const made = await fill(await first.newPage(), base);
  await first.close();

  const context = await profile({ storageState: state });
  context.isRefused = true;
  const page = await context.newPage();
  page.on('dialog', (dialog) => fault(page.url(), `a dialog: ${dialog.message()}`));
  const inert = async (address, title) => {
    await page.goto(base + address);
    const found = await page.evaluate(() => ({
      hit: window.hit,
      foreign: document.querySelectorAll('img[src="x"], [onload], [onerror], [onfocus], script:not([src])').length,
      links: [...document.links].filter(({ protocol }) => !/^(https?|mailto|tel|blob):$/.test(protocol)).map(({ href }) => href),
      heading: document.querySelector('h1')?.textContent,
    }));
    if (found.hit || found.foreign > 0 || found.links.length > 0) fault(address, `not inert: ${JSON.stringify(found)}`);
    if (title !== undefined && found.heading.trim() !== title.trim()) fault(address, `${found.heading} is not ${title}`);
  };
  for (const { plural, id, title } of made) {
    await inert(`/${plural}/${id}`, title);
    await inert(`/${plural}/${id}/edit`);
  }
  for (const plural of Object.keys(MUST)) {
    const { id } = made.find((one) => one.plural === plural);
    for (const address of [`/${plural}?sort=-created_at`, `/${plural}/${id}/history`, `/${plural}/${id}/delete`]) await inert(address);
  }
  for (const address of TOGETHER) await inert(address);
  for (const text of CORPUS) {
    await inert(`/search?q=${encodeURIComponent(text.slice(0, 100))}`);
    await inert(`/contacts?q=${encodeURIComponent(text.slice(0, 100))}&filter=${encodeURIComponent(text)}&sort=${encodeURIComponent(text)}`);
  }
  await context.close();
  ok(`${made.length} records full of hostile texts are inert on every page`);

  for (const [colorScheme, width] of [['light', 1280], ['dark', 320]]) {
    const some = await profile({ storageState: state, colorScheme, viewport: { width, height: 900 } });
    const seen = await some.newPage();
    for (const address of TOGETHER) await look(seen, `hostile ${address} ${width}`, base + address);
    for (const plural of Object.keys(MUST)) {
      const of = made.filter((one) => one.plural === plural);
      await look(seen, `hostile ${plural} ${width}`, `${base}/${plural}?sort=-created_at`);
      await look(seen, `hostile long ${plural} ${width}`, `${base}/${plural}/${of[6].id}`);
      await look(seen, `hostile form ${plural} ${width}`, `${base}/${plural}/${of[6].id}/edit`);
    }
    await some.close();
  }
  ok('and their pages are no wider than their windows');
}
