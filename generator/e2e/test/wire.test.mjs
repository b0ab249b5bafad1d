// Somebody who watches the network sees the same number of bytes whatever
// page of a discreet section is read, and a body of one length whatever page
// of the site is sent. On the same site without padding they see differences:
// if not, this test is blind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateBytes } from '../lib/hpack.mjs';
import { fetchRaw } from '../lib/fetch.mjs';
import { firefoxHere } from '../lib/firefox.mjs';
import { Connection } from '../lib/wire.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const discreet = world.part(12).filter((page) => page.discreet);
assert.ok(discreet.length > 1, 'the site has a discreet section with pages to mix up');

const servers = {};
for (const which of ['site', 'off']) {
  for (const kind of ['nginx', 'caddy']) servers[`${kind}, ${which}`] = await world[kind](which);
}

/**
 * Opens pages one by one, each on a connection of its own, and returns what
 * passed: {up: Set, down: Set, raw: Set}. Up and down are the bytes inside
 * the encryption, without those of the date. Raw is everything on the wire; it
 * differs from load to load, whatever the page, as the server cuts its answer
 * into one record more or less (22 bytes) and the browser makes its greeting
 * longer or shorter at random (32 bytes).
 */
async function observe(page, pages) {
  const seen = { up: new Set(), down: new Set(), raw: new Set() };
  for (const [i, one] of [pages[0], ...pages].entries()) {
    const response = await page.goto(world.url(one), { waitUntil: 'load' });
    assert.equal(response.status(), 200, one.address);
    const connections = await world.wire.finish();
    if (i === 0) continue; // the first of all begins a TLS session, the others resume it
    // A browser may open a spare connection, now and then and whatever the
    // page, over which it asks for nothing.
    const [{ up, down }] = connections.sort((a, b) => b.up.inside - a.up.inside);
    seen.up.add(up.inside);
    seen.down.add(down.inside - dateBytes(response.headers().date ?? ''));
    seen.raw.add(up.bytes + down.bytes);
  }
  return seen;
}

test('the wire counts what tells of a page, and not what may be said or not', () => {
  const record = (inside) => Buffer.from([23, 3, 3, (inside + 17) >> 8, (inside + 17) & 255, ...new Array(inside + 17).fill(0)]);
  const count = (...sizes) => {
    const { up } = new Connection();
    for (const byte of Buffer.concat(sizes.map(record))) up.add(Buffer.from([byte])); // however it is cut
    return up.inside;
  };
  assert.equal(count(36, 70, 456), 562);
  assert.equal(count(36, 70, 456, 9), 562, 'the acknowledgement came in time');
  assert.equal(count(36, 70, 456, 9, 2), 562, 'and the farewell too');
  assert.equal(count(36, 70, 456, 9, 17, 17), 562, 'the connection waited, and ended in good form');
  assert.equal(count(36, 70, 465), 571, 'a request that is nine bytes longer');
});

const range = (set) => (set.size < 4 ? [...set].join(' and ') : `${set.size} numbers from ${Math.min(...set)} to ${Math.max(...set)}`);
const spread = ({ up, down, raw }) => `up ${range(up)}, down ${range(down)}, on the wire ${range(raw)}`;

const browsers = { Chromium: () => world.chromium() };
if (firefoxHere) browsers.Firefox = () => world.firefox();

for (const [name, start] of Object.entries(browsers)) {
  test(`${name} shows the network no difference between discreet pages`, async (t) => {
    const browser = await start();
    const page = await browser.newPage();
    for (const [server, { https }] of Object.entries(servers)) {
      world.wire.backend = https;
      const control = server.endsWith('off');
      const pages = control ? discreet.slice(0, 8) : discreet;
      const seen = await observe(page, pages);
      t.diagnostic(`${server}: ${spread(seen)}`);
      if (control) {
        assert.ok(seen.down.size > pages.length / 2, `without padding, pages differ: ${spread(seen)}`);
      } else {
        assert.equal(seen.up.size, 1, `on ${server} every request is as long: ${spread(seen)}`);
        assert.equal(seen.down.size, 1, `on ${server} every answer is as long: ${spread(seen)}`);
      }
    }
    await browser.close();
  });
}

for (const encoding of ['identity', 'gzip', 'br']) {
  test(`every page of the site has one length in ${encoding}`, async (t) => {
    for (const [server, { https }] of Object.entries(servers)) {
      const control = server.endsWith('off'); // which may have no compressed copies
      world.wire.backend = https;
      const bodies = new Set(), answers = new Set();
      for (const page of world.all) {
        let inside;
        const { headers, body } = await fetchRaw({
          host: world.host, port: world.wire.port, path: page.address, ca: world.keys.ca, encoding,
          answered: () => ([{ down: { inside } }] = world.wire.connections),
        });
        await world.wire.finish();
        if (!control) assert.equal(headers['content-encoding'] ?? 'identity', encoding, `${page.address} on ${server}`);
        bodies.add(body.length);
        answers.add(inside - dateBytes(headers.date ?? ''));
      }
      t.diagnostic(`${server}: bodies of ${bodies.size} lengths, answers of ${answers.size}`);
      if (control) {
        assert.ok(bodies.size > world.all.length / 2, 'without padding, lengths differ');
      } else {
        assert.equal(bodies.size, 1, `on ${server}: ${[...bodies]}`);
        assert.equal(answers.size, 1, `on ${server}, with the headers: ${[...answers]}`);
      }
    }
  });
}
