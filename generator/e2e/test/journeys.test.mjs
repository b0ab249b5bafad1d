// Readers find what they came for, on a small phone and with scripts off, in
// English and in Welsh: somebody with an urge at night, somebody who has found
// something, somebody to whom the police have come, a journalist, a reader in
// another country; somebody whose thoughts frighten them, who writes to a child, who
// has been to court; a parent whose child has sent a picture, and a young person. Their
// door is on the first screen of home, or just below it; each step is a link that can be seen and
// tapped; somebody to talk to is one tap away all along; no page is a dead end, or in
// another language; and each number and way to a service is the registry's, and
// right for who reads the page. And whoever begins at home gets to the last chapter
// of every guide in their own language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { step } from '../lib/progress.mjs';
import { always, emergency, offered, original, plain, servesHere, ways } from '../lib/registry.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const browser = await world.chromium();
const page = await browser.newPage();
await page.setJavaScriptEnabled(false);
await page.setViewport({ width: 360, height: 640, isMobile: true, hasTouch: true });

/** Whose way leads over which pages, named by their file in the first language. */
const journeys = {
  'an urge at night': ['self-help/urges/right-now.md', 'self-help/urges/after-the-urge.md', 'self-help/staying-stopped/a-lapse-plan.md'],
  'something was found': ['self-help/for-family/finding-out.md', 'self-help/for-family/looking-after-yourself.md', 'self-help/for-family/talking-to-them.md'],
  'the police have come': ['self-help/after-a-police-visit/index.md', 'self-help/after-a-police-visit/the-first-days.md', 'self-help/after-a-police-visit/keeping-safe.md'],
  'thoughts that frighten': ['self-help/index.md', 'self-help/frightening-thoughts/index.md', 'self-help/frightening-thoughts/two-kinds-of-worry.md'],
  'messages with a child': ['self-help/index.md', 'self-help/messages/index.md', 'self-help/messages/the-next-ten-minutes.md'],
  'after court': ['self-help/index.md', 'self-help/after-court/index.md', 'self-help/after-court/the-register.md'],
  'a child has sent a picture': ['self-help/for-parents/index.md', 'self-help/for-parents/sent-or-blackmailed.md'],
  'a young person': ['young-people.md', 'self-help/for-young-people/sent-or-blackmailed.md'],
  'a journalist': ['professionals.md', 'news/index.md', 'news/north-wales-launch.md'],
  'a reader in another country': ['help/other-countries.md', 'help/online-programmes.md'],
};

/** Those whose door is on home, but below the first screen: two taps from help all the same. */
const below = new Set(['a child has sent a picture', 'a young person']);

const pageAt = (address) => world.pages.find((one) => one.address === address);
const twins = (source) => world.pages.filter((one) => one.source && original(one.source) === source);

/** Runs in the page: what somebody can see and tap there. */
function seen() {
  const bar = document.querySelector('.bar').getBoundingClientRect();
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
  const rect = ({ top, bottom, height, width }) => ({ top, bottom, height, width });
  const links = [...document.links].map((link, at) => ({
    at, href: link.href, raw: link.getAttribute('href'), text: link.textContent.replace(/\s+/g, ' ').trim(),
    running: getComputedStyle(link).display === 'inline' && link.parentElement.textContent.trim() !== link.textContent.trim(),
    lang: link.closest('[lang]').lang, hreflang: link.hreflang, shown: shown(link), ...rect(link.getBoundingClientRect()),
    around: link.closest('li, p')?.textContent ?? '', card: link.closest('.card')?.querySelector('.label')?.textContent ?? null,
    inside: ['.strip', '.head', '.bar', '.foot', '.crumbs', 'main'].filter((part) => link.closest(part)),
  }));
  // The country under whose heading a link stands.
  for (const link of links) {
    const before = [...document.querySelectorAll('h2')].filter((h2) => h2.compareDocumentPosition(document.links[link.at]) & Node.DOCUMENT_POSITION_FOLLOWING);
    link.country = before.at(-1)?.id.match(/^country-(..)$/)?.[1].toUpperCase() ?? null;
  }
  return {
    links, lang: document.documentElement.lang, end: bar.top,
    fixed: getComputedStyle(document.querySelector('.bar')).position === 'fixed',
    strip: document.querySelector('.strip')?.innerText ?? null,
  };
}

const look = () => page.evaluate(seen);

