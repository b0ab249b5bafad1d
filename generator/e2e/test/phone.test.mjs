// The first screen of a phone, also with text of twice the size: the heading and
// the urgent doors are on it, nothing that has the focus is under the bar, and
// no telephone number is broken in two.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachPage } from '../lib/eachpage.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();

const phones = [{ width: 360, height: 640 }, { width: 390, height: 844 }];
/** What the browser's text size is without a change, and what it is at twice that. */
const sizes = [16, 32];

/** Home, the page for a strong urge and the ways to get help, in every language. */
const sources = /^(index|self-help\/urges\/right-now|help\/index)(\.\w+)?\.md$/;
const pages = world.pages.filter(({ source }) => sources.test(source));
/** One page of every kind, in each language. */
const kinds = [...new Map(world.pages.map((one) => [one.kind + one.lang, one])).values()];
const homes = pages.filter(({ kind }) => kind === 'home');

const page = await browser.newPage();
const session = await page.createCDPSession();

/** Opens a page on a phone with a browser's text size. */
async function open(address, phone, text) {
  await page.setViewport(phone);
  await session.send('Page.setFontSizes', { fontSizes: { standard: text, fixed: text } });
  await page.goto(address, { waitUntil: 'load' });
}

/** Calls look for a page on each phone at each size, and says where what is wrong. */
const everywhere = (look, at = phones, text = sizes) => async (one) => {
  const wrong = [];
  for (const phone of at) {
    for (const size of text) {
      await open(world.url(one), phone, size);
      wrong.push(...(await look()).map((what) => `${phone.width}×${phone.height}, text of ${size} px: ${what}`));
    }
  }
  return wrong;
};

/** Runs in the page: what is outside of what can be seen above the bar. */
function outOfSight(selectors) {
  const bar = document.querySelector('.bar');
  const end = bar && getComputedStyle(bar).position === 'fixed' ? bar.getBoundingClientRect().top : innerHeight;
  return selectors.flatMap((selector) => {
    const all = [...document.querySelectorAll(selector)];
    if (all.length === 0) return [`there is no ${selector}`];
    return all.map((element) => element.getBoundingClientRect()).filter(({ top, bottom }) => top < 0 || bottom > end)
      .map(({ top, bottom }) => `${selector} is at ${Math.round(top)} to ${Math.round(bottom)}, and what is seen ends at ${Math.round(end)}`);
  });
}

test('the heading is on the first screen', async () => {
  assert.ok(new Set(pages.map(({ lang }) => lang)).size > 1, 'pages of two languages are looked at');
  await eachPage(pages, everywhere(() => page.evaluate(outOfSight, ['h1'])));
});

test('the urgent doors are on the first screen of home, with a way to talk and a way out', async () => {
  await eachPage(homes, everywhere(async () => [
    ...await page.evaluate(outOfSight, ['.doors li', '.call']),
    ...await page.evaluate(() => ['.talk', '.exit'].filter((name) => {
      const { top, bottom, height } = document.querySelector(name).getBoundingClientRect();
      return height < 44 || top < 0 || bottom > innerHeight;
    }).map((name) => `${name} is out of sight, or less than 44 px high`)),
  ], phones, [16]));
});

test('the head of a page has two rows at most', async () => {
  await eachPage(kinds, everywhere(() => page.evaluate(() => {
    const rows = [];
    for (const part of document.querySelectorAll('.head > *')) {
      const { top, bottom } = part.getBoundingClientRect();
      const row = rows.find((other) => top < other.bottom && bottom > other.top);
      if (row) Object.assign(row, { top: Math.min(top, row.top), bottom: Math.max(bottom, row.bottom) });
      else rows.push({ top, bottom });
    }
    return rows.length > 2 ? [`it has ${rows.length} rows`] : [];
  }), [{ width: 320, height: 640 }, phones[0]], [16]));
});

test('a telephone number stands on one line', async () => {
  await eachPage(pages, everywhere(() => page.evaluate(() =>
    [...document.querySelectorAll('[href^="tel:"], .call b')].flatMap((link) => {
      const number = [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && /\d/.test(node.data));
      return number.flatMap((text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        return lines.size > 1 ? [`${text.data} is on ${lines.size} lines`] : [];
      });
    })), [{ width: 320, height: 640 }, ...phones]));
});

/** Presses Tab through all stops of a page, and tells those that something covers. */
async function covered() {
  const wrong = [];
  for (let stops = 0; ; stops++) {
    if (stops > 300) return [...wrong, 'the Tab key comes to no end'];
    await page.keyboard.press('Tab');
    const told = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const bar = document.querySelector('.bar');
      if (bar.contains(at) || getComputedStyle(bar).position === 'static') return '';
      const { top, bottom } = bar.getBoundingClientRect();
      // What is taller than the room above the bar, such as a whole table, shows its beginning.
      const reaches = (box) => (box.height > top ? box.top + 44 : box.bottom);
      const hidden = [...at.getClientRects()].some((box) => box.top < bottom && reaches(box) > top);
      return hidden ? `the bar covers what has the focus: ${at.textContent.trim().slice(0, 40)}` : '';
    });
    if (told === null) return stops > 5 ? wrong : [...wrong, `there are only ${stops} stops`];
    if (told) wrong.push(told);
  }
}

test('nothing that has the focus is under the bar', async () => {
  await eachPage(pages, everywhere(covered));
});

test('the harness notices a focus under a bar, a broken number and a heading too far down', async () => {
  const html = `<style>.bar{position:fixed;bottom:0;height:200px;width:100%;background:#fff}</style><div class="bar"></div>
    <p style="height:700px"></p><h1>Far</h1>${'<p><a href="#x">A link</a></p>'.repeat(60)}`;
  await open(`data:text/html,${encodeURIComponent(html)}`, phones[0], 32);
  assert.match((await page.evaluate(outOfSight, ['h1'])).join(), /h1 is at/);
  assert.match((await covered()).join(), /the bar covers/);
});
