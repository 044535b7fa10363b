// The smoke of the console: a person signs in, finds a contact, changes it and says why, and sees that in its history.
// Every page is looked at in light and dark, wide and narrow: axe without a finding, no sideways scrolling, no foreign
// address, no error in the browser. The walk is done with script and again without.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

import { administration } from './administration.mjs';
import { gallery } from './gallery.mjs';
import { hostile } from './hostile.mjs';
import { identity } from './identity.mjs';
import { firstCustomers, journeys } from './journeys.mjs';
import { lists } from './lists.mjs';
import { everyPage } from './pages.mjs';
import { planning } from './planning.mjs';
import { record } from './record.mjs';
import { shell } from './shell.mjs';
import { singleSignOn } from './single_sign_on.mjs';
import { upkeep } from './upkeep.mjs';

const { TOOLS, CHROMIUM, SHOTS, CONSOLE, SETUP, EMAIL, PASSWORD } = process.env;
const require = createRequire(path.join(TOOLS, 'package.json'));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

// The names the pages go by, and nothing else of them, in one place.
const at = { home: '/', signIn: '/sign-in', contacts: '/contacts' };
const name = {
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  yourName: 'Your name',
  createAdministrator: 'Create administrator',
  edit: 'Edit',
  lastName: 'Last name',
  reason: 'Reason',
  save: 'Save',
  history: 'History',
};
const field = (page, label) => page.getByLabel(label, { exact: true });
const button = (page, label) => page.getByRole('button', { name: label, exact: true });
const link = (page, label) => page.getByRole('link', { name: label, exact: true });
const either = (page, label) => link(page, label).or(button(page, label)).first();
const firstContact = (page) => page.getByRole('main').getByRole('rowheader').getByRole('link').first();

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'];
const WIDTHS = [1280, 360];
// One language for each of the ways to look; the last is English in disguise, two fifths longer.
const LOCALES = ['nl-NL', 'de-DE', 'fr-FR', 'en-XA'];
const PATIENCE = 10_000;

const faults = [];
const fault = (where, what) => {
  faults.push(`${where}: ${what}`);
  console.error(`  fault  ${where}: ${what}`);
};

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

// A fresh profile whose pages may talk to our own server only, and may not complain.
async function profile(options = {}) {
  const context = await browser.newContext({ viewport: { width: WIDTHS[0], height: 900 }, locale: 'en-GB', ...options });
  context.setDefaultTimeout(PATIENCE);
  await context.route('**/*', (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:') return route.continue();
    fault(route.request().frame().url(), `asks for ${route.request().url()}`);
    return route.abort();
  });
  context.on('page', (page) => {
    page.on('pageerror', (error) => fault(page.url(), `script: ${error.message}`));
    page.on('console', (message) => {
      // A walk that sends what is to be refused says so.
      const isRefusal = context.isRefused && / status of 4\d\d /.test(message.text());
      if (message.type() === 'error' && !isRefusal) fault(page.url(), `browser: ${message.text()}`);
    });
  });
  return context;
}

async function signIn(page) {
  await page.goto(CONSOLE + at.signIn);
  await field(page, name.email).fill(EMAIL);
  await field(page, name.password).fill(PASSWORD);
  await button(page, name.signIn).click();
  await page.waitForURL((url) => !url.pathname.startsWith(at.signIn));
}

// Sign in, list, record, change with a reason, history. The paths of the pages seen.
async function walk(script) {
  const context = await profile({ javaScriptEnabled: script });
  const page = await context.newPage();
  await page.goto(CONSOLE + at.home);
  await page.waitForURL((url) => url.pathname === at.signIn, { timeout: PATIENCE });
  await signIn(page);
  await page.goto(CONSOLE + at.contacts);
  const title = (await firstContact(page).textContent()).trim();
  await firstContact(page).click();
  await page.waitForURL((url) => url.pathname.startsWith(`${at.contacts}/`));
  const record = new URL(page.url()).pathname;
  assert.ok((await page.getByRole('heading', { level: 1 }).textContent()).trim().length > 0, 'a record has a heading');

  if (!(await button(page, name.save).isVisible())) await either(page, name.edit).click();
  await field(page, name.lastName).waitFor();
  const form = new URL(page.url()).pathname;
  const stamp = `${script ? 'with' : 'without'} script ${Date.now()}`;
  const before = await field(page, name.lastName).inputValue();
  await field(page, name.lastName).fill(`${before} ${stamp}`.slice(-60));
  await field(page, name.reason).fill(`Married, ${stamp}`);
  await button(page, name.save).click();
  await page.getByRole('main').getByText(stamp).first().waitFor();

  await page.goto(CONSOLE + record);
  const why = page.getByRole('main').getByText(`Married, ${stamp}`).first();
  if (!(await why.isVisible())) await either(page, name.history).click();
  await why.waitFor();
  const history = new URL(page.url()).pathname;
  console.log(`  ok     walk ${script ? 'with' : 'without'} script: ${title} is changed, and the history says why`);
  const state = await context.storageState();
  await context.close();
  return { state, pages: [...new Set([at.contacts, record, form, history])] };
}

