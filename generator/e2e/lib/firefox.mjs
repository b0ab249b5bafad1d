// Firefox, as Debian ships it, driven over WebDriver BiDi.
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

const executablePath = '/usr/bin/firefox-esr';

/** Whether there is a Firefox; Debian has none for some machines. */
export const firefoxHere = existsSync(executablePath);

/** Starts Firefox, for which everything is at one port, a junction's; with scripts false, without scripts. */
export async function firefox({ folder, port, scripts = true }) {
  const profile = await mkdtemp(join(folder, 'firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath, userDataDir: profile, acceptInsecureCerts: true,
    env: { ...process.env, HOME: profile, LANG: 'C.UTF-8', TZ: 'UTC' },
    extraPrefsFirefox: {
      'javascript.enabled': scripts,
      // Every name is this machine, and every port the junction's.
      'network.dns.forceResolve': '127.0.0.1',
      'network.socket.forcePort': `443=${port};80=${port}`,
      'network.trr.mode': 5, // names are not asked for over HTTPS either
      'network.http.http3.enable': false,
      // It resumes some TLS sessions and not others, which is noise to the wire.
      'security.ssl.disable_session_identifiers': true,
      // It may open connections ahead of requests, as it does for readers.
      'network.http.speculative-parallel-limit': 20,
      // What it would ask its maker for.
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'services.settings.server': 'https://127.0.0.1:1',
      'security.OCSP.enabled': 0,
    },
  });
  browser.profile = profile;
  return browser;
}
