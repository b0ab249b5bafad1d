// Two ways for somebody who stands before the site and does not know where to go:
// the guide through a few questions, and the two words that lead back to a chapter.
// Both are walked in a real browser on a small phone, without scripts, from the home
// page on: every answer is followed, to a page with a way to talk, and no answer asks
// the network for anything before that.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();

const homes = { en: '/', cy: '/cy/' };
const of = (source, lang) => world.pages.find((page) => page.source === (lang === 'en' ? source : source.replace(/\.md$/, `.${lang}.md`)))?.address;

/** Opens a small phone without scripts, and notes what it asks the network for. */
const phone = async () => {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 640, hasTouch: true, isMobile: true });
  await page.setJavaScriptEnabled(false);
  page.asked = [];
  page.on('request', (request) => page.asked.push(new URL(request.url()).pathname));
  return page;
};

/** The ways on from the question with an anchor, or from the first one. */
const ways = (page, anchor) =>
  page.evaluate((anchor) => {
    const heading = document.getElementById(anchor);
    const links = [];
    for (let e = heading.nextElementSibling; e && e.tagName !== 'H2'; e = e.nextElementSibling) {
      for (const a of e.querySelectorAll('a:not([href^="tel:"])')) links.push({ href: a.getAttribute('href'), text: a.textContent, line: a.parentElement.textContent });
    }
    return links;
  }, anchor);

/** Follows a link of the question with an anchor, as a finger does. */
const follow = async (page, anchor, href) => {
  const link = await page.evaluateHandle((anchor, href) => {
    for (let e = document.getElementById(anchor).nextElementSibling; e && e.tagName !== 'H2'; e = e.nextElementSibling) {
      const a = e.querySelector(`a[href="${href}"]`);
      if (a) return a;
    }
    return null;
  }, anchor, href);
  await link.asElement().evaluate((a) => a.scrollIntoView({ block: 'center', behavior: 'instant' })); // clear of the bar
  const there = page.waitForNavigation({ waitUntil: 'load' });
  await link.asElement().click();
  await there;
};

/** Whether a heading is on the screen, and neither above it nor under the bar. */
const inSight = (page, anchor) =>
  page.evaluate((anchor) => {
    const heading = document.getElementById(anchor).getBoundingClientRect();
    const bar = document.querySelector('.bar').getBoundingClientRect();
    return heading.top >= 0 && heading.bottom <= (bar.top > heading.top ? bar.top : innerHeight);
  }, anchor);

const visited = new Set(); // the pages that help: each is looked at once