/** Taps something in its middle, after scrolling to it; it has to be what is seen there. */
async function tap(selector, at = 0) {
  const point = await page.evaluate((selector, at) => {
    const element = selector === 'a' ? document.links[at] : document.querySelectorAll(selector)[at];
    const bar = document.querySelector('.bar');
    if (!bar.contains(element)) element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, height } = element.getClientRects()[0];
    const [x, y] = [left + Math.min(element.getClientRects()[0].width / 2, 40), top + height / 2];
    const there = document.elementFromPoint(x, y);
    return { x, y, covered: !(element.contains(there) || there?.contains(element) && there.closest('a') === element), what: there?.outerHTML.slice(0, 80) };
  }, selector, at);
  assert.ok(!point.covered, `a tap on ${selector} ${at} meets ${point.what}`);
  await page.touchscreen.tap(point.x, point.y);
}

/** Follows a link that leads to one of some addresses; the first is on the first screen, or in a menu that opens there. */
async function follow(addresses, { first }) {
  step(`following a link to ${addresses}`);
  const leads = (link) => link.shown && link.height > 0 && addresses.includes(new URL(link.href).pathname) && !new URL(link.href).hash &&
    !link.inside.includes('.foot') && !link.inside.includes('.crumbs');
  let now = await look();
  const reachable = () => now.links.filter((link) => leads(link) && (!first || link.top >= 0 && link.bottom <= now.end));
  let found = reachable();
  if (found.length === 0) {
    const fold = await page.evaluate(() => document.querySelector('.fold').getBoundingClientRect().bottom);
    assert.ok(!first || fold <= now.end, 'the menu is on the first screen');
    await tap('.fold');
    now = await look();
    found = reachable();
  }
  assert.ok(found.length > 0, `there is no link to ${addresses} ${first ? 'on the first screen' : 'to be seen'} of ${page.url()}`);
  const [link] = found;
  assert.ok(link.height >= 24 || link.running && !first, `the link ${link.text} is only ${link.height} px high`);
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), tap('a', link.at)]);
  const here = pageAt(new URL(page.url()).pathname);
  assert.ok(here && addresses.includes(here.address), `the link ${link.text} leads to ${page.url()}`);
  return { here, link, from: now.lang };
}

/** Talk is one tap away, and leads to somebody who is there at this hour. */
async function talk(here, before) {
  const bar = before.links.filter(({ inside, raw }) => inside.includes('.bar') && raw === '#talk');
  assert.ok(before.fixed && bar.length === 1 && bar[0].shown && bar[0].height >= 44 && bar[0].bottom <= 640, 'Talk stands in the fixed bar');
  await tap('a', bar[0].at);
  const { top, bottom, end } = await page.evaluate(() => {
    const { top, bottom } = document.querySelector('#talk').getBoundingClientRect();
    return { top, bottom, end: document.querySelector('.bar').getBoundingClientRect().top };
  });
  assert.ok(top >= 0 && bottom <= end, `a tap on Talk shows the strip (it is at ${top} to ${bottom})`);
  const strip = (await look()).links.filter(({ inside, shown }) => shown && inside.includes('.strip'));
  const offers = await offered(here.source);
  const found = strip.flatMap((link) => ways.filter(({ href }) => href === link.raw));
  if (offers.length === 0) {
    assert.equal(found.length, 0, 'the strip for readers elsewhere offers nobody here');
    assert.ok(strip.some(({ href }) => twins('help/other-countries.md').some(({ address }) => new URL(href).pathname === address)), 'it leads to the countries');
    return;
  }
  assert.ok(found.some(({ service }) => service === offers[0]), `the strip offers ${offers[0].id}`);
  assert.ok(found.some((way) => always(way) && !emergency(way.channel.dial)), 'somebody in the strip is there day and night');
  for (const { service } of found) {
    assert.ok(offers.includes(service) || service.crisis, `the strip offers ${service.id}, and the page names ${offers.map(({ id }) => id)}`);
  }
}

