// The script of a page is watched: it goes nowhere, calls nothing, keeps
// nothing and starts nothing by itself, nor at a key or a click that is not the
// exit. The audit says what it may name; this is what it does.
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eachPage } from '../lib/eachpage.mjs';
import { firefoxHere } from '../lib/firefox.mjs';
import { readNetLog } from '../lib/netlog.mjs';
import { noTraces, openPlanted, planted, spy, traces } from '../lib/planted.mjs';
import { sotto } from '../lib/prepare.mjs';
import { Target } from '../lib/target.mjs';
import { openWorld } from '../lib/world.mjs';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const control = await openPlanted(world.keys);
world.atEnd(() => control.close());
const origin = 'https://control.example';
// Port 9 is one where nobody is, to tell a name that is looked up from others.
const places = { 'control.example': control.port, 'lookup.example': 9 };

/** Rejects when something is not done in time; says what. */
function within(ms, what, doing) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms)));
  return Promise.race([doing, late]).finally(() => clearTimeout(timer));
}

/** How long a page is watched after the last key and click, and how long what must show may take, in milliseconds. */
const lull = 30, patience = 10_000;
/** How many tabs are open at once. */
const tabs = 4;

const netLog = join(world.folder, 'netlog-script.json');
const browsers = {
  Chromium: {
    open: () => world.chromium({ places, netLog }),
    foreign: () => world.nowhere.take(),
  },
  Firefox: {
    open: () => world.firefox({ places }),
    // Its own settings come from its maker, whatever it is told.
    foreign: (browser) => browser.junction.asked.filter((name) => ![world.host, 'control.example'].includes(name) && !/\.mozilla\.(com|org)$/.test(name)),
  },
};

/** A tab in which every page is spied on, with what happens to it: navigations and workers. */
async function openTab(browser) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(spy);
  const tab = { page, navigations: 0, workers: 0 };
  page.on('request', (request) => { if (request.isNavigationRequest() && request.frame() === page.mainFrame()) tab.navigations++; });
  page.on('workercreated', () => tab.workers++);
  return tab;
}

/** Opens an address, presses keys and clicks at the edge, where no link is; returns all that is to be seen of it. */
async function act(tab, address, enough) {
  const { page } = tab;
  tab.navigations = tab.workers = 0;
  const look = async () => ({ ...await page.evaluate(traces), navigations: tab.navigations - 1, workers: tab.workers });
  const gone = (error) => ({ navigations: tab.navigations - 1, workers: tab.workers, error: error.message });
  const doing = async () => {
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    for (const key of ['a', 'Shift', 'Shift']) await page.keyboard.press(key);
    await page.mouse.click(1, 300);
    await new Promise((resolve) => setTimeout(resolve, lull));
    return look();
  };
  // A page that goes away meanwhile does not answer; that it went is seen all the same.
  let seen = await within(enough ? 3000 : 2 * patience, address, doing()).catch(gone);
  for (const end = Date.now() + patience; enough?.(seen) === false && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await within(2000, address, look()).catch(gone);
  }
  return seen;
}

/** Does a thing for each item, some at once; each of those has a tab. Returns what came of each. */
async function inTabs(browser, items, doing) {
  const results = [];
  let next = 0;
  await Promise.all(Array.from({ length: tabs }, async () => {
    const tab = await openTab(browser);
    for (let i; (i = next++) < items.length;) results[i] = await doing(tab, items[i]);
  }));
  return results;
}

