// A page carries only the parts of the style that it can use. What it does without
// has, in a browser's own reading, nothing to do on it: no selector of a part that
// is missing matches anything there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { eachPage } from '../lib/eachpage.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();
const page = await browser.newPage();

/**
 * Runs in a browser, which is given the text of a page, or else looks at the one
 * that is open: the first part of its style, and of every part that it does
 * without the selectors that match something, whatever is folded, hovered or on
 * paper.
 */
function without(parts, html) {
  const read = html ? new DOMParser().parseFromString(html, 'text/html') : document;
  const has = [...read.querySelectorAll('style')].map((style) => style.textContent);
  const matches = (text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    const found = [];
    const look = (rules) => {
      for (const rule of rules) {
        if (rule.selectorText) {
          // What a state or a made element belongs to is what has to be there.
          let bare = rule.selectorText;
          for (let last; bare !== last;) [last, bare] = [bare, bare.replace(/:(not|has)\([^()]*\)/g, '')];
          const plain = bare.replace(/::[\w-]+(\([^)]*\))?/g, '').replace(/:(hover|focus|focus-visible|active|checked|target)\b/g, '').replace(/\[(open|hidden)\]/g, '');
          for (const selector of plain.split(/,(?![^(]*\))/)) {
            const whole = selector.trim().replace(/^$|([>+~\s])$/, '$1*').replace(/^([>+~])/, '* $1');
            if (read.querySelector(whole)) found.push(whole);
          }
        }
        if (rule.cssRules && !(rule instanceof CSSKeyframesRule)) look(rule.cssRules);
      }
    };
    look(sheet.cssRules);
    return found;
  };
  return { first: has[0], found: parts.map((part) => (has.includes(part) ? [] : matches(part))) };
}

/** What is wrong with a page that was seen so. */
function wrong(parts, { first, found }) {
  const wrong = parts.flatMap((part, i) => (found[i].length > 0 ? [`does without ${part.slice(0, 40)}…, and has ${found[i]}`] : []));
  if (first !== parts[0]) wrong.push('begins with another part');
  return wrong;
}

test('nothing on a page is what a part of the style is for that the page does without', async () => {
  const texts = new Map();
  for (const one of world.pages) texts.set(one, await readFile(join(world.folder, 'site', one.file), 'utf8'));
  const parts = [...new Set([...texts.values()].flatMap((html) => [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style]) => style)))];
  assert.ok(parts.length > 1 && parts.length <= 8, `the site has ${parts.length} parts of a style`);
  await eachPage(world.pages, async (one) => wrong(parts, await page.evaluate(without, parts, texts.get(one))));
  // And with what the script makes of a page.
  await eachPage(world.few, async (one) => {
    await page.goto(world.url(one), { waitUntil: 'load' });
    return wrong(parts, await page.evaluate(without, parts));
  });
});

test('a part that a page needs is missed', async () => {
  const parts = ['p{color:red}', '.a{color:red}', '@media print{.b::before{color:red}}'];
  const html = `<title>x</title><style>${parts[0]}</style><p class=b>x`;
  await page.goto('about:blank'); // no page of the site lets anybody parse a text
  const found = wrong(parts, await page.evaluate(without, parts, html));
  assert.deepEqual(found, ['does without @media print{.b::before{color:red}}…, and has .b']);
});
