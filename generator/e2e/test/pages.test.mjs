// Every page opens cleanly, fits its screen, and says the same with scripts
// on and off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaintsOf } from '../lib/complaints.mjs';
import { eachPage } from '../lib/eachpage.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();

/** Screens on which a page is opened, each with others that it is then changed into. */
const screens = [
  [
    { name: 'a phone', width: 360, height: 740, deviceScaleFactor: 2 },
    { name: 'a phone with text of twice the size', width: 360, height: 740, deviceScaleFactor: 2, text: 32 },
  ],
  [
    { name: 'a desktop', width: 1280, height: 800 },
    { name: 'a desktop at 200 % zoom', width: 640, height: 400, deviceScaleFactor: 2 },
    { name: 'a desktop at 400 % zoom', width: 320, height: 200, deviceScaleFactor: 4 },
    { name: 'a desktop with text of twice the size', width: 1280, height: 800, text: 32 },
  ],
];

/** Chromium complains of every answer that says 404, and rightly so. */
const missed = ({ kind }, what) => kind === '404' && / the server responded with a status of 404 \(\)$/.test(what);

/** What each page said, with scripts on (true) and off (false). */
const said = new Map([[true, new Map()], [false, new Map()]]);

for (const scripts of [true, false]) {
  test(`every page opens without complaint and fits every screen, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(scripts);
    const complaints = await complaintsOf(page);
    const session = await page.createCDPSession();
    await eachPage(world.part(scripts ? 2 : 3), async (one) => {
      const wrong = [];
      for (const [first, ...others] of screens) {
        for (const screen of [first, ...others]) {
          await page.setViewport(screen);
          await session.send('Page.setFontSizes', { fontSizes: { standard: screen.text ?? 16 } });
          if (screen === first) {
            const response = await page.goto(world.url(one), { waitUntil: 'load' });
            said.get(scripts).set(one, await page.evaluate(words));
            if (response.status() !== (one.kind === '404' ? 404 : 200)) wrong.push(`status ${response.status()}`);
          }
          const [inside, outside] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
          if (inside > outside) wrong.push(`on ${screen.name}: is ${inside} px wide where there are ${outside}`);
          wrong.push(...complaints.take().filter((what) => !missed(one, what)).map((what) => `on ${screen.name}: ${what}`));
        }
      }
      return wrong;
    });
    await page.close();
  });
}

/** Runs in the page. */
function words() {
  return {
    title: document.title,
    text: document.body.innerText,
    links: [...document.links].map((link) => `${link.href} ${link.textContent}`),
  };
}

test('text and links are the same with scripts on and off', async () => {
  const both = world.part(2).filter((one) => world.part(3).includes(one));
  await eachPage(both, async (one) => {
    const [on, off] = [true, false].map((scripts) => said.get(scripts).get(one));
    assert.ok(on && off, 'was read with scripts on and off');
    assert.deepEqual(on, off);
    return off.text.length < 40 ? ['has next to no text'] : [];
  });
});

test('the harness notices a page that complains and does not fit', async () => {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 740 });
  const complaints = await complaintsOf(page);
  await page.setContent('<script>console.log("hello"); null.x</script><p style="width: 999px">wide</p><script src="data:,)"></script>');
  const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
  assert.match(complaints.take().join('\n'), /console\.log: hello[^]*error: /);
  assert.ok(width > 360);
  await page.close();
});
