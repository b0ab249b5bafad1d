// The desk around a page in the live preview: it shows what is saved, by itself,
// in every tab, once, at the place where the reader was; it tells what is wrong
// beside the last good page; and everybody can use it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { findings } from '../lib/axe.mjs';
import { runFolder } from '../lib/prepare.mjs';
import { lookingBrowser, openDesk, openPreview, until } from '../lib/preview.mjs';
import { watch } from '../lib/progress.mjs';

watch();
const own = process.env.SOTTO_E2E ? undefined : await runFolder();
const folder = process.env.SOTTO_E2E ?? own.folder;
const preview = await openPreview(folder);
const browser = await lookingBrowser(folder);
after(async () => {
  await browser.close();
  await preview.stop();
  await own?.remove();
});

const about = join(preview.site, 'content/about.md');
const text = await readFile(about, 'utf8');
const heading = text.match(/^title: (.*)$/m)[1];
const titled = (title) => text.replace(/^title: .*$/m, `title: ${title}`);
const shows = (title) => document.querySelector('iframe')?.contentDocument?.querySelector('h1')?.textContent.includes(title);
const reloads = (page) => page.evaluate(() => Number(document.body.dataset.reloads ?? 0));
afterEach(async () => {
  if ((await readFile(about, 'utf8')) !== text) await writeFile(about, text);
});
const git = (...args) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'core.hooksPath=/dev/null', ...args], { cwd: preview.site });

test('a page is what a build makes, to the byte, and has nothing of the desk', async () => {
  const plain = await (await fetch(preview.base + '/about/')).text();
  const page = await openDesk(browser, preview.base + '/about/');
  const framed = await page.evaluate(async () => (await fetch(document.querySelector('iframe').contentWindow.location)).text());
  assert.equal(framed, plain);
  assert.doesNotMatch(plain, /\.sotto|desk\.js/);
  await page.close();
});

test('every way of saving shows itself in twelve tabs, once, through one connection', async () => {
  let streams = 0;
  const tabs = [];
  for (let i = 0; i < 12; i++) {
    const page = await openDesk(browser, preview.base + '/about/');
    tabs.push(page);
  }
  // Since then every tab listens: who has just come asks who was there before.
  for (const page of tabs) {
    const locks = await page.evaluate(async () => (await navigator.locks.query()));
    streams = locks.held.filter(({ name }) => name === 'sotto-desk').length;
    assert.equal(streams, 1, 'one tab listens for all');
    assert.equal(locks.pending.length, 11);
  }
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'one');
  const ways = {
    'written in place': (title) => writeFile(about, titled(title)),
    'renamed over, as VS Code and mv do': async (title) => {
      await writeFile(join(preview.site, 'content/new.md~'), titled(title));
      await rename(join(preview.site, 'content/new.md~'), about);
    },
    'saved by vim': (title) => execFileSync('vim', ['-Nu', 'NONE', '-es', '-c', `%s/^title: .*/title: ${title}/`, '-c', 'wq', about]),
    'sed -i': (title) => execFileSync('sed', ['-i', `s/^title: .*/title: ${title}/`, about]),
    'a checkout of 200 files': async (title) => {
      await writeFile(about, text);
      git('checkout', '-qB', 'other');
      await writeFile(about, titled(title));
      const files = (await readdir(join(preview.site, 'content'), { recursive: true })).filter((name) => name.endsWith('.md'));
      for (const name of files) {
        const file = join(preview.site, 'content', name);
        await writeFile(file, (await readFile(file, 'utf8')) + '\n');
      }
      for (let i = files.length; i < 200; i++) await writeFile(join(preview.site, 'content', `${i}.md~`), String(i)); // read by nobody
      return async () => {
        git('add', '-A');
        git('commit', '-qm', 'two');
        git('checkout', '-qf', '-');
        for (const page of tabs) await until(page, shows, heading);
        const before = await Promise.all(tabs.map(reloads));
        git('checkout', '-q', 'other');
        return before;
      };
    },
  };
  let n = 0;
  for (const [way, save] of Object.entries(ways)) {
    const title = `About us, ${'abcde'[n++]}`; // a number would have to be in its twin too
    let before = await Promise.all(tabs.map(reloads));
    const more = await save(title);
    if (typeof more === 'function') before = await more();
    for (const page of tabs) await until(page, shows, title);
    // A second reload would have been asked for by a later build: one that is told
    // after it, and has been seen by all, ends the waiting.
    await writeFile(join(preview.site, 'content/.gitkeep'), String(n));
    const build = await tabs[0].evaluate(() => document.body.dataset.build);
    for (const page of tabs) await until(page, (was) => document.body.dataset.build !== was, build);
    assert.deepEqual(await Promise.all(tabs.map(reloads)), before.map((r) => r + 1), way);
  }
  for (const page of tabs) await page.close();
  git('checkout', '-qf', '-');
  await writeFile(about, text);
});

