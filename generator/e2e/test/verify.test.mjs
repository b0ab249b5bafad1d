// sotto verify, and the script that needs nothing of Sotto's, find no fault with the
// site as nginx, Caddy and Apache serve it with the configurations of the build; and
// they find one that is planted.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from '../lib/prepare.mjs';
import { run } from '../lib/processes.mjs';
import { step } from '../lib/progress.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const keys = join(world.folder, 'signers');
const allowed = join(keys, 'allowed_signers');
const program = join(keys, 'sotto');
await mkdir(keys);
await run('go', ['build', '-o', program, './generator'], { cwd: repository });
const sotto = (...args) => run(program, args, { cwd: repository });
let lines = '';
for (const who of ['editor', 'officer']) {
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(keys, who)]);
  lines += await sotto('sign', '--as', who, '--key', join(keys, who), '--public');
}
await writeFile(allowed, lines);

/** Copies the site to a folder beside it, and signs it by both. */
async function signed(name, change = () => {}) {
  const folder = join(world.folder, name);
  await cp(join(world.folder, 'site'), folder, { recursive: true, preserveTimestamps: true });
  for (const who of ['editor', 'officer']) await sotto('sign', '--as', who, '--key', join(keys, who), '--out', join(keys, name), folder);
  await cp(join(keys, name), folder, { recursive: true });
  await change(folder);
  return name;
}

/** Verifies a server; what it says, whatever its exit code. */
const verify = (port, ...args) => sotto('verify', '--signers', allowed, '--threshold', '2', '--rate', '1000', '--authority', world.keys.caFile,
  '--connect', `127.0.0.1:${port}`, ...args, world.base).catch((error) => error.message);

test('the site is what was signed, on each server', { timeout: 240_000 }, async (t) => {
  const name = await signed('signed');
  for (const kind of ['nginx', 'caddy', 'apache']) {
    step(`verifying ${kind}`);
    const { https } = await world[kind](name);
    const said = await verify(https);
    assert.match(said, /signed by editor, officer\n[\d,]+ requests: every address sends what was signed/, kind);
    t.diagnostic(`${kind}: ${said.trim().split('\n').at(-1)}`);
  }
});

test('a page that differs in one bit of one encoding is found on each server, by both', { timeout: 240_000 }, async () => {
  const page = world.pages.find(({ kind }) => kind === 'home').file;
  const name = await signed('bent', async (folder) => {
    const bytes = await readFile(join(folder, `${page}.gz`));
    bytes[1000] ^= 1;
    await writeFile(join(folder, `${page}.gz`), bytes);
  });
  for (const kind of ['nginx', 'caddy', 'apache']) {
    step(`verifying ${kind}`);
    const { https } = await world[kind](name);
    assert.match(await verify(https, '--only', 'verify'), /error\[verify\/bytes\]: other bytes than the published ones, with gzip/, kind);
  }
});