async function look(page, label, address, act) {
  await page.goto(address);
  await page.getByRole('main').waitFor();
  await act?.();
  await page.screenshot({ path: path.join(SHOTS, `${label.replaceAll(/[^a-z0-9]+/gi, '-')}.png`), fullPage: !act });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) fault(label, `scrolls sideways by ${wide} pixels`);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  for (const { id, help, nodes } of violations) {
    fault(label, `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
  }
}

async function lookEverywhere(pages, options = {}) {
  const locales = LOCALES.values();
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      const locale = locales.next().value;
      const context = await profile({ ...options, colorScheme, locale, viewport: { width, height: 900 } });
      const page = await context.newPage();
      for (const [number, [label, address]] of Object.entries(pages).entries()) {
        await look(page, `${number} ${label} ${colorScheme} ${width} ${locale}`, address);
      }
      await context.close();
    }
  }
  console.log(`  ok     looked at ${Object.keys(pages).join(', ')} in ${SCHEMES.length * WIDTHS.length} ways`);
}

// The first minutes of an empty installation: the link on the terminal makes the first administrator.
async function setUp() {
  const page = await (await profile()).newPage();
  await page.goto(SETUP);
  await field(page, name.yourName).fill('First Administrator');
  await field(page, name.email).fill(EMAIL);
  await field(page, name.password).fill(PASSWORD);
  await button(page, name.createAdministrator).click();
  await page.waitForURL((url) => url.pathname !== '/setup');
  await firstCustomers(page, new URL(SETUP).origin);
  console.log('  ok     the set-up link makes the first administrator, who brings the first customers');
  await page.context().close();
}

const ok = (what) => console.log(`  ok     ${what}`);

/** Whether a part is asked for: all are, or those that ONLY names, with commas between. */
const isAsked = (name) => !process.env.ONLY || process.env.ONLY.split(',').includes(name);

/** A session that has just begun. */
async function fresh() {
  const context = await profile();
  await signIn(await context.newPage());
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Does one part after the other; what is wrong with one does not hide what is wrong with the next. */
async function parts(tools, all) {
  for (const part of all.filter(({ name }) => isAsked(name))) {
    try {
      // What is dangerous takes a proof from a moment ago: each part begins with one.
      await part({ ...tools, state: await fresh() });
    } catch (error) {
      fault(part.name, error.stack ?? error.message);
    }
  }
}

/** Everything: how pages look, and what people do on them. */
async function whole() {
  if (isAsked('first')) {
    await lookEverywhere({ 'set-up': SETUP });
    await setUp();
    await lookEverywhere({ 'sign-in': CONSOLE + at.signIn });
    await walk(false);
  }
  const { state, pages } = await walk(true);
  if (isAsked('first')) {
    const name = (address) => address.replace(/[0-9a-f-]{20,}/, 'one');
    await lookEverywhere(Object.fromEntries(pages.map((one) => [name(one), CONSOLE + one])), { storageState: state });
  }
  const tools = { profile, console: CONSOLE, state, look, fault, ok, full: process.env.FULL === '1' };
  if (process.env.GALLERY) return gallery(tools);
  await parts(tools, [shell, journeys, lists, administration, identity, upkeep, planning, record, singleSignOn, hostile, everyPage]);
}

/** What people do, for another engine; how it looks was seen. */
async function main() {
  await walk(false);
  const { state } = await walk(true);
  const seen = async (page, label, address, act) => {
    await page.goto(address);
    await page.getByRole('main').waitFor();
    await act?.();
  };
  await parts({ profile, console: CONSOLE, state, look: seen, fault, ok }, [journeys, lists, upkeep, record]);
}

try {
  await (process.env.PATHS === 'main' ? main() : whole());
} catch (error) {
  fault('the walk', error.stack ?? error.message);
} finally {
  await browser.close();
}
console.log(`console smoke: ${faults.length === 0 ? 'passed' : `${faults.length} faults`}`);
process.exitCode = faults.length === 0 ? 0 : 1;