test('a word in the text is shown at once, and then what is known of the page', async () => {
  const quiet = await openPreview(folder); // in which nothing else happens
  try {
    const page = await openDesk(browser, quiet.base + '/about/');
    await until(page, async () => (await navigator.locks.query()).held.length === 1);
    const facts = await page.$eval('#facts', (element) => element.textContent);
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const file = join(quiet.site, 'content/about.md');
    await writeFile(file + '~', text + '\nSomething else.\n');
    await rename(file + '~', file);
    await until(page, () => document.querySelector('iframe').contentDocument?.body?.textContent.includes('Something else.'));
    await until(page, (was) => document.querySelector('#facts').textContent !== was, facts);
    assert.equal(await reloads(page), 1);
    // The desk may still ask for what was known before. After the page it asks again.
    for (const end = Date.now() + 10_000; Date.now() < end && !asked.slice(asked.indexOf('/about/')).includes('/.sotto/desk');) await setTimeout(20);
    assert.deepEqual(asked.slice(asked.indexOf('/about/'), asked.indexOf('/about/') + 2), ['/about/', '/.sotto/desk']);
    await page.close();
  } finally {
    await quiet.stop();
  }
});

test('another tab listens when the one that did is closed', async () => {
  const first = await openDesk(browser, preview.base + '/about/');
  const second = await openDesk(browser, preview.base + '/about/');
  await first.close();
  await writeFile(about, titled('About us, still'));
  await until(second, shows, 'About us, still');
  await writeFile(about, text);
  await until(second, shows, heading);
  await second.close();
});

test('where browsers have no locks, a tab listens while it is looked at', async () => {
  const open = async () => {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(() => {
      delete Navigator.prototype.locks;
      window.EventSource = class extends EventSource {
        constructor(address) {
          super(address);
          window.stream = this;
        }
      };
    });
    await page.goto(preview.base + '/about/', { waitUntil: 'load' });
    await until(page, shows, heading);
    assert.equal(await page.evaluate(() => navigator.locks), undefined);
    return page;
  };
  const listens = () => window.stream.readyState === EventSource.OPEN;
  const rests = () => document.hidden && window.stream.readyState === EventSource.CLOSED;
  const one = await open();
  await until(one, listens);
  const two = await open(); // stands before it now
  await until(two, listens);
  await until(one, rests);
  await writeFile(about, titled('About us, seen'));
  await until(two, shows, 'About us, seen');
  await one.bringToFront();
  await until(one, listens);
  await until(one, shows, 'About us, seen');
  await until(two, rests);
  await writeFile(about, titled('About us, seen again'));
  await until(one, shows, 'About us, seen again');
  await one.close();
  await two.close();
  await writeFile(about, text);
});

test('the reader stays where they were', async () => {
  const page = await openDesk(browser, preview.base + '/about/', { width: 800, height: 600 });
  await page.evaluate(() => document.querySelector('iframe').contentWindow.scrollTo(0, 400));
  await writeFile(about, titled('About us again'));
  await until(page, shows, 'About us again');
  await until(page, () => document.querySelector('iframe').contentWindow.scrollY === 400);
  await writeFile(about, text);
  await until(page, shows, heading);
  await page.close();
});

