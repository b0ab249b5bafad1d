// What the written server configurations must do beside serving pages: answer
// for what is not there, keep to themselves what is not for readers, and tell
// nothing that differs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchPlain } from '../lib/fetch.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const languages = [...new Set(world.pages.map(({ lang }) => lang))].filter(Boolean);
const notFound = world.pages.filter(({ kind }) => kind === '404');

for (const kind of ['nginx', 'caddy']) {
  const server = await world[kind]();
  const get = (path, options = {}) => fetchPlain({ host: world.host, port: server.https, path, ca: world.keys.ca, ...options });

  test(`${kind}: what is not there is a page like any other`, async () => {
    const home = await get(new URL(world.base).pathname);
    assert.ok(notFound.length > 0, 'the site has a 404 page');
    for (const path of ['no-such-page/', 'no-such-page', 'law/no-such-page.html', 'p/000000000000/', '404.html', '%2e%2e/%2e%2e/etc/passwd']) {
      const { status, body, headers } = await get(new URL(world.base).pathname + path);
      assert.ok(status === 404 || status === 400, `${path}: status ${status}`);
      if (status === 404) assert.equal(body.length, home.body.length, `${path} is as long as any page`);
      assert.equal(headers['content-security-policy'], home.headers['content-security-policy'], path);
    }
  });

  test(`${kind}: files that are not for readers are not given out`, async () => {
    for (const path of ['.server/nginx.conf', '.server/Caddyfile', '.server/', '.sotto', 'index.html.gz', 'index.html.br', '_headers', '_redirects', '.git/config', '%2eserver/nginx.conf']) {
      const { status } = await get(new URL(world.base).pathname + path);
      assert.equal(status, 404, path);
    }
  });

  test(`${kind}: nothing in an answer differs between pages or visits`, async () => {
    const [first, ...others] = await Promise.all(world.all.filter((page) => page.kind !== '404').map(async (page) => {
      const { list } = await get(page.address);
      return JSON.stringify(list.filter(([name]) => name.toLowerCase() !== 'date'));
    }));
    for (const other of others) assert.equal(other, first);
    for (const name of ['etag', 'last-modified', 'set-cookie', 'alt-svc', 'nel', 'report-to', 'reporting-endpoints', 'accept-ranges', 'x-powered-by']) {
      assert.ok(!first.toLowerCase().includes(`["${name}"`), `${name} is not sent: ${first}`);
    }
    assert.doesNotMatch(first, /\["server","[^"]*\d/i, 'no version of the server');
  });

  test(`${kind}: conditions and ranges change nothing`, async () => {
    const path = new URL(world.base).pathname;
    const whole = await get(path);
    for (const headers of [
      { 'if-modified-since': 'Fri, 01 Jan 2038 00:00:00 GMT' }, { 'if-none-match': '"6561a3f2-3400"' }, { range: 'bytes=0-9' },
      { 'accept-language': languages.at(-1) }, { cookie: 'a=b' }, { referer: 'https://search.example/?q=help' },
    ]) {
      const { status, body } = await get(path, { headers });
      assert.equal(status, 200, JSON.stringify(headers));
      assert.deepEqual(body, whole.body, JSON.stringify(headers));
    }
  });

  test(`${kind}: nothing can be sent to it`, async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
      const { status, headers } = await get(new URL(world.base).pathname, { method });
      assert.equal(status, 405, method);
      assert.equal(headers['access-control-allow-origin'], undefined, method);
    }
  });
}
