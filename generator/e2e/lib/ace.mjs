// Ace, by the DAISY Consortium: how accessible an EPUB is.
import { mkdtemp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
// It starts a browser of its own, and asks the environment which.
process.env.PUPPETEER_EXECUTABLE_PATH = '/usr/bin/chromium';
const ace = require('@daisy/ace-core');
const runner = require('@daisy/ace-axe-runner-puppeteer');
const { EPUB } = require('@daisy/epub-utils');

/** Unpacks an EPUB into a folder of its own, which Ace reads as it reads an EPUB. */
export async function unpacked(path) {
  const epub = new EPUB(path);
  await epub.extract();
  return epub.basedir;
}

/** What Ace finds wrong in the EPUB at a path; what it writes goes to a folder. */
export async function complaints(path, folder) {
  const outdir = await mkdtemp(join(folder, 'ace-'));
  for (let tries = 1; ; tries++) {
    try {
      await ace(path, { cwd: dirname(path), outdir, tmpdir: await mkdtemp(join(folder, 'ace-')), silent: true, initLogger: true }, runner);
      break;
    } catch (error) {
      // It gives its browser five seconds to start, which a busy machine takes now and then.
      if (error.name !== 'TimeoutError' || tries === 3) throw error;
    }
  }
  const { assertions } = JSON.parse(await readFile(join(outdir, 'report.json'), 'utf8'));
  return assertions.flatMap(({ 'earl:testSubject': { url }, assertions: found }) => found.map((one) => {
    const { 'earl:test': rule, 'earl:result': result } = one;
    return `${url}: ${rule['earl:impact']}: ${rule['dct:title']}: ${result['dct:description']}`;
  }));
}