test('a link in a page leads to a page, and the address follows it', async () => {
  const page = await openDesk(browser, preview.base + '/about/');
  await page.evaluate(() => document.querySelector('iframe').contentDocument.querySelector('a[href="/help/"]').click());
  await until(page, () => location.pathname === '/help/' && document.querySelector('#facts').textContent.includes('content/help/index.md'));
  assert.ok(await page.evaluate(() => !document.querySelector('iframe').contentDocument.querySelector('iframe')), 'no desk in the desk');
  await page.goBack();
  await until(page, () => location.pathname === '/about/');
  await page.evaluate(() => document.querySelector('iframe').contentDocument.querySelector('.exit').click());
  await until(page, () => !document.querySelector('.away').hidden);
  await page.click('.back');
  await until(page, shows, heading);
  await page.close();
});

for (const [name, screen, scheme] of [
  ['on a phone in the dark', { width: 360, height: 740 }, 'dark'],
  ['on a desktop in light', { width: 1280, height: 800 }, 'light'],
]) {
  test(`what is wrong is told beside the last good page, ${name}`, async () => {
    const page = await openDesk(browser, preview.base + '/about/', screen, scheme);
    await page.setBypassCSP(true); // axe needs a script of its own inside
    await page.reload({ waitUntil: 'load' });
    await until(page, () => document.querySelector('iframe')?.contentDocument?.querySelector('h1'));
    if (screen.width < 600) await page.click('#fold'); // tools are folded there
    const look = async (what) => {
      if (process.env.SOTTO_LOOK) await page.screenshot({ path: join(process.env.SOTTO_LOOK, `${what}-${screen.width}-${scheme}.png`) });
    };
    assert.deepEqual(await deskFindings(page), []);
    await look('good');
    await writeFile(about, text.replace(/^title:/m, 'titel:'));
    await until(page, () => !document.querySelector('#panel').hidden);
    assert.ok(await page.evaluate(shows, heading), 'the page has gone');
    const panel = await page.$eval('#panel', (element) => ({
      text: element.innerText, link: element.querySelector('.findings a').href, mark: element.querySelector('mark').textContent,
      fits: element.scrollWidth <= element.clientWidth && document.documentElement.scrollWidth <= innerWidth,
    }));
    assert.match(panel.text, /did you mean title/);
    assert.equal(panel.mark, 'titel');
    assert.match(panel.link, new RegExp(`^vscode://file${about}:2:1$`));
    assert.ok(panel.fits, 'the panel is wider than the screen');
    assert.match(await page.$eval('#said', (element) => element.textContent), /not shown yet/);
    assert.ok(await page.evaluate(() => !document.querySelector('#panel').contains(document.activeElement)), 'the panel has taken the focus');
    assert.deepEqual(await deskFindings(page), []);
    await look('error');
    // Who closes it, keeps it closed, until something else is wrong.
    await page.focus('#close');
    await page.keyboard.press('Enter');
    assert.ok(await page.$eval('#panel', (element) => element.hidden));
    await writeFile(about, text.replace(/^title:/m, 'titles:'));
    await until(page, () => !document.querySelector('#panel').hidden);
    await writeFile(about, text);
    await until(page, () => document.querySelector('#panel').hidden);
    assert.match(await page.$eval('#said', (element) => element.textContent), /up to date/);

    await page.goto(preview.base + '/.sotto/', { waitUntil: 'load' });
    assert.deepEqual(await findings(page), []);
    await look('status');
    await page.close();
  });
}

// What axe finds in the desk itself; the page in its frame has a test of its own.
async function deskFindings(page) {
  await page.evaluate(() => document.querySelector('iframe').setAttribute('data-hidden', ''));
  return (await findings(page)).filter((finding) => !/<iframe/.test(finding));
}

