// A page arrives in the first flight: after the handshake, everything that the
// server says until the last byte of the page fits the ten segments that it
// may send at once, so that a page costs one round trip and not two. The bytes
// are those of real servers; the link is simulated, see lib/link.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flight, paths, takeDown } from '../lib/link.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const pages = [...world.pages.filter(({ discreet }) => discreet).slice(0, 3), ...world.pages.filter(({ discreet, kind }) => !discreet && kind !== '404').slice(0, 3)];

for (const kind of ['nginx', 'caddy', 'apache']) {
  test(`${kind}: a page arrives in the first flight`, async (t) => {
    const server = await world[kind]();
    const seen = new Map(Object.keys(paths).map((path) => [path, new Set()]));
    for (const { address } of pages) {
      for (const encoding of ['br', 'gzip']) {
        const { records } = await takeDown({ port: server.https, host: world.host, path: address, ca: world.keys.ca, encoding });
        for (const [path, segment] of Object.entries(paths)) {
          const best = flight(records, segment), apart = flight(records, segment, true);
          seen.get(path).add(`${best.packets} packets, ${best.ms} ms; with greetings apart ${apart.packets}, ${apart.ms} ms`);
          const told = `${address} in ${encoding} over ${path}: ${best.packets} packets, ${apart.packets} with greetings apart; records of ${records}`;
          assert.equal(best.windows, 1, told);
          // Over IPv6 with the smallest packets, and where a server greets at
          // length, the last packets may have to wait for a second flight.
          assert.ok(apart.windows <= 2, told);
          if (kind === 'nginx' && path.startsWith('IPv4')) assert.equal(apart.windows, 1, told);
        }
      }
    }
    for (const [path, counts] of seen) t.diagnostic(`${path}: ${[...counts].join(', or ')}`);
  });
}

test('a page of 13,312 bytes would not', async () => {
  const server = await world.nginx();
  const { records, body } = await takeDown({ port: server.https, host: world.host, path: pages[0].address, ca: world.keys.ca, encoding: 'br' });
  const longer = [...records, 13_312 - body];
  for (const segment of Object.values(paths)) assert.equal(flight(longer, segment, true).windows, 2);
});
