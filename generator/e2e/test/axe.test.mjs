// axe-core finds nothing to mend on any page: its rules for WCAG 2.2 up to
// AAA and for good practice, on a phone in the dark and on a desktop in light.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings } from '../lib/axe.mjs';
import { eachPage } from '../lib/eachpage.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();

/** Opens a page to look at with axe, which needs a script of its own inside. */
async function openPage(screen, scheme) {
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.setViewport(screen);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  return page;
}

for (const [name, screen, scheme, part] of [
  ['on a phone in the dark', { width: 360, height: 740 }, 'dark', 6],
  ['on a desktop in light', { width: 1280, height: 800 }, 'light', 7],
]) {
  test(`axe finds nothing ${name}`, async () => {
    const page = await openPage(screen, scheme);
    await eachPage(world.part(part), async (one) => {
      await page.goto(world.url(one), { waitUntil: 'load' });
      return findings(page);
    });
    await page.close();
  });
}

test('axe notices a page with faults', async () => {
  const page = await openPage({ width: 360, height: 740 }, 'light');
  await page.setContent('<img src="data:,"><p style="color: #999; background: #fff">pale</p><p style="color: #666; background: #fff">less pale</p><a href="#a">a</a><a href="#b">b</a>');
  const found = (await findings(page)).join('\n');
  for (const rule of ['image-alt', 'color-contrast', 'color-contrast-enhanced', 'html-has-lang', 'document-title', 'region', 'target-size']) {
    assert.match(found, new RegExp(`^${rule}:`, 'm'));
  }
  await page.close();
});
