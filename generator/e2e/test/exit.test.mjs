// The way out: always there, reached at once, gone at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachPage } from '../lib/eachpage.mjs';
import { Target } from '../lib/target.mjs';
import { nothingStored, stored } from '../lib/traces.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
world.wire.backend = (await world.nginx()).https;
const target = await Target.open(world.keys);
world.atEnd(() => target.close());
const browser = await world.chromium({ places: { [world.exitHost]: target.port } });

const withExit = world.part(11).filter((page) => page.exit);
/** One page of every kind, in each language; and one of every kind, of one language or another. */
const samples = [...new Map(withExit.map((page) => [page.kind + page.lang, page])).values()];
const kinds = [...new Map(samples.map((page) => [page.kind, page])).values()];
const exit = `a[href="${world.exit}"]`;

/** Opens a page that shares nothing with others: a request that is never answered would hold up theirs. */
async function openPage(scripts = true) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  // A small phone, less its browser's own bars.
  await page.setViewport({ width: 360, height: 560 });
  await page.setJavaScriptEnabled(scripts);
  return page;
}

/** What a person at the screen can still see or hear of a page. */
const remains = () => ({
  title: document.title,
  text: document.body?.checkVisibility() ? document.body.innerText.trim() : '',
  boxes: [...document.body?.querySelectorAll('*') ?? []].filter((element) => element.checkVisibility()).length,
});
const nothing = { title: '', text: '', boxes: 0 };

test('the exit link comes second in the tab order, stays in sight, and is large', async () => {
  const page = await openPage();
  await eachPage(withExit, async (one) => {
    await page.goto(world.url(one), { waitUntil: 'load' });
    const wrong = [];
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('href'));
    await page.keyboard.press('Tab');
    const first = await focused();
    if (!first?.startsWith('#')) wrong.push(`the first stop of the Tab key is ${first}, not a skip link`);
    await page.keyboard.press('Tab');
    const second = await focused();
    if (second !== world.exit) wrong.push(`the second stop of the Tab key is ${second}, not the exit link`);
    await page.evaluate(() => document.activeElement.blur());
    for (const part of [0, 0.5, 1]) {
      wrong.push(...await page.evaluate((selector, part) => {
        scrollTo({ top: document.documentElement.scrollHeight * part, behavior: 'instant' });
        const link = document.querySelector(selector);
        const { left, top, right, bottom, width, height } = link.getBoundingClientRect();
        const at = part * 100;
        const wrong = [];
        if (width < 44 || height < 44) wrong.push(`the exit link is ${width} by ${height} px`);
        if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) wrong.push(`scrolled to ${at} %, the exit link is out of sight`);
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (!link.contains(hit)) wrong.push(`scrolled to ${at} %, the exit link is covered by ${hit?.outerHTML.slice(0, 80)}`);
        return wrong;
      }, exit, part));
    }
    return wrong;
  });
  await page.browserContext().close();
});

test('a click blanks the page at once, though the other site never answers', async () => {
  target.answers = 'never';
  for (const one of samples) {
    const page = await openPage();
    await page.goto(world.url(one), { waitUntil: 'load' });
    // In one go: no frame can be drawn between the click and the look.
    const after = await page.evaluate((selector, remains) => {
      document.querySelector(selector).click();
      return new Function(`return (${remains})()`)();
    }, exit, remains.toString()).catch((error) => error.message);
    assert.deepEqual(after, nothing, one.address);
    await page.browserContext().close();
  }
});

test('a tap of a finger does it too', async () => {
  const page = await openPage();
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.goto('about:blank');
  const blank = await page.screenshot();
  await page.goto(world.url(samples[0]), { waitUntil: 'load' });
  assert.notDeepEqual(await page.screenshot(), blank);

  target.answers = 'never';
  const asked = target.asked();
  const { x, y } = await (await page.$(exit)).clickablePoint();
  // The browser does not say that the click is done while it waits for the
  // other site, nor lets us into the page; but it shows what is on the screen.
  page.mouse.click(x, y).catch(() => {});
  await asked;
  assert.deepEqual(await page.screenshot(), blank, 'the screen is empty while the other site is waited for');
  await page.browserContext().close();
});

