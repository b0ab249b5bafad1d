// The HTML is as the standard has it: html-validate finds nothing in any page,
// with its rule on telephone numbers, and Nu neither an error nor a warning; Nu,
// which is slow, in one page of each kind in each language, and in a soak in all.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { eachPage } from '../lib/eachpage.mjs';
import { nu, validator } from '../lib/markup.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const file = ({ file }) => join(world.folder, 'site', file);

test('html-validate finds nothing', async () => {
  const validate = validator();
  await eachPage(world.all, async (one) => validate(await readFile(file(one), 'utf8')));
});

test('Nu finds nothing', async () => {
  const found = await nu(world.few.map(file));
  await eachPage(world.few, (one) => found.get(file(one)));
});

test('both notice a page with faults', async () => {
  const text = '<!doctype html><html lang="en"><head><title>t</title></head><body><p><a href="tel:+448081000900">0808 1000 900</a><div align=left>x</div></p></body></html>';
  assert.match((await validator()(text)).join('\n'), /^tel-non-breaking:[^]*^no-deprecated-attr:/m);
  const bad = join(world.folder, 'faults.html');
  await writeFile(bad, text);
  assert.match((await nu([bad])).get(bad).join('\n'), /error: No “p” element in scope/);
});
