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

/** Runs in the page: the texts of its styles. */
const styles = () => [...document.querySelectorAll('style')].map((style) => style.textContent);

/** Runs in the page: the selectors of a style that match something, whatever is folded, hovered or on paper. */
function matches(text) {
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
          if (document.querySelector(whole)) found.push(whole);
        }
      }
      if (rule.cssRules && !(rule instanceof CSSKeyframesRule)) look(rule.cssRules);
    }
  };
  look(sheet.cssRules);
  return found;
}

test('nothing on a page is what a part of the style is for that the page does without', async () => {
  const parts = new Set();
  for (const { file } of world.pages) {
    const html = await readFile(join(world.folder, 'site', file), 'utf8');
    for (const [, style] of html.matchAll(/<style>(.*?)<\/style>/gs)) parts.add(style);
  }
  const [first] = parts;
  assert.ok(parts.size > 1 && parts.size <= 8, `the site has ${parts.size} parts of a style`);
  await eachPage(world.pages, async (one) => {
    const wrong = [];
    await page.goto(world.url(one), { waitUntil: 'load' });
    const has = await page.evaluate(styles);
    if (has[0] !== first) wrong.push('begins with another part');
    for (const part of parts) {
      const found = has.includes(part) ? [] : await page.evaluate(matches, part);
      if (found.length > 0) wrong.push(`does without ${part.slice(0, 40)}…, and has ${found}`);
    }
    return wrong;
  });
});
