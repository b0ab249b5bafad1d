// Firefox, as Debian ships it, driven over WebDriver BiDi.
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

const executablePath = '/usr/bin/firefox-esr';

/** Whether there is a Firefox; Debian has none for some machines. */
export const firefoxHere = existsSync(executablePath);

/** Starts Firefox, for which everything is behind a tunnel; with scripts false, without scripts. */
export async function firefox({ folder, tunnel, scripts = true }) {
  const profile = await mkdtemp(join(folder, 'firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath, userDataDir: profile, acceptInsecureCerts: true,
    env: { ...process.env, HOME: profile, LANG: 'C.UTF-8', TZ: 'UTC' },
    extraPrefsFirefox: {
      'javascript.enabled': scripts,
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': tunnel.port,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': tunnel.port,
      // It resumes some TLS sessions and not others, which is noise to the wire.
      'security.ssl.disable_session_identifiers': true,
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