test('the tools show the page in other ways, by keyboard too, and cover nothing of it', async () => {
  const page = await openDesk(browser, preview.base + '/help/');
  const press = async (view) => {
    await page.focus(`[data-view=${view}]`);
    await page.keyboard.press('Space');
    assert.equal(await page.$eval(`[data-view=${view}]`, (button) => button.ariaPressed), 'true');
  };
  const inside = (f) => page.evaluate(f);
  const colour = () => inside(() => getComputedStyle(document.querySelector('iframe').contentDocument.documentElement).backgroundColor);
  const light = await colour();
  await press('twin');
  await until(page, () => document.querySelectorAll('iframe')[1]?.contentDocument?.documentElement.lang === 'cy');
  if (process.env.SOTTO_LOOK) await page.screenshot({ path: join(process.env.SOTTO_LOOK, 'twin-1280.png') });
  await press('phone');
  assert.ok(await inside(() => document.querySelector('iframe').contentWindow.innerWidth) <= 362);
  await press('dark');
  assert.notEqual(await colour(), light);
  const small = await inside(() => parseFloat(getComputedStyle(document.querySelector('iframe').contentDocument.querySelector('.body p')).fontSize));
  await press('large');
  const large = await inside(() => parseFloat(getComputedStyle(document.querySelector('iframe').contentDocument.querySelector('.body p')).fontSize));
  assert.ok(large > 1.9 * small, `${large} px after ${small} px`);
  await press('print');
  assert.equal(await inside(() => getComputedStyle(document.querySelector('iframe').contentDocument.querySelector('.bar')).display), 'none');
  if (process.env.SOTTO_LOOK) await page.screenshot({ path: join(process.env.SOTTO_LOOK, 'all-1280.png') });
  // It is as it was in this tab after a reload, and in no other tab.
  await page.reload({ waitUntil: 'load' });
  await until(page, () => document.querySelectorAll('iframe')[1]?.contentDocument?.querySelector('h1'));
  assert.equal(await page.$eval('[data-view=print]', (button) => button.ariaPressed), 'true');
  const other = await openDesk(browser, preview.base + '/help/');
  assert.equal(await other.$eval('[data-view=print]', (button) => button.ariaPressed), 'false');
  // The bar stands below the page, which ends where it begins.
  const { frame, bar } = await other.evaluate(() => ({
    frame: document.querySelector('iframe').getBoundingClientRect().bottom, bar: document.querySelector('#bar').getBoundingClientRect().top,
  }));
  assert.ok(frame <= bar + 1, `the page ends at ${frame}, the bar begins at ${bar}`);
  await other.close();
  await page.close();
});

test('a site that begins with an error shows it, and then the page', async () => {
  const broken = await openPreview(folder, '--content', 'text');
  try {
    const page = await browser.newPage();
    const response = await page.goto(broken.base + '/about/', { waitUntil: 'load' });
    assert.equal(response.status(), 500);
    assert.match(await page.$eval('#panel', (panel) => panel.innerText), /Nothing to show yet/);
    assert.equal(await page.$('iframe'), null);
    await rename(join(broken.site, 'content'), join(broken.site, 'text'));
    await until(page, shows, heading);
    assert.ok(await page.$eval('#panel', (panel) => panel.hidden));
    await page.close();
  } finally {
    await broken.stop();
  }
});

test('drafts are marked, where they are shown', async () => {
  const drafts = await openPreview(folder, '-D');
  try {
    const file = join(drafts.site, 'content/about.md');
    await writeFile(file, text.replace(/^title:/m, 'draft: true\ntitle:'));
    const page = await openDesk(browser, drafts.base + '/about/', { width: 360, height: 740 });
    await until(page, () => /Draft: readers do not see this page/.test(document.querySelector('#marks').innerText));
    // On a phone the tools and facts are folded away until they are asked for.
    const folded = () => page.evaluate(() => [document.querySelector('#tools').hidden, document.querySelector('#facts').hidden]);
    assert.deepEqual(await folded(), [true, true]);
    if (process.env.SOTTO_LOOK) await page.screenshot({ path: join(process.env.SOTTO_LOOK, 'draft-360.png') });
    await page.focus('#fold');
    await page.keyboard.press('Enter');
    assert.deepEqual(await folded(), [false, false]);
    await page.close();
  } finally {
    await drafts.stop();
  }
});
