// WCAG 2.2, 1.4.4, 1.4.10 and 1.4.12: at 200 and 400 % of a desktop, and on a
// phone, also with the spacing of text that a reader may choose, no page is wider
// than the screen, and no text is cut off or lies on other text. Of what is looked
// at on every change, one page of each kind in each language. Every page without
// that spacing is in pages.test.mjs; the size of what is tapped, in axe.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachPage } from '../lib/eachpage.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();
const page = await browser.newPage();

const screens = [
  { name: '200 %', width: 640, height: 512, deviceScaleFactor: 2 },
  { name: '400 %', width: 320, height: 256, deviceScaleFactor: 4 },
  { name: 'a phone', width: 360, height: 640 },
];

/** Runs in the page: opens what is folded, and spaces the text as 1.4.12 has it. */
function prepare(spaced) {
  for (const details of document.querySelectorAll('details:not(.menu details)')) details.open = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(spaced ? '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }' : '');
  document.adoptedStyleSheets = [sheet];
}

/** Runs in the page: what is wider than the screen, cut off, or on something else. */
function faults() {
  const wrong = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`is ${root.scrollWidth} px wide where there are ${root.clientWidth}`);
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className}`;
  const texts = [...document.querySelectorAll('body *')].filter((element) => !element.closest('.visually-hidden, svg') && element.checkVisibility() &&
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  for (const element of texts) {
    // What holds it and neither shows nor scrolls what does not fit.
    for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const cut = (way) => way === 'hidden' || way === 'clip';
      if (cut(overflowX) && box.scrollWidth > box.clientWidth + 1 || cut(overflowY) && box.scrollHeight > box.clientHeight + 1) wrong.push(`${name(box)} cuts off the text of ${name(element)}`);
    }
    const { left, right } = element.getBoundingClientRect();
    if (!element.closest('.table, .chart') && (left < -1 || right > root.clientWidth + 1)) wrong.push(`${name(element)} reaches from ${Math.round(left)} to ${Math.round(right)}`);
  }
  // Lines of text that lie on those of another element.
  const lines = texts.filter((element) => !element.closest('.bar, .table, .chart')).flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()).flatMap((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(({ width }) => width > 0).map((box) => ({ box, element }));
  })).sort((a, b) => a.box.top - b.box.top);
  for (const [i, { box, element }] of lines.entries()) {
    for (let j = i + 1; j < lines.length && lines[j].box.top < box.bottom; j++) {
      const other = lines[j].box;
      const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top), wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      if (wide > 2 && high > Math.min(box.height, other.height) / 2) wrong.push(`the text of ${name(element)} lies on that of ${name(lines[j].element)}`);
    }
  }
  return wrong;
}

test('at every size and spacing of text nothing is cut off, covered or too wide', async () => {
  await eachPage(world.few, async (one) => {
    const wrong = [];
    for (const screen of screens) {
      await page.setViewport(screen);
      if (screen === screens[0]) await page.goto(world.url(one), { waitUntil: 'load' });
      for (const spaced of [false, true]) {
        await page.evaluate(prepare, spaced);
        wrong.push(...(await page.evaluate(faults)).map((what) => `at ${screen.name}${spaced ? ', spaced' : ''}: ${what}`));
      }
    }
    return wrong;
  });
});

test('the harness notices what is cut off, covered and too wide', async () => {
  const page = await browser.newPage();
  await page.setViewport(screens[1]);
  await page.setContent('<p style="height: 1em; overflow: hidden">Some text that is longer than one line, and so is cut off at the end of its box.</p><p style="white-space: nowrap; width: max-content">A line of text that is far too wide for a screen as small as this one is</p><p>Under</p><p style="margin-top: -2.1em">Above</p>');
  const found = (await page.evaluate(faults)).join('\n');
  for (const what of [/px wide/, /cuts off/, /reaches from/, /lies on/]) assert.match(found, what);
});