/** Each number and each way to a service is the registry's, and one for who reads the page. */
async function numbers(here, now) {
  const elsewhere = (await offered(here.source)).length === 0;
  const exit = now.links.find(({ inside, raw }) => inside.includes('.bar') && raw !== '#talk').href;
  let told = 0;
  for (const link of now.links) {
    const number = /^(tel|sms):/.test(link.raw);
    const { origin, href } = new URL(link.href);
    if (!number && (origin === new URL(world.base).origin || href === exit)) continue;
    const found = ways.filter((way) => way.href === (number ? link.raw : href));
    assert.ok(found.length > 0, `${link.raw} is in the registry`);
    if (number) {
      assert.ok(found.some(({ text }) => plain(link.text).includes(text)), `${link.raw} is shown as ${link.text}`);
      assert.ok(!elsewhere || link.country, `${link.raw} stands under the heading of a country`);
    }
    const right = found.filter((way) => servesHere(way, elsewhere ? link.country : null, plain(link.around)) || !elsewhere && here.source.includes('online-programmes'));
    assert.ok(right.length > 0, `${link.raw} helps readers ${elsewhere ? `in ${link.country}` : 'at home'}`);
    if (link.card) {
      const names = right.flatMap(({ service }) => Object.values(service.name));
      assert.ok(names.includes(link.card.replace(/’/g, "'")) || names.includes(link.card), `${link.raw} stands on the card of ${link.card}, and is a way to ${names}`);
    }
    told++;
  }
  assert.ok(told > 0, 'there is a way to somebody');
}

/** There is something to do next on a page: a link of its text to another page, or a number. */
function goesOn(here, now) {
  const next = now.links.filter(({ shown, inside, href, raw }) => shown && inside.includes('main') && !inside.includes('.strip') &&
    (/^tel:/.test(raw) || pageAt(new URL(href).pathname) && new URL(href).pathname !== here.address && !raw.includes('#')));
  assert.ok(next.length > 0, `${here.address} is no dead end`);
}

for (const lang of world.pages.filter(({ kind }) => kind === 'home').map((one) => one.lang)) {
  for (const [name, steps] of Object.entries(journeys)) {
    test(`${name}, in ${lang}`, async () => {
      let here = world.pages.find((one) => one.kind === 'home' && one.lang === lang);
      await page.goto(world.url(here), { waitUntil: 'load' });
      for (let i = 0; ; i++) {
        const now = await look();
        assert.equal(now.lang, here.lang);
        await numbers(here, now);
        goesOn(here, now);
        assert.equal(here.lang, lang, `${here.address} is in the reader's language`);
        await talk(here, now);
        if (i === steps.length) return;
        await page.evaluate(() => window.scrollTo(0, 0));
        ({ here } = await follow(twins(steps[i]).filter((one) => one.lang === here.lang).map((one) => one.address), { first: i === 0 && !below.has(name) }));
      }
    });
  }
}

// By the links that chapters end with, from the first guide to the last chapter of each.
for (const lang of world.pages.filter(({ kind }) => kind === 'home').map((one) => one.lang)) {
  test(`from home to the last chapter of every guide, in ${lang}`, { timeout: 240_000 }, async () => {
    const home = world.pages.find((one) => one.kind === 'home' && one.lang === lang);
    const inMain = async (address) => {
      step(`reading ${address}`);
      await page.goto(world.url(address), { waitUntil: 'load' });
      const links = (await look()).links.filter(({ shown, inside, href }) => shown && inside.includes('main') && new URL(href).origin === new URL(world.base).origin);
      const here = links.map(({ href }) => pageAt(new URL(href).pathname)).filter((one) => one && new URL(world.url(one)).pathname !== address);
      const own = pageAt(address);
      const twin = (one) => one.source && own.source && original(one.source) === original(own.source);
      const foreign = here.filter((one) => one.lang && one.lang !== lang && !twin(one) && ['module', 'chapter', 'page', 'home'].includes(one.kind));
      assert.deepEqual(foreign.map((one) => one.address), [], `${address} leads to pages in another language`);
      return here;
    };
    const guides = world.pages.filter((one) => one.kind === 'module' && one.lang === lang);
    const chapters = world.pages.filter((one) => one.kind === 'chapter' && one.lang === lang);
    assert.ok(guides.length > 10 && chapters.length > guides.length * 3, `${guides.length} guides, ${chapters.length} chapters`);
    const index = (await inMain(home.address)).find((one) => original(one.source) === 'self-help/index.md');
    const all = await inMain(index.address);
    const read = new Set();
    for (const guide of guides) {
      assert.ok(all.includes(guide), `the list of guides leads to ${guide.source}`);
      const folder = guide.source.replace(/index(\.\w+)?\.md$/, '');
      let next = (await inMain(guide.address)).find((one) => chapters.includes(one) && one.source.startsWith(folder));
      while (next && !read.has(next)) {
        read.add(next);
        const others = (await inMain(next.address)).filter((one) => chapters.includes(one) && one.source.startsWith(folder) && !read.has(one));
        next = others.at(-1); // the last link of a page is the one that goes on
      }
    }
    assert.deepEqual(chapters.filter((one) => !read.has(one)).map((one) => one.source), [], 'every chapter is reached');
  });
}
