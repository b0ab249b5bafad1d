// Chromium, as Debian ships it, with everything switched off that it does on
// its own account, so that what is left is what a page does.
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

/**
 * Starts Chromium. The names in places are found at the ports given there, on
 * this machine; every other name, address and port leads to port nowhere.
 */
export async function chromium({ folder, places, nowhere, fingerprint, netLog, args = [] }) {
  const profile = await mkdtemp(join(folder, 'chromium-'));
  const rules = [
    ...Object.entries(places).map(([host, port]) => `MAP ${host}:443 127.0.0.1:${port}`),
    `MAP * 127.0.0.1:${nowhere}`,
    'EXCLUDE 127.0.0.1', // or the browser's own questions would look like a page's
  ];
  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    userDataDir: profile,
    args: [
      `--host-resolver-rules=${rules.join(', ')}`,
      // Only this run's own certificate is taken for good, whatever its name;
      // cache and storage work as with any other.
      `--ignore-certificate-errors-spki-list=${fingerprint}`,
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-domain-reliability',
      // It still asks its maker about updates and accounts. Port 1 is one that
      // no browser opens, so neither question leaves the process.
      '--component-updater=url-source=https://127.0.0.1:1/', '--gaia-url=https://127.0.0.1:1/',
      '--no-first-run', '--no-pings', '--disable-extensions', '--disable-search-engine-choice-screen',
      '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,NetworkTimeServiceQuerying,DialMediaRouteProvider,HttpsUpgrades',
      ...(netLog ? [`--log-net-log=${netLog}`] : []),
      ...args,
    ],
    env: { ...process.env, LANG: 'C.UTF-8', TZ: 'UTC' },
  });
  browser.profile = profile;
  return browser;
}
