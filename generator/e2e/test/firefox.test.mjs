// Firefox too makes one request for a page, asks nobody else, and keeps
// nothing. It is watched from outside only: through the tunnel that all it
// asks for goes through, and in its profile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openControl } from '../lib/control.mjs';
import { firefoxHere } from '../lib/firefox.mjs';
import { filesNaming, firefoxKeeps } from '../lib/traces.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const skip = !firefoxHere && 'Debian has no Firefox for this machine';

/** Visits addresses; returns the requests, other hosts, cookies, and files that name the host. */
async function watch(addresses, options) {
  const browser = await world.firefox(options);
  const page = await browser.newPage();
  const requests = [];
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) requests.push(request.url());
  });
  for (const url of addresses) await page.goto(url, { waitUntil: 'load' });
  const cookies = (await browser.cookies()).map(({ name }) => name).sort();
  const { profile, tunnel } = browser;
  await browser.close();
  return {
    requests, cookies,
    // Its own settings come from its maker, whatever it is told.
    foreign: tunnel.foreign.filter((host) => !/\.mozilla\.(com|org):443$/.test(host)),
    files: await filesNaming(new URL(addresses[0]).host, profile, firefoxKeeps),
  };
}

for (const scripts of [true, false]) {
  test(`every page is one request in Firefox, scripts ${scripts ? 'on' : 'off'}`, { skip }, async () => {
    world.wire.backend = (await world.nginx()).https;
    const addresses = world.pages.map(world.url);
    const seen = await watch(addresses, { scripts });
    assert.deepEqual(seen, { requests: addresses, cookies: [], foreign: [], files: [] });
  });
}

test('the control is caught in Firefox', { skip }, async () => {
  const control = await openControl(world.keys);
  world.atEnd(() => control.close());
  const origin = 'https://control.example';
  const seen = await watch([`${origin}/`, `${origin}/b`], { places: { 'control.example': control.port } });
  assert.ok(seen.foreign.includes('preconnect.example:443'), `a connection without a request is noticed: ${seen.foreign}`);
  assert.ok(seen.requests.includes(`${origin}/favicon.ico`) || seen.requests.length > 2, `other requests are noticed: ${seen.requests}`);
  assert.deepEqual(seen.cookies, ['header', 'script']);
  assert.ok(seen.files.length > 0, 'its stores name the control');
});
