// The live preview of a copy of the site, and a browser that looks at it.
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from './chromium.mjs';
import { repository } from './prepare.mjs';
import { freePorts, run, serve } from './processes.mjs';
import { step } from './progress.mjs';

/** Copies the site into a folder, and starts the preview of it there. */
export async function openPreview(folder, ...flags) {
  const site = await mkdtemp(join(folder, 'preview-'));
  for (const part of ['content', 'templates', 'static']) await cp(join(repository, part), join(site, part), { recursive: true });
  const program = process.env.SOTTO ?? join(folder, 'sotto');
  if (!process.env.SOTTO) await run('go', ['build', '-o', program, './generator'], { cwd: repository });
  const [port] = await freePorts(1);
  const server = await serve(program, ['serve', '-s', site, '-p', String(port), ...flags], port);
  return { site, port, base: `http://127.0.0.1:${port}`, stop: () => server.stop() };
}

/** Starts Chromium, for which nothing is there but this computer. */
export async function lookingBrowser(folder, args = []) {
  await mkdir(folder, { recursive: true });
  return chromium({ folder, places: {}, nowhere: 1, fingerprint: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', args });
}

/** Opens an address of the preview, and waits until its page is there. */
export async function openDesk(browser, address, screen = { width: 1280, height: 800 }, scheme = 'light') {
  const page = await browser.newPage();
  await page.setViewport(screen);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(address, { waitUntil: 'load' });
  await until(page, () => document.querySelector('iframe')?.contentDocument?.querySelector('h1'));
  return page;
}

/** Waits until something holds in a page, which it must within a minute. */
export async function until(page, holds, ...args) {
  step(`waiting for ${holds}`);
  await page.waitForFunction(holds, { timeout: 60_000, polling: 50 }, ...args);
}
