// Drawings can be read: on a small phone, with text of twice the size, in light
// and dark, with forced colours and on paper, in either browser, from left to
// right and from right to left. Their numbers are those of the list that says
// the same. What moves only moves when it is asked for, and not at all where
// motion is unwelcome.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { faultsOfDrawings } from '../lib/drawings.mjs';
import { eachPage } from '../lib/eachpage.mjs';
import { firefoxHere } from '../lib/firefox.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const file = (page) => join(world.folder, 'site', page.file);
// On every change each drawing is looked at once in each language, in a soak on
// every page that has it.
const drawn = [], seen = new Set();
for (const page of world.pages) {
  const html = await readFile(file(page), 'utf8');
  if (!/class="[^"]*\bdrawing\b/.test(html)) continue;
  const pictures = [...html.matchAll(/<svg.*?<\/svg>/gs)].map(([svg]) => page.lang + svg.replace(/ id="[^"]*"/g, ''));
  if (process.env.SOTTO_SOAK || pictures.some((picture) => !seen.has(picture))) drawn.push(page);
  for (const picture of pictures) seen.add(picture);
}
const url = (page) => pathToFileURL(file(page)).href;

const screens = [
  { name: 'a small phone', width: 320, height: 640 },
  { name: 'a phone', width: 360, height: 740 },
  { name: 'a phone with text of twice the size', width: 360, height: 740, text: 32 },
  { name: 'a desktop', width: 1280, height: 800 },
  { name: 'a desktop with text of twice the size', width: 1280, height: 800, text: 32 },
];
const looks = [
  { name: 'light', features: [{ name: 'prefers-color-scheme', value: 'light' }] },
  { name: 'dark', features: [{ name: 'prefers-color-scheme', value: 'dark' }] },
  { name: 'forced colours', features: [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: 'dark' }] },
  { name: 'print', media: 'print' },
];
const open = () => document.querySelectorAll('.drawing').forEach((drawing) => (drawing.open = true));

test('drawings can be read in Chromium', async () => {
  const browser = await world.chromium();
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  await eachPage(drawn, async (one) => {
    const wrong = [];
    await page.goto(url(one), { waitUntil: 'load' });
    await page.evaluate(open);
    for (const screen of screens) {
      await page.setViewport(screen);
      await session.send('Page.setFontSizes', { fontSizes: { standard: screen.text ?? 16 } });
      for (const { name, media = '', features = [] } of looks) {
        await session.send('Emulation.setEmulatedMedia', { media, features });
        wrong.push(...(await page.evaluate(faultsOfDrawings)).map((fault) => `${screen.name}, ${name}: ${fault}`));
      }
      await session.send('Emulation.setEmulatedMedia', { media: '', features: [] });
      const over = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      if (over > 0) wrong.push(`${screen.name}: the page is ${over} px too wide`);
    }
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    wrong.push(...(await page.evaluate(faultsOfDrawings)).map((fault) => `right to left: ${fault}`));
    return wrong;
  });
  await page.close();
});

test('drawings can be read in Firefox', { skip: firefoxHere ? false : 'there is no Firefox' }, async () => {
  const browser = await world.firefox();
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 740 });
  await eachPage(drawn, async (one) => {
    await page.goto(url(one), { waitUntil: 'load' });
    return page.evaluate(faultsOfDrawings);
  });
  await page.close();
});

test('nothing moves until it is asked for, and nothing where motion is unwelcome', async () => {
  const browser = await world.chromium();
  const page = await browser.newPage();
  const moving = () => page.evaluate(() => document.getAnimations().filter((one) => one.effect.target.checkVisibility()).map((one) => one.animationName).sort());
  const motion = (value) => page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value }]);
  // Styles are worked out in time for the next picture; what is closed keeps its old ones, for nobody sees it.
  const until = async (wanted, why) => {
    const end = Date.now() + 5000;
    let names;
    do names = await moving(); while ((names.length > 0) !== wanted && Date.now() < end);
    assert.equal(names.length > 0, wanted, `${why}: ${names.join(', ') || 'nothing'} moves`);
    return names.length;
  };
  let moved = 0;
  for (const one of drawn) {
    await motion('no-preference');
    await page.goto(url(one), { waitUntil: 'load' });
    assert.deepEqual(await moving(), [], `${one.address}, before it is asked`);
    await page.evaluate(open);
    const may = await page.evaluate(() => document.querySelector('details.drawing') !== null);
    moved += await until(may, `${one.address}, opened`);
    await motion('reduce');
    await until(false, `${one.address}, where motion is unwelcome`);
    await motion('no-preference');
    await page.evaluate(() => document.querySelectorAll('.drawing').forEach((drawing) => (drawing.open = false)));
    await until(false, `${one.address}, closed again`);
  }
  assert.ok(moved > 0, 'nothing moves anywhere');
  await page.close();
});

test('a drawing that cannot be read is noticed', async () => {
  const browser = await world.chromium();
  const page = await browser.newPage();
  const door = (x, text, colour) => `<svg x="${x}"><path d="M0 0h20v30H0z" fill="#fff" stroke="#eee"/><text y="20" fill="${colour}" font-size="${x ? 18 : 9}">${text}</text></svg>`;
  await page.setContent(`<html style="background: #fff"><div class="drawing"><svg width="100">${door(0, '1', '#000')}${door(1, 'two', '#ccc')}${door(999, '3', '#000')}</svg><ol><li>one</li><li>two</li></ol></div>`);
  const faults = (await page.evaluate(faultsOfDrawings)).join('\n');
  for (const fault of [/is read aloud/, /holds the word/, /the numbers are 1 two 3, and those of the list 1 2/, /number 1 is 1\d px high/, /number 3 sticks out/, /number two overlaps/, /number two stands out by 1\.\d/, /doorway of 1 stands out by 1\.\d/]) assert.match(faults, fault);
  await page.close();
});
