// What every test file needs, made once: the built site, the same site built
// without padding, a list of its pages, and keys to serve it with.
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { makeKeys } from './keys.mjs';
import { run, sweep } from './processes.mjs';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** What the built site says is gone; the last of these has no words, and is answered as if it had never been. */
export const goneAddresses = ['/ended/', '/cy/wedi-mynd/', '/old.html', '/drives/*', '/campaigns/*', '/p/000000000001/'];

/** Runs the generator in the repository. */
export const sotto = (...args) => run('go', ['run', './generator', ...args], { cwd: repository });

/** Makes a folder for one run; remove ends it and all that still uses it. */
export async function runFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  return {
    folder,
    async remove() {
      sweep(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Builds the site twice, lists its pages and makes keys, all in folder. */
export async function prepare(folder) {
  // One address that the shipped site does not have is gone, so that servers can be asked for it.
  const content = join(folder, 'content');
  await cp(join(repository, 'content'), content, { recursive: true });
  const text = await readFile(join(content, 'site.yaml'), 'utf8');
  if (/^gone:/m.test(text)) throw new Error('content/site.yaml: something is gone now; ask for that in lib/probes.mjs');
  const more = `${text}\ngone:\n${goneAddresses.map((address) => `  - {address: ${address}, why: for the tests}\n`).join('')}`;
  await writeFile(join(content, 'site.yaml'), more);
  await sotto('build', '--strict', '--quiet', '--content', content, '-d', join(folder, 'site'));
  const rows = JSON.parse(await sotto('list', '--format', 'json'));
  const config = parse(await readFile(join(repository, 'content/site.yaml'), 'utf8'));

  // The control: the same pages, not padded.
  const off = more.replace(/\bmode:\s*uniform\b/, 'mode: off');
  if (off === more) throw new Error('content/site.yaml: found no size mode to switch off for the control');
  await writeFile(join(content, 'site.yaml'), off);
  await sotto('build', '--quiet', '--content', content, '-d', join(folder, 'off'));

  await describe(folder, config, rows);
}

/** Writes site.json, what the tests know about the site, and the keys. */
export async function describe(folder, config, rows) {
  const base = new URL(config.baseURL);
  const exit = new URL(config.exit.url);
  const sections = Object.entries(config.sections ?? {}).map(([path, section]) => ({ path, ...section }));
  const known = new Map(rows.filter((row) => !row.withheld).map((row) => [new URL(row.permalink).pathname, row]));
  const all = await htmlFiles(join(folder, 'site'));
  // Guides to take along have a length of their own, and are files rather than pages.
  const files = all.filter((file) => basename(file) !== guidePage);
  const pages = files.map((file) => {
    const address = base.pathname + (basename(file) === 'index.html' ? file.slice(0, -'index.html'.length) : file);
    const row = known.get(address);
    const source = row?.path.replace(/^content\//, '') ?? null;
    const section = sections.find(({ path }) => source?.startsWith(path + '/'));
    return {
      address, file, source, lang: row?.lang ?? null, kind: row?.kind ?? 'alias',
      discreet: Boolean(section?.discreet), exit: section?.exit !== false,
    };
  });
  const missing = [...known.keys()].filter((address) => !pages.some((page) => page.address === address));
  if (missing.length > 0) throw new Error(`pages of sotto list without a file: ${missing.join(', ')}`);
  const guides = all.filter((file) => basename(file) === guidePage).map((file) => {
    const { source, lang, discreet } = pages.find((page) => page.file === file.replace(guidePage, 'index.html'));
    return { address: base.pathname + file, file, epub: file.replace(/html$/, 'epub'), source, lang, discreet };
  });
  const site = { guides, lengths: config.booklets ?? null, base: base.href, host: base.hostname, exit: exit.href, exitHost: exit.hostname, pages, sensitive: config.sensitive ?? {} };
  await writeFile(join(folder, 'site.json'), JSON.stringify(site, null, 1));
  await mkdir(join(folder, 'keys'));
  await makeKeys(join(folder, 'keys'), [site.host, site.exitHost, ...controlHosts]);
}

/** What a guide to take along is called, as a page. */
const guidePage = 'guide.html';

/** Hosts of the control page, which breaks every promise. */
export const controlHosts = ['control.example', 'tracker.example'];

/** The HTML files of a built site, as slash paths, sorted. */
async function htmlFiles(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith('.html')).map((name) => name.split(sep).join('/')).sort();
}
