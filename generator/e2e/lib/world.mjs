// The world of one test file: the site, the servers that serve it, the
// network between, and the browser. Everything in it ends with the file.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { apache } from './apache.mjs';
import { caddy } from './caddy.mjs';
import { chromium } from './chromium.mjs';
import { firefox } from './firefox.mjs';
import { Junction } from './junction.mjs';
import { readKeys } from './keys.mjs';
import { nginx } from './nginx.mjs';
import { Nowhere } from './nowhere.mjs';
import { prepare, runFolder } from './prepare.mjs';
import { watch } from './progress.mjs';
import { Wire } from './wire.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** Opens the world; a test file run by itself first builds the site. */
export async function openWorld() {
  watch();
  const world = new World();
  after(() => world.close(), { timeout: 30_000 });
  world.folder = process.env.SOTTO_E2E;
  if (!world.folder) {
    const own = await runFolder();
    world.atEnd(() => own.remove());
    world.folder = own.folder;
    await prepare(own.folder);
  }
  Object.assign(world, JSON.parse(await readFile(join(world.folder, 'site.json'), 'utf8')));
  // Alias pages lead on by themselves, so they are not pages to look at; but
  // what goes over the wire holds for them too.
  world.all = world.pages;
  world.pages = world.all.filter((page) => page.kind !== 'alias');
  // How a page looks is nearly what others of its kind look like: on every change
  // a test looks at one page of each kind in each language, and at two dozen of the
  // rest, so that it takes no longer when the site grows. Of the pages in further
  // languages, which are one page ten times, it is one: from right to left in every
  // other test. The tests that ask much the same look at different ones (n says
  // which), and in a soak at all, or at those whose addresses match SOTTO_PAGES.
  const step = Math.max(3, Math.ceil(world.pages.length / 24));
  const kinds = new Set(new Map(world.pages.map((page) => [page.kind + page.lang, page])).values());
  const further = (way) => world.pages.filter((page) => page.kind === 'essentials' && direction(page.lang) === way);
  const sure = (n) => {
    const some = further(n % 2 === 0 ? 'rtl' : 'ltr');
    return new Set([...kinds].filter((page) => page.kind !== 'essentials' || page === some[n % some.length]));
  };
  const wanted = new RegExp(process.env.SOTTO_PAGES ?? '');
  const soaked = ({ address }) => process.env.SOTTO_SOAK && wanted.test(address);
  world.few = world.pages.filter((page) => (process.env.SOTTO_SOAK ? soaked(page) : kinds.has(page)));
  world.part = (n) => {
    const these = sure(n);
    return world.pages.filter((page, i) => (process.env.SOTTO_SOAK ? soaked(page) : i % step === n % step || these.has(page)));
  };
  world.keys = await readKeys(join(world.folder, 'keys'));
  world.wire = await Wire.open();
  world.nowhere = await Nowhere.open();
  world.atEnd(() => world.wire.close(), () => world.nowhere.close());
  return world;
}

/** Which way a language is written. */
function direction(lang) {
  const locale = new Intl.Locale(lang);
  return (locale.getTextInfo?.() ?? locale.textInfo).direction;
}

class World {
  #ends = [];

  atEnd(...ends) {
    this.#ends.push(...ends);
  }

  /** Ends all that was started, the latest first, even when one end fails. */
  async close() {
    const failures = [];
    for (const end of this.#ends.splice(0).reverse()) {
      await Promise.resolve().then(end).catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'something would not end');
  }

  /** Starts nginx on the site, or on its copy without padding ("off"). */
  nginx = (which = 'site') => this.#serve(nginx, which);
  /** Starts Caddy likewise. */
  caddy = (which = 'site') => this.#serve(caddy, which);
  /** Starts Apache likewise. */
  apache = (which = 'site') => this.#serve(apache, which);

  async #serve(kind, which) {
    const server = await kind({ site: join(this.folder, which), keys: this.keys, folder: this.folder });
    this.atEnd(() => server.stop());
    return server;
  }

  /** Starts Chromium, for which the site is behind the wire, and all that has no place in places nowhere. */
  async chromium({ places = {}, ...options } = {}) {
    const browser = await chromium({
      folder: this.folder, places: { [this.host]: this.wire.port, ...places }, nowhere: this.nowhere.port,
      fingerprint: this.keys.fingerprint, ...options,
    });
    this.atEnd(() => browser.close());
    return browser;
  }

  /** Starts Firefox likewise. Its browser.junction knows whom it asked for. */
  async firefox({ places = {}, ...options } = {}) {
    const junction = await Junction.open({ [this.host]: this.wire.port, ...places }, this.nowhere.port);
    this.atEnd(() => junction.close());
    const browser = await firefox({ folder: this.folder, port: junction.port, ...options });
    this.atEnd(() => browser.close());
    browser.junction = junction;
    return browser;
  }

  /** The whole address of a page. */
  url = (page) => new URL(page.address ?? page, this.base).href;
}
