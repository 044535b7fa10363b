// Single sign-on with a real provider (oidc-provider), acting as people: an administrator adds and tests it, somebody comes in by it who
// was not known before, signs out here and there, and is out here when the provider says so.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import path from 'node:path';

const SECRET = 'a secret with : and & in it';

/** The provider: whoever gives a name is signed in by it, and grants all that is asked for. */
async function provider(port, server, base, back, logout) {
  const require = createRequire(path.join(process.env.TOOLS, 'package.json'));
  const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')).href);
  const one = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{
      client_id: 'beheer',
      client_secret: SECRET,
      redirect_uris: [back],
      post_logout_redirect_uris: [`${base}/sign-in`],
      backchannel_logout_uri: logout,
      backchannel_logout_session_required: true,
    }],
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
    cookies: { keys: ['tests'] },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `<!doctype html><html lang="en"><title>Out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign out</button>`;
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = '<!doctype html><html lang="en"><title>Gone</title>';
        },
      },
    },
    pkce: { required: () => true },
    findAccount: (ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: `${sub} Jansen`, given_name: sub, family_name: 'Jansen', email: `${sub}@sso.example`, email_verified: true, groups: ['staff'] }),
    }),
    interactions: { url: (ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = one.callback();
  server.on('request', (request, response) => {
    const url = new URL(request.url, one.issuer);
    if (!url.pathname.startsWith('/interaction/')) return answer(request, response);
    const account = url.searchParams.get('account');
    if (account) return one.interactionFinished(request, response, { login: { accountId: account } });
    response.setHeader('content-type', 'text/html');
    return response.end('<!doctype html><html lang="en"><title>In</title><form><label>Account <input name="account"></label><button>Go on</button></form>');
  });
}

export async function singleSignOn({ profile, console: base, state, look, ok }) {
  const server = createServer();
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  const { port } = server.address();
  const issuer = `http://127.0.0.1:${port}`;
  const admin = await profile({ storageState: state });
  admin.isRefused = true;
  const page = await admin.newPage();
  const main = page.getByRole('main');
  const press = (label) => main.getByRole('button', { name: label }).click();
  try {
    await look(page, 'single sign-on none', `${base}/administration/sign-in`);
    await main.getByRole('link', { name: 'New provider' }).click();
    await main.getByLabel('Name', { exact: true }).fill('Company login');
    await main.getByLabel('Issuer', { exact: true }).fill(issuer);
    await main.getByLabel('Client id', { exact: true }).fill('beheer');
    await main.getByLabel('Make users', { exact: true }).selectOption({ label: 'Yes' });
    await main.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL('**/administration/sign-in*');
    const there = main.getByRole('region', { name: 'Company login' });
    const address = (name) => there.locator('div').filter({ has: page.getByText(name, { exact: true }) }).locator('code').textContent();
    await provider(port, server, base, (await address('Redirect address')).trim(), (await address('Back-channel logout address')).trim());
    await there.getByText('Set the client secret').click();
    await there.getByLabel('Client secret', { exact: true }).fill(SECRET);
    await press('Save');
    await there.getByText('Set', { exact: true }).waitFor();
    await look(page, 'single sign-on provider', `${base}/administration/sign-in`, () => there.getByText('Set the client secret').click());
    await press('Test Company login');
    await main.getByText(`The provider answers. Keys: `).waitFor();
    ok('an administrator adds a sign-in provider, keeps its secret and tests it');

    for (const javaScriptEnabled of [true, false]) {
      const context = await profile({ javaScriptEnabled });
      context.isRefused = true;
      const person = await context.newPage();
      const come = async (account) => {
        await person.goto(`${base}/deals`);
        await person.getByRole('link', { name: 'Sign in with Company login' }).click();
        await person.getByLabel('Account').fill(account);
        await person.getByRole('button', { name: 'Go on' }).click();
        await person.waitForURL(`${base}/**`);
      };
      if (javaScriptEnabled) await look(person, 'single sign-on sign-in', `${base}/sign-in`);
      const account = javaScriptEnabled ? 'annelot' : 'bob';
      await come(account);
      await person.goto(`${base}/profile`);
      await person.getByRole('heading', { level: 1, name: `${account} Jansen` }).waitFor();

      // Out here; the way leads on to the provider and back.
      await person.locator('[popovertarget="account"]').click();
      await person.getByRole('button', { name: 'Sign out', exact: true }).click();
      await person.waitForURL(/\/sign-in\?left=/);
      if (javaScriptEnabled) await look(person, 'single sign-on left', person.url());
      await person.getByRole('link', { name: 'Sign out there too' }).click();
      await person.getByRole('button', { name: 'Yes, sign out' }).click();
      await person.waitForURL((url) => url.href.startsWith(`${base}/sign-in`));

      // Out there, and so out here.
      await come(account);
      await person.goto(`${base}/profile`);
      await person.getByRole('heading', { level: 1, name: `${account} Jansen` }).waitFor();
      await person.goto(`${issuer}/session/end`);
      await person.getByRole('button', { name: 'Yes, sign out' }).click();
      await person.waitForURL(/\/session\/end\/success/);
      await person.goto(`${base}/profile`);
      await person.waitForURL(/\/sign-in/);
      await context.close();
      ok(`somebody comes in by a provider, leaves here and there, ${javaScriptEnabled ? 'with' : 'without'} script`);
    }
    const made = await page.request.get(`${base}/api/v1/users?filter=${encodeURIComponent('name eq "annelot Jansen"')}`);
    const { items } = await made.json();
    assert.deepEqual(items.map(({ given_name, email, subject }) => [given_name, email, subject]), [['annelot', 'annelot@sso.example', `${issuer} annelot`]]);
  } finally {
    await admin.close();
    server.closeAllConnections();
    server.close();
  }
}
