// Text stands out from what lies behind it by 7 to 1, large text by 4.5 to 1
// (WCAG 2.2, 1.4.6), in light and in dark.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureContrast } from '../lib/contrast.mjs';
import { eachPage } from '../lib/eachpage.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();

const tooLow = (list) => list.filter(({ ratio, large }) => ratio < (large ? 4.5 : 7));

test('text stands out in light and in dark', async () => {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await eachPage(world.part(8), async (one) => {
    await page.goto(world.url(one), { waitUntil: 'load' });
    const wrong = [];
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const list = await page.evaluate(measureContrast);
      assert.ok(list.length > 0, 'no text was found');
      wrong.push(...tooLow(list).map(({ ratio, text, colors }) => `${scheme}: ${ratio.toFixed(2)} to 1 (${colors}): ${text}`));
    }
    return wrong;
  });
  await page.close();
});

test('the two schemes are two', async () => {
  const page = await browser.newPage();
  await page.goto(world.base);
  const shades = [];
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    shades.push(JSON.stringify(await page.evaluate(measureContrast)));
  }
  assert.notEqual(shades[0], shades[1]);
  await page.close();
});

test('pale text is noticed', async () => {
  const page = await browser.newPage();
  await page.setContent('<body style="background: #fff"><p style="color: #000">strong</p><p style="color: #666">pale</p><p style="color: rgb(0 0 0 / 50%)">thin</p><p style="color: color(srgb 0.4 0.4 0.4); font-size: 24px">large</p>');
  assert.deepEqual(tooLow(await page.evaluate(measureContrast)).map(({ text }) => text), ['pale', 'thin']);
  await page.close();
});
