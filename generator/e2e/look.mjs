// Takes pictures of pages for people to look at:
//
//	node look.mjs FOLDER [ADDRESS…]
//	node look.mjs FOLDER charts
//
// Each page is taken whole at 320, 360 and 1280 px, in light and dark, in
// forced colours, and as it prints. Without addresses, one page of every kind
// and language is taken; "charts" is a page with every type of chart. The site
// is built first, and must have no errors.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:http';
import { once } from 'node:events';
import puppeteer from 'puppeteer-core';
import { runFolder, sotto } from './lib/prepare.mjs';
import { chartSamples } from './lib/samples.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node look.mjs FOLDER [ADDRESS…]');
  process.exit(2);
}

const looks = [
  { name: '320-light', width: 320, scheme: 'light' },
  { name: '320-dark', width: 320, scheme: 'dark' },
  { name: '360-light', width: 360, scheme: 'light' },
  { name: '360-dark', width: 360, scheme: 'dark' },
  { name: '1280-light', width: 1280, scheme: 'light' },
  { name: '1280-dark', width: 1280, scheme: 'dark' },
  { name: '360-forced', width: 360, scheme: 'dark', forced: true },
  { name: '1280-forced', width: 1280, scheme: 'light', forced: true },
  { name: 'print', width: 794, scheme: 'light', media: 'print' },
];

const temporary = await runFolder();
try {
  let site = join(temporary.folder, 'site');
  if (wanted[0] === 'charts') {
    const [page] = await chartSamples(temporary.folder);
    site = join(page, '../..');
    wanted.splice(0, 1, '/charts/', '/cy/charts/');
  } else {
    await sotto('build', '--quiet', '-d', site);
  }
  const rows = JSON.parse(await sotto('list', '--format', 'json')).filter((row) => !row.withheld);
  const samples = [...new Map(rows.map((row) => [row.kind + row.lang, new URL(row.permalink).pathname])).values()];
  const server = createServer(async ({ url }, response) => {
    const file = join(site, decodeURIComponent(new URL(url, 'http://localhost').pathname)).replace(/\/$/, '/index.html');
    const body = await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': file.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8' }).end(body ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium', userDataDir: join(temporary.folder, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    await mkdir(folder, { recursive: true });
    for (const address of wanted.length > 0 ? wanted : samples) {
      for (const look of looks) await take(browser, `http://127.0.0.1:${server.address().port}${address}`, look, nameOf(address));
    }
  } finally {
    await browser.close();
    server.close();
  }
} finally {
  await temporary.remove();
}

async function take(browser, url, { name, width, scheme, forced, media }, label) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: width < 500 ? 740 : 800 });
  if (media) await page.emulateMediaType(media);
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    media: media ?? '',
    features: [{ name: 'prefers-color-scheme', value: scheme }, ...(forced ? [{ name: 'forced-colors', value: 'active' }] : [])],
  });
  await page.goto(url, { waitUntil: 'load' });
  const file = join(folder, `${label}.${name}.png`);
  await writeFile(file, await page.screenshot({ fullPage: true }));
  console.log(file);
  await page.close();
}

function nameOf(address) {
  return address.replace(/^\/|\/$/g, '').replace(/\//g, '_') || 'home';
}
