// IBM's engine finds nothing to mend, on a phone: on every change home in each
// language, as it takes a second or more for a page; in a soak every page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachPage } from '../lib/eachpage.mjs';
import { findings } from '../lib/ibm.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();
const page = await browser.newPage();
await page.setBypassCSP(true);
await page.setViewport({ width: 360, height: 640 });

test('IBM’s engine finds nothing', async () => {
  await eachPage(world.few.filter(({ kind }) => kind === 'home' || process.env.SOTTO_SOAK), async (one) => {
    await page.goto(world.url(one), { waitUntil: 'load' });
    return findings(page);
  });
});

test('the engine notices a page with faults', async () => {
  await page.setContent('<html><body><img src="data:,"><a href="#a"></a><p style="color:#999;background:#fff">pale</p></body></html>');
  const found = (await findings(page)).join('\n');
  for (const rule of ['html_lang_exists', 'img_alt_valid', 'a_text_purpose', 'text_contrast_sufficient']) {
    assert.match(found, new RegExp(`^${rule}:`, 'm'));
  }
});
