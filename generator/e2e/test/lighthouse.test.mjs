// Lighthouse gives every page 100 out of 100 for accessibility, best practices
// and performance. It takes some ten seconds a page, so it runs in a soak alone.
// How fast a page is also says how busy the machine is that looks: a page that
// is slow is looked at again, as a phone of the speed that the machine has then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachPage } from '../lib/eachpage.mjs';
import { look, slowdown } from '../lib/lighthouse.mjs';
import { openWorld } from '../lib/world.mjs';

const skip = process.env.SOTTO_SOAK ? false : 'only in a soak: SOTTO_SOAK=1';
const world = await openWorld();
if (!skip) world.wire.backend = (await world.nginx()).https;
const browser = skip ? null : await world.chromium();

/** Looks up to five times; what is not as it should be, but for slowness, is told at once. */
async function faults(address) {
  let wrong, cpu = 4;
  for (let tries = 0; tries < 5; tries++) {
    const page = await browser.newPage();
    await page.goto(world.base, { waitUntil: 'load' });
    // One look in some hundred never ends.
    const { given, benchmark } = await Promise.race([look(page, address, { cpu }), sleep(60_000, { given: [] }, { ref: false })]);
    await page.close();
    wrong = given.filter(({ points }) => points < 100).map(({ name, points, why }) => `${name}: ${points}: ${why.join(', ')}`);
    if (given.length === 0) wrong = ['performance: no answer within a minute'];
    if (wrong.length === 0 || wrong.some((what) => !what.startsWith('performance'))) break;
    cpu = benchmark ? slowdown(benchmark) : 4;
  }
  return wrong;
}

test('Lighthouse gives 100, 100 and 100', { skip }, async () => {
  await eachPage(world.few.filter(({ kind }) => kind !== '404'), (one) => faults(world.url(one)));
});

test('Lighthouse notices a page with faults', { skip }, async () => {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => (request.url() === world.base
    ? request.respond({ contentType: 'text/html', body: '<p>no title, no language</p><img src="/x.png"><script>for (const t = Date.now(); Date.now() - t < 900;);</script>' })
    : request.respond({ status: 404 })));
  const { given } = await look(page, world.base);
  for (const { name, points } of given) assert.ok(points < 100, `${name} ${points}`);
  await page.close();
});