for (const [lang, home] of Object.entries(homes)) {
  test(`every way through the questions ends where somebody can be talked to (${lang})`, async () => {
    const start = of('start.md', lang);
    const page = await phone();
    await page.goto(world.url(home));
    assert.ok(await page.$(`main a[href="${start}"]`), `${home} does not lead to ${start}`);
    await page.goto(world.url(start));
    const ends = new Map();
    const asked = new Set();
    /** Follows each answer of a question in turn, and comes back to it as a reader does. */
    const walk = async (anchor, way) => {
      asked.add(anchor);
      const next = await ways(page, anchor);
      assert.ok(next.length >= 3, `question ${anchor} has ${next.length} ways on`);
      for (const { href, line } of next) {
        const there = [...way, href].join(' ');
        if (!href.startsWith('#')) {
          ends.set(href, line);
          assert.ok(way.length < 6, `${there}: too many answers before there is help`);
          if (visited.has(href)) continue;
          visited.add(href);
        }
        page.asked.length = 0;
        await follow(page, anchor, href);
        if (href.startsWith('#')) {
          assert.ok(!way.includes(href), `${there}: back where it was`);
          assert.deepEqual(page.asked, [], `${there}: an answer asks the network`);
          assert.ok(await inSight(page, href.slice(1)), `${there}: the question is out of sight`);
          await walk(href.slice(1), [...way, href]);
        } else {
          assert.deepEqual(page.asked, [href.replace(/#.*/, '')], `${there}: asks for more than the page that helps`);
          const found = await page.evaluate(() => ({ talk: document.querySelectorAll('main a[href^="tel:"], main a[href^="sms:"]').length, heading: document.querySelector('h1').textContent }));
          assert.ok(found.talk > 0, `${there}: nobody can be talked to on "${found.heading}"`);
        }
        await page.goBack({ waitUntil: 'load' });
      }
    };
    await walk('q1', []);
    assert.ok(asked.size >= 4 && asked.size <= 6, `${asked.size} questions`);
    for (const [href, line] of ends) {
      const to = world.pages.find((one) => one.address === href.replace(/#.*/, ''));
      assert.ok(to, `${href} is no page`);
      if (to.lang !== lang) assert.match(line, /\(Saesneg\)/, `"${line}" does not say that ${href} is in another language`);
    }
    const led = new Set([...ends.keys()].map((href) => href.replace(/#.*/, '')));
    const wanted = ['young-people.md', 'help/other-countries.md', 'professionals.md', 'help/first-call.md', 'self-help/urges/right-now.md', 'self-help/after-a-police-visit/index.md', 'self-help/for-family/finding-out.md'];
    for (const source of wanted) assert.ok(led.has(of(source, lang) ?? of(source, 'en')), `no way leads to ${source}`);
    await page.close();
  });

  test(`two words lead back to a chapter (${lang})`, async () => {
    const list = of('two-words/index.md', lang);
    const page = await phone();
    await page.goto(world.url(home));
    assert.ok(await page.$(`main a[href="${list}"]`), `${home} does not lead to ${list}`);

    const chapters = world.pages.filter((one) => one.kind === 'chapter' && (one.lang === lang || (one.lang === 'en' && !of(one.source, lang))));
    assert.ok(chapters.length > 30, `${chapters.length} chapters`);
    const shown = new Map();
    for (const chapter of chapters) {
      const html = await readFile(join(world.folder, 'site', chapter.file), 'utf8');
      const [, phrase] = html.match(/<p class="place">[^<]*<a [^>]*>(\p{L}+ \p{L}+)<\/a>/u) ?? [];
      assert.ok(phrase, `${chapter.source} shows no phrase`);
      assert.ok(!shown.has(phrase), `two chapters show "${phrase}"`);
      shown.set(phrase, chapter);
    }
    await page.goto(world.url(list));
    const listed = new Map(await page.$$eval('main li a:has(b)', (links) => links.map((a) => [a.querySelector('b').textContent, a.getAttribute('href')])));
    assert.deepEqual([...listed].sort(), [...shown].map(([phrase, chapter]) => [phrase, chapter.address]).sort());

    // Somebody reads a chapter, leaves, and comes back with nothing but the words.
    for (const [phrase, chapter] of [...shown].slice(0, 3)) {
      await page.goto(world.url(home));
      page.asked.length = 0;
      for (const selector of [`main a[href="${list}"]`, `main li a[href="${chapter.address}"]`]) {
        const there = page.waitForNavigation({ waitUntil: 'load' });
        await (await page.$(selector)).click();
        await there;
      }
      assert.deepEqual(page.asked, [list, chapter.address]);
      const place = await page.$$eval('.place', (lines) => lines.map((line) => line.textContent).join(' '));
      assert.ok(place.includes(phrase), `${chapter.address} says "${place}", and not "${phrase}"`);
      assert.match(place, /(Guide|Canllaw) \d+, (part|rhan) \d+/);
    }
    await page.close();
  });
}

test('words and questions give nothing away where others look', async () => {
  const sensitive = new RegExp('\\b(abuse|arrest|child|children|crime|helpline|image|images|illegal|police|porn|prison|sex|sexual|stop|plant|plentyn|heddlu|rhywiol|stopio)\\b', 'i');
  const page = await phone();
  for (const lang of Object.keys(homes)) {
    await page.goto(world.url(of('two-words/index.md', lang)));
    assert.match(page.url(), /\/p\/[a-z0-9]{12}\/$/);
    assert.doesNotMatch(await page.title(), sensitive);
    for (const text of await page.$$eval('main li a:has(b)', (links) => links.map((a) => a.textContent))) assert.doesNotMatch(text, sensitive);
    await page.goto(world.url(of('start.md', lang)));
    for (const anchor of await page.$$eval('main .choices a[href^="#"]', (links) => links.map((a) => a.getAttribute('href')))) assert.match(anchor, /^#q\d$/);
  }
  await page.close();
});
