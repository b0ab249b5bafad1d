// Runs every test, or those named, against the site as it is built now:
//
//	npm test
//	npm test exit wire
//
// The site is built once; the test files then run two at a time. One file can
// also be run alone with node --test test/exit.test.mjs.
import { readdir } from 'node:fs/promises';
import { once, setMaxListeners } from 'node:events';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { prepare, runFolder } from './lib/prepare.mjs';

const minutes = 60_000;
const tests = fileURLToPath(new URL('test/', import.meta.url));
const names = (await readdir(tests)).filter((name) => name.endsWith('.test.mjs')).map((name) => name.slice(0, -'.test.mjs'.length));
const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (names.includes(name)) continue;
  console.error(`there is no test ${name}: the tests are ${names.sort().join(', ')}`);
  process.exit(2);
}
// Long ones first, so that none is left running alone.
const long = ['desk', 'axe', 'wire', 'pages', 'silence', 'script'];
const rank = (name) => (long.includes(name) ? long.indexOf(name) : long.length);
const chosen = (wanted.length > 0 ? wanted : names).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));

const interrupted = new AbortController();
setMaxListeners(0, interrupted.signal);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());
const { folder, remove } = await runFolder();
process.exitCode = 1;
try {
  await prepare(folder);
  process.env.SOTTO_E2E = folder;
  let failed = false;
  const results = run({
    files: chosen.map((name) => `${tests}${name}.test.mjs`),
    concurrency: 2, timeout: (process.env.SOTTO_SOAK ? 240 : 20) * minutes, signal: interrupted.signal,
  });
  results.on('test:fail', () => (failed = true));
  const report = results.compose(spec);
  report.pipe(process.stdout);
  await once(report, 'end');
  if (!failed && !interrupted.signal.aborted) process.exitCode = 0;
} catch (error) {
  console.error(error.message);
} finally {
  await remove();
}
