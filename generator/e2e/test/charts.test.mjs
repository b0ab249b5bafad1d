// Charts can be read: on a small phone, with text of twice the size, in light
// and dark, in either browser. No text is small, overlaps another or sticks
// out, and every shape stands out by 3 to 1. They are those of a page that is
// added to the site, with a chart of each type.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { findings } from '../lib/axe.mjs';
import { faultsOfCharts } from '../lib/charts.mjs';
import { firefoxHere } from '../lib/firefox.mjs';
import { chartSamples } from '../lib/samples.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const urls = (await chartSamples(world.folder)).map((file) => pathToFileURL(file).href);

const screens = [
  { name: 'a small phone', width: 320, height: 640 },
  { name: 'a phone', width: 360, height: 740 },
  { name: 'a small phone with text of twice the size', width: 320, height: 640, text: 32 },
  { name: 'a desktop', width: 1280, height: 800 },
  { name: 'a desktop with text of twice the size', width: 1280, height: 800, text: 32 },
];

test('charts can be read in Chromium', async () => {
  const browser = await world.chromium();
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  for (const url of urls) {
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      for (const screen of screens) {
        await page.setViewport(screen);
        await session.send('Page.setFontSizes', { fontSizes: { standard: screen.text ?? 16 } });
        await page.goto(url, { waitUntil: 'load' });
        assert.deepEqual(await page.evaluate(faultsOfCharts), [], `${url} on ${screen.name}, ${scheme}`);
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
        assert.ok(wide <= 0, `${url} on ${screen.name}: the page is ${wide} px too wide`);
      }
    }
  }
  await page.close();
});

test('axe finds nothing in charts and in the tables under them', async () => {
  const browser = await world.chromium();
  const page = await browser.newPage();
  await page.setBypassCSP(true); // axe is a script
  for (const url of urls) {
    for (const { width, height } of screens.filter((screen) => !screen.text)) {
      await page.setViewport({ width, height });
      await page.goto(url, { waitUntil: 'load' });
      await page.evaluate(() => document.querySelectorAll('.chart details').forEach((details) => (details.open = true)));
      assert.deepEqual(await findings(page), [], `${url} at ${width} px`);
    }
  }
  await page.close();
});

test('charts can be read in Firefox', { skip: firefoxHere ? false : 'there is no Firefox' }, async () => {
  const browser = await world.firefox();
  const page = await browser.newPage();
  const [, url] = urls; // Welsh, whose names are longer
  for (const screen of screens.filter((screen) => !screen.text)) {
    await page.setViewport({ width: screen.width, height: screen.height });
    await page.goto(url, { waitUntil: 'load' });
    assert.deepEqual(await page.evaluate(faultsOfCharts), [], `${url} on ${screen.name}`);
  }
  await page.close();
});

test('with forced colours, in print and without the style, shapes have the colour of text', async () => {
  const browser = await world.chromium();
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  const session = await page.createCDPSession();
  /** The colours of shapes and of texts. */
  const colours = () => page.evaluate(() => ['rect, line', 'text'].map((what) => [...new Set([...document.querySelectorAll(`.chart svg :is(${what})`)]
    .map((shape) => { const style = getComputedStyle(shape); return style.fill === 'none' || shape.localName === 'line' ? style.stroke : style.fill; }))]));
  const looks = [
    ['forced colours', { features: [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: 'dark' }] }],
    ['print', { media: 'print' }],
    ['no style', {}],
  ];
  for (const [name, look] of looks) {
    await page.goto(urls[0], { waitUntil: 'load' });
    await session.send('Emulation.setEmulatedMedia', { media: '', features: [], ...look });
    if (name === 'no style') await page.evaluate(() => document.querySelector('style').remove());
    const [shapes, texts] = await colours();
    assert.deepEqual(shapes, texts, name);
  }
  await session.send('Emulation.setEmulatedMedia', { media: '', features: [] });
  await page.goto(urls[0], { waitUntil: 'load' });
  const [shapes, texts] = await colours();
  assert.notDeepEqual(shapes, texts, 'on a screen shapes have colours');
  await page.close();
});

test('a chart that cannot be read is noticed', async () => {
  const browser = await world.chromium();
  const page = await browser.newPage();
  await page.setContent(`<html style="background: #fff"><figure class="chart"><svg width="100" height="40" style="font-size: 12px">
    <text x="0" y="20">one</text><text x="5" y="22">two</text><text x="90" y="20">three</text><rect width="9" height="9" fill="#ccc"/></svg></figure>`);
  const faults = (await page.evaluate(faultsOfCharts)).join('\n');
  for (const fault of [/is 12 px high/, /“two” overlaps “one”/, /“three” sticks out/, /a rect stands out by 1\.\d to 1/]) assert.match(faults, fault);
  await page.close();
});
