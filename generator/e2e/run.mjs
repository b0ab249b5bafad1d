// Runs every test, or those named, against the site as it is built now:
//
//	npm test
//	npm test exit wire
//
// The site is built once; the test files then run two at a time. One file can
// also be run alone with node --test test/exit.test.mjs.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepare, runFolder } from './lib/prepare.mjs';

const tests = fileURLToPath(new URL('test/', import.meta.url));
const wanted = process.argv.slice(2);
// Long ones first, so that none is left running alone.
const order = ['axe', 'wire', 'silence', 'pages'];
const names = (await readdir(tests)).filter((name) => name.endsWith('.test.mjs')).map((name) => name.slice(0, -'.test.mjs'.length));
const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
const chosen = (wanted.length > 0 ? wanted : names).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
for (const name of chosen) {
  if (!names.includes(name)) {
    console.error(`there is no test ${name}: the tests are ${names.sort().join(', ')}`);
    process.exit(2);
  }
}

const { folder, remove } = await runFolder();
let code = 1;
try {
  await prepare(folder);
  code = await new Promise((resolve, reject) => {
    const files = chosen.map((name) => `${tests}${name}.test.mjs`);
    const node = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, SOTTO_E2E: folder, NODE_OPTIONS: '' },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => node.kill(signal));
    node.on('error', reject);
    node.on('close', (status) => resolve(status ?? 1));
  });
} catch (error) {
  console.error(error.message);
} finally {
  await remove();
}
process.exit(code);
