// What a page leaves behind tells little: no sensitive word in the title or
// address of a discreet page, and links that look the same after they were
// followed.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openControl } from '../lib/control.mjs';
import { eachPage } from '../lib/eachpage.mjs';
import { openWorld } from '../lib/world.mjs';
import { wordsIn } from '../lib/words.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const { port, close } = await openControl(world.keys);
world.atEnd(close);
const browser = await world.chromium({ places: { 'control.example': port } });
const control = 'https://control.example/';
const discreet = world.pages.filter((page) => page.discreet);
/** One page of every kind. */
const samples = [...new Map(world.pages.map((page) => [page.kind, page])).values()];
const sensitive = Object.values(world.sensitive).flat();

test('titles, addresses and descriptions of discreet pages hold no sensitive word', async () => {
  assert.ok(sensitive.length > 0, 'site.yaml lists sensitive words');
  const titles = new Map();
  const page = await browser.newPage();
  await eachPage(discreet, async (one) => {
    // As a browser reads the page: to draw it as well would take ten times as long.
    const seen = await page.evaluate((html) => {
      const read = new DOMParser().parseFromString(html, 'text/html');
      return {
        title: read.title,
        description: read.querySelector('meta[name=description]')?.content ?? '',
        // What other programs show of a page.
        cards: [...read.querySelectorAll('meta[property], meta[name^="twitter:"], link[rel~=manifest]')].map((element) => element.outerHTML).join(),
      };
    }, await readFile(join(world.folder, 'site', one.file), 'utf8'));
    seen.address = decodeURI(new URL(world.url(one)).pathname);
    const wrong = [];
    for (const [what, text] of Object.entries(seen)) {
      for (const word of wordsIn(text, sensitive)) wrong.push(`the ${what} holds ${word}: ${text}`);
    }
    if (seen.cards) wrong.push(`has a card for other programs: ${seen.cards}`);
    if (!/^\/p\/[012aceiost]{12}\/$/.test(seen.address)) wrong.push(`the address is not like the others: ${seen.address}`);
    if (titles.has(seen.title)) wrong.push(`the title is that of ${titles.get(seen.title)} too: ${seen.title}`);
    titles.set(seen.title, one.address);
    return wrong;
  });
  await page.close();
});

/** Every property of every link of a page, as if followed or not yet followed. */
async function linkStyles(page, state) {
  const session = await page.createCDPSession();
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'a[href]' });
  const styles = [];
  for (const nodeId of nodeIds) {
    await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: [state] });
    const { computedStyle } = await session.send('CSS.getComputedStyleForNode', { nodeId });
    styles.push(computedStyle);
  }
  await session.detach();
  return styles;
}

/** Tells how links look different once they were followed. */
async function tells(page) {
  const [unread, read] = [await linkStyles(page, 'link'), await linkStyles(page, 'visited')];
  assert.ok(unread.length > 0, 'has no links');
  return unread.flatMap((style, i) => {
    const other = style.filter(({ value }, k) => value !== read[i][k].value);
    if (other.length === 0) return [];
    return [`link ${i + 1} has ${other.map(({ name, value }) => `${name} ${value}`).join(', ')}, and not once it was followed`];
  });
}

test('the style of a link is the same once it was followed', async () => {
  const page = await browser.newPage();
  await eachPage(samples, async (one) => {
    await page.goto(world.url(one), { waitUntil: 'load' });
    return tells(page);
  });
  await page.goto(control);
  assert.match((await tells(page)).join(), /link 1 has .*\bcolor rgb\(0, 0, 255\)/, 'the control tells');
  await page.close();
});

test('a page looks the same once its links were followed', async () => {
  const page = await browser.newPage();
  const picture = async (url) => {
    await page.goto(url);
    return Buffer.from(await page.screenshot({ fullPage: true }));
  };
  const before = new Map();
  for (const url of [control, ...samples.map(world.url)]) before.set(url, await picture(url));
  for (const url of [...world.part(1).map(world.url), control + 'b']) {
    // Browsers colour a link for having been followed from the same site only.
    if (new URL(page.url()).origin !== new URL(url).origin) await page.goto(new URL('/', url).href);
    await Promise.all([page.waitForNavigation(), page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
    }, url)]);
  }
  // The browser notes what was followed in its own time, and one after the
  // other: once the last, the control's, shows, all would.
  let shown = false;
  for (let i = 0; i < 100 && !shown; i++) shown = !(await picture(control)).equals(before.get(control));
  assert.ok(shown, 'the control looks different');
  await eachPage(samples, async (one) => ((await picture(world.url(one))).equals(before.get(world.url(one))) ? [] : ['looks different']));
  await page.close();
});

test('words are found whole, in any case, in the plural', () => {
  assert.deepEqual(wordsIn('Helplines, a Call', ['helpline', 'all', 'cam-drin']), ['helpline']);
  assert.deepEqual(wordsIn('Cam-drin', ['cam-drin', 'drin']), ['cam-drin', 'drin']);
  assert.deepEqual(wordsIn('/help/stopping/', ['stop', 'stopping']), ['stopping']);
});
