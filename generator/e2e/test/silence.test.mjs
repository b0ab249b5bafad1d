// Reading a page asks nobody but the site, once, and leaves nothing behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openControl } from '../lib/control.mjs';
import { nothingStored } from '../lib/traces.mjs';
import { watch } from '../lib/watch.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();

// Firefox shows this of every page on every change, and the script's test that no page
// does anything by itself in Chromium.
for (const kind of ['nginx', 'caddy']) {
  test(`every page is one request and leaves nothing, on ${kind}`, async () => {
    world.wire.backend = (await world[kind]()).https;
    const addresses = world.part(kind === 'nginx' ? 0 : 1).map(world.url);
    const seen = await watch(world, kind, addresses);

    assert.deepEqual(seen.requests.sort(), [...addresses, ...addresses].sort(), 'each visit, with scripts and without, is exactly one request');
    assert.deepEqual(seen.foreign, [], 'no other host is connected to');
    assert.deepEqual(seen.lookups, [], 'no other name is looked up');
    assert.deepEqual(seen.sockets, [], 'no other address is connected to');
    for (const visit of seen.visits) assert.deepEqual(visit.stored, nothingStored, `${visit.url} stores nothing`);
    assert.deepEqual(seen.workers, [], 'no service worker is registered');
    assert.deepEqual(seen.files, [], 'nothing of the site is in the cache or any other store');
  });
}

test('the control is caught in everything', async () => {
  const control = await openControl(world.keys);
  world.atEnd(() => control.close());
  const origin = 'https://control.example';
  const seen = await watch(world, 'control', [`${origin}/tracked`, `${origin}/`], {
    'control.example': control.port,
    'lookup.example': 9, // a port where nobody is, to tell its lookup from others
  });

  for (const address of [`${origin}/favicon.ico`, `${origin}/worker.js`, 'https://tracker.example/pixel.png']) {
    assert.ok(seen.requests.includes(address), `the request for ${address} is noticed: ${seen.requests}`);
  }
  assert.ok(seen.foreign.includes('tracker.example'), 'a remote picture is noticed');
  assert.ok(seen.foreign.includes('preconnect.example'), 'a connection without a request is noticed');
  assert.ok(seen.lookups.includes('https://127.0.0.1:9'), 'a name looked up ahead of time is noticed');
  assert.ok(seen.sockets.includes(`127.0.0.1:${world.nowhere.port}`), 'a socket to elsewhere is noticed');
  const { stored } = seen.visits.find(({ url, scripts }) => scripts && url === `${origin}/`);
  assert.deepEqual(stored, { cookies: ['header', 'script'], localStorage: ['a'], sessionStorage: ['a'], indexedDB: ['base'], cacheStorage: ['store'] });
  assert.deepEqual(seen.workers, [`${origin}/`]);
  for (const store of ['Cache', 'Local Storage', 'IndexedDB']) {
    assert.ok(seen.files.some((file) => file.startsWith(`Default/${store}`)), `a trace in ${store} is noticed: ${seen.files}`);
  }
});
