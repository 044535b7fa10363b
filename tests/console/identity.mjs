// Somebody invited sets up a second factor, signs in with it in two steps, loses the telephone and uses a code from paper; an
// administrator takes the factor away, and she is told. Once with script and once without.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

const OWN = 'a sentence of her own';

/** What an authenticator app shows, so many steps from now (RFC 6238). */
function shown(secret, steps = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash.at(-1) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}

export async function identity({ profile, console: base, state, look, ok }) {
  for (const script of [true, false]) await secondFactor({ profile, base, state, look, script });
  ok('a second factor is set up, asked for, replaced by paper and taken away, with script and without');
}

async function secondFactor({ profile, base, state, look, script }) {
  const stamp = `${script ? 'with' : 'without'} script ${Date.now() % 1e6}`;
  const [name, email] = [`Ida ${stamp}`, `ida.${stamp.replaceAll(' ', '.')}@example.org`];
  const context = await profile({ storageState: state, javaScriptEnabled: script });
  const admin = await context.newPage();
  const button = (page, label) => page.getByRole('main').getByRole('button', { name: label, exact: true });
  const field = (page, label) => page.getByRole('main').getByLabel(label, { exact: true });
  const seen = async (page, label) => (script ? look(page, `identity ${label}`, page.url()) : undefined);
  await admin.goto(`${base}/administration/users/invite`);
  await field(admin, 'Name').fill(name);
  await field(admin, 'E-mail').fill(email);
  await field(admin, 'Profile').selectOption({ label: 'Sales' });
  await field(admin, 'Reason').fill('Starts on Monday');
  await button(admin, 'Make the invitation').click();
  const address = (await admin.locator('.secret').textContent()).trim();

  const hers = await profile({ javaScriptEnabled: script });
  hers.isRefused = true;
  const ida = await hers.newPage();
  await ida.goto(address);
  for (const [text, refusal] of [['qwertyuiop', 'Many people use this password'], [`${name}!`, 'not made of your name']]) {
    await field(ida, 'Password').fill(text);
    await button(ida, 'Save and sign in').click();
    await ida.getByRole('main').getByText(refusal).first().waitFor();
  }
  await field(ida, 'Password').fill(OWN);
  await button(ida, 'Save and sign in').click();
  await ida.waitForURL('**/home');

  // Set up.
  await ida.goto(`${base}/profile#second-factor`);
  await seen(ida, 'profile');
  await ida.getByRole('link', { name: 'Set it up' }).click();
  await ida.getByRole('img', { name: 'A picture that an authenticator app reads' }).waitFor();
  await seen(ida, 'offer');
  const secret = (await ida.getByRole('main').locator('.panel code').textContent()).replaceAll(' ', '');
  await field(ida, 'Code of six digits').fill('000000');
  await button(ida, 'Begin to use it').click();
  await ida.getByRole('main').getByText('This code is wrong').first().waitFor();
  await field(ida, 'Code of six digits').fill(shown(secret));
  await button(ida, 'Begin to use it').click();
  await ida.getByRole('heading', { level: 1, name: 'Recovery codes' }).waitFor();
  const codes = (await ida.locator('.secret').textContent()).trim().split('\n');
  assert.equal(codes.length, 10);
  await ida.reload();
  await ida.getByText('Codes are shown once').waitFor();
  await seen(ida, 'factor');

  // In two steps, by the telephone and then by paper.
  const signIn = async () => {
    await hers.clearCookies();
    await ida.goto(`${base}/sign-in?next=/deals`);
    await field(ida, 'E-mail').fill(email);
    await field(ida, 'Password').fill(OWN);
    await button(ida, 'Sign in').click();
  };
  await signIn();
  await ida.getByRole('heading', { level: 1, name: 'One more step' }).waitFor();
  await seen(ida, 'code');
  await field(ida, 'Code of six digits').fill(shown(secret, 1));
  await button(ida, 'Sign in').click();
  await ida.waitForURL('**/deals');
  await signIn();
  await ida.getByRole('link', { name: 'Use a recovery code' }).click();
  await field(ida, 'Recovery code').fill(codes[3].toUpperCase());
  await button(ida, 'Sign in').click();
  await ida.waitForURL('**/deals');
  await ida.goto(`${base}/sign-ins`);
  await ida.getByRole('main').getByText('Signed in: Password and recovery code').waitFor();
  await seen(ida, 'sign-ins');

  // Taken away, with a reason, and told.
  await admin.goto(`${base}/administration/users?q=${encodeURIComponent(name)}`);
  await admin.getByRole('main').getByRole('link', { name, exact: true }).click();
  await seen(admin, 'user');
  await admin.getByRole('link', { name: 'Take the second factor away' }).click();
  await seen(admin, 'take away');
  await field(admin, 'Reason').fill('Telephone lost in the canal');
  await button(admin, 'Take the second factor away').click();
  await admin.getByText('Saved.').first().waitFor();
  await ida.goto(`${base}/home`);
  await ida.waitForURL((url) => url.pathname === '/sign-in');
  await signIn();
  await ida.waitForURL('**/home');
  await ida.getByText('took away your second factor').waitFor();
  await seen(ida, 'told');
  await button(ida, 'I have seen this').click();
  await ida.waitForURL('**/home');
  assert.equal(await ida.getByText('About your account').count(), 0);
  await admin.goto(`${base}/sign-ins?who=all`);
  await seen(admin, 'sign-ins of all');
  await hers.close();
  await context.close();
}
