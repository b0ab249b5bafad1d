// Lighthouse gives every page 100 out of 100 for accessibility, best practices
// and performance. It takes some seven seconds a page, so it runs in a soak alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachPage } from '../lib/eachpage.mjs';
import { inProcessorTime, look } from '../lib/lighthouse.mjs';
import { openWorld } from '../lib/world.mjs';

const skip = process.env.SOTTO_SOAK ? false : 'only in a soak: SOTTO_SOAK=1';
const world = await openWorld();
if (!skip) world.wire.backend = (await world.nginx()).https;
const browser = skip ? null : await world.chromium();

/** Looks again when it is slow or does not end, as one look in some hundred; what else is wrong is told at once. */
async function faults(address) {
  let wrong;
  for (let tries = 0; tries < 3; tries++) {
    const page = await browser.newPage();
    await page.goto(world.base, { waitUntil: 'load' });
    const given = await Promise.race([look(page, address, world.folder), sleep(60_000, [], { ref: false })]);
    await page.close();
    wrong = given.filter(({ points }) => points < 100).map(({ name, points, why }) => `${name}: ${points}: ${why.join(', ')}`);
    if (given.length === 0) wrong = ['performance: no answer within a minute'];
    if (wrong.length === 0 || wrong.some((what) => !what.startsWith('performance'))) break;
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
  for (const { name, points } of await look(page, world.base, world.folder)) assert.ok(points < 100, `${name} ${points}`);
  await page.close();
});

test('a task takes what it had of a processor, and so does what stands in it', () => {
  const event = (ts, dur, tts, tdur, ph = 'X') => ({ pid: 1, tid: 1, ph, ts, dur, tts, tdur });
  const task = [event(0, 100, 50, 20), event(60, 30, 60, 5), event(95, undefined, 69, undefined, 'I'), event(100, 10, 70, 10)];
  inProcessorTime([...task, { pid: 2, tid: 1, ph: 'M', ts: 3 }]);
  assert.deepEqual(task.map(({ ts, dur }) => [ts, dur]), [[0, 20], [10, 5], [19, undefined], [100, 10]]);
});