test('Back does not show the page that was left', async () => {
  target.answers = 'page';
  for (const one of kinds) {
    const page = await openPage();
    await page.goto('data:text/html,<title>Before</title>');
    await page.goto(world.url(one), { waitUntil: 'load' });
    await Promise.all([page.waitForNavigation(), page.click(exit)]);
    assert.equal(await page.title(), 'Weather');
    await page.goBack();
    assert.equal(await page.title(), 'Before', `${one.address}: Back leads past it`);
    await page.goForward();
    assert.equal(await page.title(), 'Weather');
    await page.browserContext().close();
  }
});

test('a page that is brought back leaves again', async () => {
  // Answered with nothing, the browser stays on the page, as if brought back.
  target.answers = 'nothing';
  const page = await openPage();
  await page.goto(world.url(samples[0]), { waitUntil: 'load' });
  for (let i = 0; i < 2; i++) {
    const asked = target.asked();
    if (i === 0) await page.click(exit);
    // What the browser says to a page that it takes out of its back-forward cache.
    else await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await asked;
    assert.deepEqual(await page.evaluate(remains), nothing);
  }
  await page.browserContext().close();
});

test('a page that nobody left stays when it is brought back', async () => {
  const page = await openPage();
  await page.goto(world.url(samples[0]), { waitUntil: 'load' });
  const before = target.requests.length;
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  assert.notEqual((await page.evaluate(remains)).text, '');
  assert.equal(target.requests.length, before);
  await page.browserContext().close();
});

test('Shift three times within five seconds leaves; Shift with a letter and slow presses do not', async () => {
  target.answers = 'nothing';
  const page = await openPage();
  await page.goto(world.url(samples[0]), { waitUntil: 'load' });
  const shown = async () => (await page.evaluate(remains)).text !== '';
  const shift = () => page.keyboard.press('Shift');

  for (let i = 0; i < 4; i++) {
    await page.keyboard.down('Shift');
    await page.keyboard.press('a');
    await page.keyboard.up('Shift');
  }
  assert.ok(await shown(), 'typing capitals leaves nothing');

  await shift();
  await shift();
  await page.keyboard.press('a');
  await shift();
  assert.ok(await shown(), 'another key in between starts the count again');

  await page.reload({ waitUntil: 'load' });
  await shift();
  await new Promise((resolve) => setTimeout(resolve, 5200)); // the five seconds themselves
  await shift();
  await shift();
  assert.ok(await shown(), 'a press of more than five seconds ago does not count');

  const asked = target.asked();
  await shift();
  await asked;
  assert.deepEqual(await page.evaluate(remains), nothing);
  await page.browserContext().close();
});

test('leaving stores nothing', async () => {
  target.answers = 'nothing';
  const page = await openPage();
  const session = await page.createCDPSession();
  await session.send('DOMStorage.enable');
  await page.goto(world.url(samples[0]), { waitUntil: 'load' });
  const asked = target.asked();
  await page.click(exit);
  await asked;
  assert.deepEqual(await page.evaluate(remains), nothing);
  assert.deepEqual(await stored(session, new URL(world.base).origin), nothingStored);
  await page.browserContext().close();
});

for (const scripts of [true, false]) {
  test(`the other site is not told where its visitor comes from, scripts ${scripts ? 'on' : 'off'}`, async () => {
    target.answers = 'page';
    for (const one of kinds) {
      const page = await openPage(scripts);
      await page.goto(world.url(one), { waitUntil: 'load' });
      target.requests.length = 0;
      await Promise.all([page.waitForNavigation(), page.click(exit)]);
      assert.equal(page.url(), world.exit);
      const [{ headers }] = target.requests;
      assert.equal(headers.referer, undefined, one.address);
      assert.equal(headers.origin, undefined, one.address);
      assert.equal(await page.evaluate(() => document.referrer), '');
      await page.browserContext().close();
    }
  });
}