for (const [name, { open, foreign }] of Object.entries(browsers)) {
  const skip = name === 'Firefox' && !firefoxHere && 'Debian has no Firefox for this machine';

  test(`the script, in ${name}`, { skip, timeout: 240_000 }, async (t) => {
    const browser = await within(60_000, 'starting it', open());

    await t.test('does nothing by itself on any page', { timeout: 120_000 }, async () => {
      foreign(browser);
      const pages = world.part(name === 'Chromium' ? 9 : 10);
      const all = await inTabs(browser, pages, (tab, one) => act(tab, world.url(one)));
      await eachPage(pages, (one) => {
        assert.deepEqual(all[pages.indexOf(one)], { ...noTraces(world.url(one)), navigations: 0, workers: 0 });
      });
      assert.deepEqual(foreign(browser), [], 'nobody else is connected to');
    });

    await t.test('may read nothing that is a function', { timeout: 30_000 }, async () => {
      const table = await readFile(join(repository, 'generator/audit/contract/script.txt'), 'utf8');
      const names = [...table.matchAll(/^member +(\w+) +read\b/gm)].map(([, name]) => name);
      assert.ok(names.length > 15, `${names.length} members may be read`);
      const page = await browser.newPage();
      await page.goto(world.url(world.pages[0]), { waitUntil: 'domcontentloaded' });
      assert.deepEqual(await page.evaluate(functionsAmong, [...names, 'closest']), ['html.closest', 'body.closest', 'link.closest'], 'closest is one, for control');
      await page.close();
    });

    await t.test('would be noticed if it did something', { timeout: 120_000 }, async () => {
      const asked = [], wrong = [];
      await inTabs(browser, Object.entries(planted), async (tab, [what, [, notices]]) => {
        const missing = (seen) => Object.entries(notices).filter(([where, want]) => {
          const is = where === 'foreign' ? asked : seen[where];
          return !(want instanceof RegExp ? want.test(is) : typeof want === 'number' ? is >= want : is?.includes(want));
        });
        const enough = (seen) => {
          asked.push(...foreign(browser));
          return missing(seen).length === 0;
        };
        const seen = await act(tab, `${origin}/${Object.keys(planted).indexOf(what)}`, enough);
        if (missing(seen).length > 0) wrong.push(`a script that ${what}: ${JSON.stringify(seen)}, ${asked}`);
        // One that is still on its way to where nobody answers is left behind.
        await tab.page.goto('about:blank', { timeout: 2000 }).catch(async () => Object.assign(tab, await openTab(browser)));
      });
      assert.deepEqual(wrong, []);
    });

    await browser.close();
    if (name !== 'Chromium') return;
    await t.test('looks no name up, and would be noticed if it did', { timeout: 30_000 }, async () => {
      const { lookups } = await readNetLog(netLog);
      const first = lookups.indexOf(`https://127.0.0.1:${control.port}`);
      const own = [`https://127.0.0.1:1`, `https://127.0.0.1:${world.wire.port}`];
      assert.deepEqual(lookups.slice(0, first).filter((host) => !own.includes(host)), []);
      assert.ok(first > 0 && lookups.slice(first).includes('https://127.0.0.1:9'), 'the control looks one up');
    });
  });
}

/** Runs in a page: which of the names are functions on something that a script of the page could get at. */
function functionsAmong(names) {
  const things = {
    window, document, html: document.documentElement, body: document.body, link: document.querySelector('a'), links: document.querySelectorAll('a'),
    classes: document.body.classList, click: new MouseEvent('click'), key: new KeyboardEvent('keydown'), back: new PageTransitionEvent('pageshow'), list: [], arrow: () => 0,
  };
  return Object.entries(things).flatMap(([thing, value]) => names.filter((name) => typeof value[name] === 'function').map((name) => `${thing}.${name}`));
}

test('a site without a script: the exit is a plain link, and keys do nothing', { timeout: 60_000 }, async () => {
  const content = join(world.folder, 'content-none');
  await cp(join(repository, 'content'), content, { recursive: true });
  const settings = join(content, 'site.yaml');
  await writeFile(settings, `${await readFile(settings, 'utf8')}\nscript: none\n`);
  await sotto('build', '--quiet', '--content', content, '-d', join(world.folder, 'none'));
  const target = await Target.open(world.keys);
  world.atEnd(() => target.close());
  world.wire.backend = (await world.nginx('none')).https;
  const browser = await world.chromium({ places: { [world.exitHost]: target.port } });
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(world.url(world.pages.find((one) => one.exit && one.kind !== '404')), { waitUntil: 'load' });
  assert.equal(await page.evaluate(() => document.scripts.length), 0);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift');
  assert.notEqual(await page.evaluate(() => document.body.innerText.trim()), '');
  assert.equal(target.requests.length, 0);
  await Promise.all([page.waitForNavigation({ timeout: 10_000 }), page.click(`a.exit[href="${world.exit}"]`)]);
  assert.equal(page.url(), world.exit);
  assert.deepEqual(complaints, []);
  await browser.close();
});
