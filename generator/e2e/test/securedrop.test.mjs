// The conditions of the SecureDrop directory's scanner hold on every page,
// but for the differences below, each of which has its reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from 'node:http';
import { once } from 'node:events';
import { eachPage } from '../lib/eachpage.mjs';
import { fetchPlain, fetchRaw } from '../lib/fetch.mjs';
import { conditions, failing } from '../lib/securedrop.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();

const differences = {
  caddy: {
    'B: HSTS with preload': 'that list binds a whole domain for years: for its owner to decide',
    "C: the words default-src 'self' in a policy": "ours says default-src 'none', which allows less; a second policy beside it would not be read by the Observatory",
  },
  nginx: {
    'B: HSTS with preload': 'the same',
    'D: no name of the server': 'nginx cannot leave it out without a module that Debian does not load',
    "C: the words default-src 'self' in a policy": 'the same',
  },
};

for (const [kind, allowed] of Object.entries(differences)) {
  test(`the SecureDrop scanner's conditions hold on ${kind}, but for ${Object.keys(allowed).length}`, async () => {
    const server = await world[kind]();
    await eachPage(world.all.filter((page) => page.kind !== '404'), async (page) => {
      const at = { host: world.host, port: server.https, path: page.address, ca: world.keys.ca };
      const seen = { host: world.host, ...(await fetchPlain(at)), plain: await fetchHttp(server.http, page.address) };
      seen.text = seen.body.toString();
      seen.http2 = (await fetchRaw(at)).status === 200;
      const failures = failing(seen);
      return [
        ...failures.filter((what) => !(what in allowed)),
        ...Object.keys(allowed).filter((what) => !failures.includes(what)).map((what) => `holds now, so it is no difference any more: ${what}`),
      ];
    });
  });
}

test('every condition can fail', () => {
  const bad = {
    host: 'help.www.example.org', status: 500, headers: { 'set-cookie': ['a=b'], 'cf-ray': '1', server: 'Apache/2.4', 'content-type': 'text/html' },
    text: '<img src="https://a.example/ga.js"><a href="http://x.onion">', plain: { status: 200, headers: {} }, http2: false,
  };
  assert.equal(failing(bad).length, conditions.length);
});

async function fetchHttp(port, path) {
  const sent = request({ host: '127.0.0.1', port, path, headers: { host: world.host }, agent: false });
  sent.end();
  const [response] = await once(sent, 'response', { signal: AbortSignal.timeout(10_000) });
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}
