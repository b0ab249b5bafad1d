// Every page can be printed: no sheet is left empty, no heading stands alone at
// the foot of one, nothing of the frame is on paper but one way to talk to
// somebody. What is made to be printed is one sheet, with a head that gives
// nothing away.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { eachPage } from '../lib/eachpage.mjs';
import { facts, faultsOnPaper, plain, printed } from '../lib/paper.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const browser = await world.chromium();
const page = await browser.newPage();
await page.setJavaScriptEnabled(false); // as a browser that prints without it
const url = (one) => pathToFileURL(join(world.folder, 'site', one.file)).href;

/** Opens a page as it prints. */
const open = async (one) => {
  await page.emulateMediaType('print');
  await page.goto(url(one), { waitUntil: 'load' });
  return page.evaluate(facts);
};

// A page costs a third of a second: one of each kind in each language and a few
// more; in a soak all.
const soak = Boolean(process.env.SOTTO_SOAK);
const kinds = new Set(new Map(world.pages.map((one) => [one.kind + one.lang, one])).values());
const sheets = world.pages.filter((one) => one.kind === 'sheet');
const some = world.pages.filter((one, i) => soak || kinds.has(one) || i % 32 === 0);

test('pages print without an empty sheet, a lonely heading, or the frame', async () => {
  await eachPage(some, async (one) => {
    const told = await open(one);
    return [...told.wrong, ...faultsOnPaper(await printed(page, world.folder), told)];
  });
});

test('what is made to be printed is one sheet that names nothing', async () => {
  await eachPage(sheets, async (one) => {
    const told = await open(one);
    // Each is read as it stands for print; printed are some, and in a soak all.
    const paper = soak || sheets.indexOf(one) % 4 === 0 ? await printed(page, world.folder) : [[told.all]];
    const text = plain(paper.flat().join(' '));
    const words = text.toLowerCase().split(/[^\p{L}\p{N}-]+/u);
    const telling = world.sensitive[one.lang].filter((word) => words.includes(word) || words.includes(word + 's') || (word.includes(' ') && text.toLowerCase().includes(word)));
    return [
      ...(paper.length === 1 ? [] : [`it takes ${paper.length} sheets`]),
      ...telling.map((word) => `paper says ${word}`),
      ...(/https?:|www\.|©/.test(text) ? ['paper shows an address'] : []),
      ...told.wrong,
    ];
  });
});

test('what is wrong on paper is noticed', async () => {
  await page.goto('about:blank');
  await page.setContent(`<div class="body"><h1 style="height: 240mm">Alone</h1><h2>Below</h2><p style="break-before: page">Ring 123</p></div><p class="strip"><b class="number">123</b> or 123</p><nav>menu</nav><div class="drawing"><svg width="0"></svg></div>`);
  const told = await page.evaluate(facts);
  assert.deepEqual(told.wrong, ['paper shows .nav', 'a drawing of drawing does not print']);
  const faults = faultsOnPaper(await printed(page, world.folder), told).join('\n');
  for (const fault of [/ends with the heading Below/, /the last of 2 sheets has \d words/, /123 is printed 3 times, and 1 times/]) assert.match(faults, fault);
});
