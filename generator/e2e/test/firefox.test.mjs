// Firefox too makes one request for a page, asks nobody else, and keeps
// nothing. It is watched from outside: at the junction that all its
// connections go through, and in its profile.
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
  for (const url of addresses) await page.goto(url, { waitUntil: 'domcontentloaded' });
  const cookies = (await browser.cookies()).map(({ name }) => name).sort();
  const { profile, junction } = browser;
  await browser.close();
  return {
    requests, cookies,
    // Its own settings come from its maker, whatever it is told.
    foreign: junction.asked.filter((name) => name !== new URL(addresses[0]).host && !/\.mozilla\.(com|org)$/.test(name)),
    files: await filesNaming(new URL(addresses[0]).host, profile, firefoxKeeps),
  };
}

for (const scripts of [true, false]) {
  test(`every page is one request in Firefox, scripts ${scripts ? 'on' : 'off'}`, { skip }, async () => {
    world.wire.backend = (await world.nginx()).https;
    const addresses = world.part(scripts ? 4 : 5).map(world.url);
    const seen = await watch(addresses, { scripts });
    assert.deepEqual(seen, { requests: addresses, cookies: [], foreign: [], files: [] });
  });
}

test('the control is caught in Firefox', { skip }, async () => {
  const control = await openControl(world.keys);
  world.atEnd(() => control.close());
  const origin = 'https://control.example';
  const seen = await watch([`${origin}/`, `${origin}/tracked`, `${origin}/b`], { places: { 'control.example': control.port } });
  assert.ok(seen.foreign.includes('tracker.example'), `a remote picture is noticed: ${seen.foreign}`);
  assert.ok(seen.foreign.includes('preconnect.example'), `a connection without a request is noticed: ${seen.foreign}`);
  assert.ok(seen.requests.includes('https://tracker.example/pixel.png'), `a second request is noticed: ${seen.requests}`);
  assert.deepEqual(seen.cookies, ['header', 'script']);
  assert.ok(seen.files.length > 0, 'its stores name the control');
});
