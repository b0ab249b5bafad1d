// Watches a browser visit addresses, with scripts on and off, and tells
// everything that was asked of the network and left on the device.
import { join } from 'node:path';
import { readNetLog } from './netlog.mjs';
import { chromiumKeeps, filesNaming, stored } from './traces.mjs';

// How long a page is watched after it has loaded, in milliseconds. The
// control's late doings (its icon, its worker) must show within this time.
const lull = 60, lastLull = 1500;

/**
 * Visits addresses of one origin in a browser of their own. Returns
 *   requests   each address asked for, by what, and how often, from the net log
 *   foreign    names of other hosts that a connection was opened to
 *   lookups    hosts that were resolved, the own one not among them
 *   sockets    addresses connected to, the wire not among them
 *   visits     per visit: {url, scripts, stored}
 *   files      files of the browser's stores that name the host
 *   workers    service workers that were registered
 */
export async function watch(world, name, addresses, places = {}) {
  const netLog = join(world.folder, `netlog-${name}.json`);
  const origin = new URL(addresses[0]).origin;
  const browser = await world.chromium({ netLog, places });
  const workers = new Set();
  const visits = [];
  for (const scripts of [true, false]) {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(scripts);
    const session = await page.createCDPSession();
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations.forEach(({ scopeURL }) => workers.add(scopeURL)));
    await session.send('ServiceWorker.enable');
    await session.send('DOMStorage.enable');
    for (const url of addresses) {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      await new Promise((resolve) => setTimeout(resolve, url === addresses.at(-1) ? lastLull : lull));
      visits.push({ url, scripts, stored: await stored(session, origin) });
    }
    await page.close();
  }
  const profile = browser.profile;
  await browser.close();
  const log = await readNetLog(netLog);
  // Port 1 is where the browser's own questions were sent (see chromium.mjs).
  const own = [`https://127.0.0.1:1`, `https://127.0.0.1:${world.wire.port}`];
  const requests = log.requests.filter((url) => !url.startsWith('https://127.0.0.1:1/'));
  return {
    requests,
    visits,
    foreign: world.nowhere.take().sort(),
    lookups: log.lookups.filter((host) => !own.includes(host)),
    sockets: log.sockets.filter((address) => address !== `127.0.0.1:${world.wire.port}`),
    files: await filesNaming(new URL(origin).host, profile, chromiumKeeps),
    workers: [...workers],
  };
}
